package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/entente-hub/entente/services/hub/internal/child"
	"github.com/entente-hub/entente/shared/lookalike"
)

func demoCommand(io IO) *cobra.Command {
	d := &demo{io: io}
	c := &cobra.Command{
		Use:   "demo",
		Short: "Show the whole story on a fresh data folder",
		Long: "Demo starts a hub on a fresh folder, enrols three members and a task force, imports look-alike input,\n" +
			"and shows what each member sees, with a webhook arriving. On a terminal the hub then stays up to look at.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return d.run(c.Context()) },
	}
	c.Flags().IntVar(&d.count, "count", 20_000, "how many indicators to generate and import")
	c.Flags().StringVar(&d.hosts, "hosts", "", "also import this plain list of hosts (a public scam list, say)")
	c.Flags().IntVar(&d.port, "port", 8080, "port of the hub; 0 for a free one")
	c.Flags().BoolVar(&d.stay, "stay", io.TTY, "leave the hub up until Ctrl-C")
	return c
}

type demo struct {
	io    IO
	count int
	hosts string
	port  int
	stay  bool
	hub   *child.Hub
	keys  map[string]string
}

func (d *demo) say(format string, args ...any) { fmt.Fprintf(d.io.Out, format+"\n", args...) }

func (d *demo) run(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "entente-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	d.say("1. A hub on a fresh folder.")
	if d.hub, err = child.Start(ctx, child.Options{Data: filepath.Join(dir, "data"), Port: d.port}); err != nil {
		return err
	}
	defer d.hub.Kill()
	d.say("   It answers at %s (ready in %s).\n", d.hub.Base, d.hub.Ready.Round(time.Millisecond))
	for _, chapter := range []func(context.Context) error{d.enrol, d.imports, d.tell} {
		if err := chapter(ctx); err != nil {
			if ctx.Err() != nil {
				return errors.New("interrupted")
			}
			return err
		}
	}
	if !d.stay {
		return d.hub.Stop()
	}
	d.say("The hub stays up at %s until Ctrl-C (the portal comes with a later issue; this is the API):", d.hub.Base)
	d.say("   curl -H 'Authorization: Bearer %s' '%s/v1/indicators?limit=3'", d.keys["bazar-b"], d.hub.Base)
	<-ctx.Done()
	return d.hub.Stop()
}

func (d *demo) enrol(ctx context.Context) error {
	d.say("2. Three members: Maison A (a brand), Bazar B (a marketplace), Maison C (another brand),")
	d.say("   and a task force of two, 'handbags': Maison A and Bazar B.")
	d.keys = map[string]string{}
	for member, kind := range map[string]string{"maison-a": "brand", "bazar-b": "marketplace", "maison-c": "brand"} {
		key, err := d.hub.Enrol(ctx, member, kind)
		if err != nil {
			return err
		}
		d.keys[member] = key
	}
	d.say("")
	return d.hub.TaskForce(ctx, "handbags", "maison-a", "bazar-b")
}

func (d *demo) as(member string) remote {
	return remote{base: d.hub.Base, key: d.keys[member], client: &http.Client{}}
}

func (d *demo) imports(ctx context.Context) error {
	d.say("3. Maison A imports %d look-alike indicators (invented), amber to the task force.", d.count)
	f, err := os.CreateTemp("", "entente-demo-*.ndjson")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	lines := lookalike.New(2026, lookalike.Options{TaskForces: []string{"handbags"}, AmberOnly: true})
	if err := errors.Join(lines.WriteNDJSON(f, 0, d.count), f.Close()); err != nil {
		return err
	}
	p := &publishing{remote: d.as("maison-a"), fill: url.Values{}}
	if err := p.run(ctx, d.io, f.Name()); err != nil {
		return err
	}
	if d.hosts != "" {
		d.say("   And a public list of hosts, each an accusation by hobbyists: to the task force alone.")
		p := &publishing{remote: d.as("maison-a"), format: "list", fill: url.Values{"tlp": {"amber"}, "task_force": {"handbags"}, "tag": {"public-list"}}}
		quiet := d.io
		quiet.Err = &firstLines{w: d.io.Err, left: 4, tty: d.io.TTY}
		if err := p.run(ctx, quiet, d.hosts); err != nil {
			return err
		}
	}
	for _, member := range []string{"maison-a", "bazar-b", "maison-c"} {
		n, r := 0, d.as(member)
		if err := all(ctx, &r, "/v1/indicators", func(json.RawMessage) error { n++; return nil }); err != nil {
			return err
		}
		d.say("   %-9s sees %d indicators.", member, n)
	}
	d.say("")
	return nil
}

