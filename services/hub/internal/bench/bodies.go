package bench

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/entente-hub/entente/services/hub/internal/child"
	"github.com/entente-hub/entente/shared/limits"
	"github.com/entente-hub/entente/shared/lookalike"
)

// bodies measures a hub whose bodies are in the MongoDB that MONGODB_URI names, in databases of the run's own, beside
// the raw driver on the same documents there.
func (b *bench) bodies(ctx context.Context) error {
	uri := os.Getenv("MONGODB_URI")
	if uri == "" {
		b.add(row{what: "bodies in MongoDB: NOT RUN: set MONGODB_URI"})
		return nil
	}
	if err := b.grown(ctx, uri); err != nil {
		return err
	}
	return b.projector(ctx, uri)
}

// store is a database, which a hub has bodies in and the driver reads beside it.
type store struct {
	*limits.Documents
	uri, of string // of is the collection that serves
}

// store opens a new one.
func (b *bench) store(uri string) (*store, error) {
	name := "entente-bench-" + strings.ToLower(rand.Text()[:10])
	d, err := limits.OpenDocuments(uri, name)
	if err != nil {
		return nil, err
	}
	return &store{Documents: d, uri: named(uri, name)}, nil
}

// drop leaves nothing of it, though ctx may have ended.
func (s *store) drop(ctx context.Context) { _ = s.Drop(context.WithoutCancel(ctx)) } // the run has its figures

// named is a URI whose path names another database.
func named(uri, name string) string {
	before, query, asks := strings.Cut(uri, "?")
	scheme, rest, _ := strings.Cut(before, "://")
	hosts, _, _ := strings.Cut(rest, "/")
	at := scheme + "://" + hosts + "/" + name
	if asks {
		at += "?" + query
	}
	return at
}

// hubOn is hub with its bodies in a database.
func (b *bench) hubOn(ctx context.Context, name string, s *store) (*child.Hub, error) {
	return child.Start(ctx, child.Options{
		Data: b.dir + "/" + name, Wait: 5 * time.Minute, Env: append(slices.Clone(unlimited), "ENTENTE_MONGODB="+s.uri, "ENTENTE_BODIES_AT_HAND=0"),
	})
}

// owing is how many bodies a hub has that its database has not, by its metrics.
func owing(ctx context.Context, h *child.Hub) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, h.Base+"/metrics", nil)
	if err != nil {
		return 0, err
	}
	req.Header.Set("Authorization", "Bearer "+h.Admin)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		if n, ok := strings.CutPrefix(line, "entente_bodies_owing "); ok {
			f, err := strconv.ParseFloat(strings.TrimSpace(n), 64)
			return int(f), err
		}
	}
	return 0, fmt.Errorf("GET /metrics: %s: no entente_bodies_owing", res.Status)
}

// settled waits until the database has all bodies.
func (b *bench) settled(ctx context.Context, h *child.Hub) error {
	for said := time.Now(); ; {
		n, err := owing(ctx, h)
		if n == 0 || err != nil {
			return err
		}
		if time.Since(said) > 10*time.Second {
			fmt.Fprintf(b.Log, "the database does not have %d yet …\n", n)
			said = time.Now()
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// shelf is a hub whose bodies the database has.
type shelf struct {
	*child.Hub
	*store
	n      int
	viewer string
	names  []string // of the indicators of its newest page
	ids    []int64  // their documents'
	size   int      // of the page, in bytes

	page, rawPage, one, rawOne []time.Duration
}

// fill imports n indicators into a new hub and waits until the database has their bodies. The hub is as it
// was before, in memory, with nothing in it.
func (b *bench) fill(ctx context.Context, name string, s *store, n int) (f *shelf, empty child.Memory, err error) {
	h, err := b.hubOn(ctx, name, s)
	if err != nil {
		return nil, empty, err
	}
	f = &shelf{Hub: h, store: s, n: n}
	if f.viewer, err = h.Enrol(ctx, "bazar-b", "marketplace"); err != nil {
		return f, empty, err
	}
	keys, err := houses(ctx, h)
	if err != nil {
		return f, empty, err
	}
	if empty, err = h.Memory(); err != nil {
		return f, empty, err
	}
	began := time.Now()
	if err := b.spread(ctx, h, keys, lookalike.New(11, lookalike.Options{}), 0, n); err != nil {
		return f, empty, err
	}
	imported := time.Since(began)
	if err := b.settled(ctx, h); err != nil {
		return f, empty, err
	}
	b.add(row{
		what: fmt.Sprintf("import of %d with bodies in MongoDB: answered, and all bodies there after %.1f s", n, time.Since(began).Seconds()),
		ours: perSecond(float64(n) / imported.Seconds()),
	})
	f.of, err = s.Serving(ctx, "bodies")
	return f, empty, err
}

// look reads the page that is measured, and which documents it is of: the newest.
func (f *shelf) look(ctx context.Context) error {
	req, err := f.get(ctx, "?limit=100")
	if err != nil {
		return err
	}
	res, err := clientFor(1).Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	var page struct {
		Items []struct{ ID string }
	}
	if err := json.Unmarshal(text, &page); err != nil {
		return err
	}
	f.names, f.size = nil, len(text)
	for _, i := range page.Items {
		f.names = append(f.names, i.ID)
	}
	if f.ids, err = f.Newest(ctx, f.of, len(f.names)); err != nil {
		return err
	}
	if len(f.names) != 100 || len(f.ids) != 100 {
		return fmt.Errorf("a page of %d, of %d documents", len(f.names), len(f.ids))
	}
	return nil
}

func (f *shelf) get(ctx context.Context, what string) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, f.Base+"/v1/indicators"+what, nil)
	if err == nil {
		req.Header.Set("Authorization", "Bearer "+f.viewer)
	}
	return req, err
}

// round asks for the page and for each of its indicators, by the driver and over HTTP.
func (f *shelf) round(ctx context.Context, client *http.Client, pages, ones int) error {
	ask := func(what string) error {
		req, err := f.get(ctx, what)
		if err != nil {
			return err
		}
		return drain(client, req, http.StatusOK)
	}
	for _, m := range []struct {
		to    *[]time.Duration
		calls int
		do    func(i int) error
	}{
		{&f.rawPage, pages, func(int) error { return f.Page(ctx, f.of, f.ids) }},
		{&f.page, pages, func(int) error { return ask("?limit=100") }},
		{&f.rawOne, ones, func(i int) error { return f.One(ctx, f.of, f.ids[i%100]) }},
		{&f.one, ones, func(i int) error { return ask("/" + f.names[i%100]) }},
	} {
		took, err := limits.Together(2, m.calls, m.do)
		if err != nil {
			return err
		}
		*m.to = append(*m.to, took)
	}
	return nil
}