// firstLines lets a few lines through, so that a demonstration does not drown in a list's
// rejected lines.
type firstLines struct {
	w    io.Writer
	left int
	tty  bool
}

func (f *firstLines) Write(b []byte) (int, error) {
	if strings.HasPrefix(string(b), "line ") {
		f.left--
		if f.left < 0 {
			return len(b), nil
		}
	}
	return f.w.Write(b)
}

// tell publishes one indicator and shows who is told of it, and who is not.
func (d *demo) tell(ctx context.Context) error {
	type hook struct {
		header http.Header
		body   []byte
		at     time.Time
	}
	got := make(chan hook, 10)
	sink := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		at := time.Now()
		b, err := io.ReadAll(r.Body)
		w.WriteHeader(http.StatusNoContent)
		if err == nil {
			got <- hook{r.Header.Clone(), b, at}
		}
	}))
	defer sink.Close()
	d.say("4. Bazar B asks to be told by webhook; Maison A publishes one shop.")
	var sub struct{ Secret string }
	if err := d.hub.Post(ctx, d.keys["bazar-b"], "/v1/subscriptions", map[string]any{"url": sink.URL, "filter": map[string]any{"types": []string{"store_url"}}}, &sub); err != nil {
		return err
	}
	verifier, err := standardwebhooks.NewWebhook(sub.Secret)
	if err != nil {
		return err
	}
	body := map[string]any{
		"observable": map[string]string{"type": "store_url", "value": "https://Maison-A-Outlet.example/bags?utm_source=ad"},
		"brands":     []string{"maison-a"}, "infringement": "counterfeit", "confidence": 90, "basis": "test_purchase",
		"tlp": "amber", "share": map[string]any{"task_forces": []string{"handbags"}},
	}
	var made struct{ ID, ETag string }
	began := time.Now()
	if err := d.hub.Post(ctx, d.keys["maison-a"], "/v1/indicators", body, &made); err != nil {
		return err
	}
	arrive := func(began time.Time) error {
		select {
		case h := <-got:
			if err := verifier.Verify(h.body, h.header); err != nil {
				return fmt.Errorf("the webhook's signature: %w", err)
			}
			var event struct{ Type string }
			if err := json.Unmarshal(h.body, &event); err != nil {
				return err
			}
			d.say("   bazar-b   is told %s after %s; the signature verifies.", event.Type, h.at.Sub(began).Round(10*time.Microsecond))
			return nil
		case <-time.After(10 * time.Second):
			return errors.New("no webhook came")
		}
	}
	if err := arrive(began); err != nil {
		return err
	}
	if err := errors.Join(d.absent(ctx, made.ID), d.screens(ctx)); err != nil {
		return err
	}
	d.say("7. Maison A revokes it.")
	began = time.Now()
	r := d.as("maison-a")
	if _, err := r.call(ctx, http.MethodPost, "/v1/indicators/"+made.ID+"/revoke", map[string]string{"reason": "It belongs to an authorised seller."}, nil, "If-Match", made.ETag); err != nil {
		return err
	}
	if err := arrive(began); err != nil {
		return err
	}
	d.say("")
	return nil
}

// absent shows that the indicator does not exist for Maison C.
func (d *demo) absent(ctx context.Context, indicator string) error {
	r := d.as("maison-c")
	_, err := r.call(ctx, http.MethodGet, "/v1/indicators/"+indicator, nil, nil)
	no, is := errors.AsType[*refusal](err)
	if !is || no.Status != http.StatusNotFound {
		return fmt.Errorf("maison-c should get 404 for the indicator, and got: %w", err)
	}
	d.say("   maison-c  gets 404 for it, as for any id that is none.")
	return nil
}
