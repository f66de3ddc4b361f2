package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"github.com/entente-hub/entente/shared/mongodb"
)

func viewCommand(io IO) *cobra.Command {
	c := &cobra.Command{
		Use: "view", Short: "See the view that a database keeps, and have it made anew",
		Args: cobra.ArbitraryArgs, RunE: needsVerb,
	}
	c.AddCommand(viewShowCommand(io), viewRebuildCommand(io))
	return c
}

// viewAt is the database of a view.
type viewAt struct{ uri, ca string }

func (v *viewAt) flags(c *cobra.Command) {
	c.Flags().StringVar(&v.uri, "mongodb", "", "URI of the MongoDB that the hub has (ENTENTE_MONGODB, or the first line of the file ENTENTE_MONGODB_FILE)")
	c.Flags().StringVar(&v.ca, "mongodb-ca", os.Getenv("ENTENTE_MONGODB_CA"), "certificates (PEM) that its server is trusted by (ENTENTE_MONGODB_CA)")
}

// with opens the database for as long as fn takes.
func (v *viewAt) with(ctx context.Context, fn func(*mongodb.DB) error) (err error) {
	uri := v.uri
	if uri == "" {
		uri = os.Getenv("ENTENTE_MONGODB")
	}
	if file := os.Getenv("ENTENTE_MONGODB_FILE"); uri == "" && file != "" {
		b, err := os.ReadFile(file)
		if err != nil {
			return usagef("ENTENTE_MONGODB_FILE: %w", err)
		}
		uri = strings.TrimSpace(string(b))
	}
	if uri == "" {
		return usagef("say which database: --mongodb, or ENTENTE_MONGODB; a hub without one keeps its bodies in its own folder, and makes them anew at each start")
	}
	db, err := mongodb.Open(mongodb.Options{URI: uri, CAFile: v.ca, Name: "entente view"})
	if err != nil {
		return usagef("%w", err)
	}
	defer func() { err = errors.Join(err, db.Close(context.WithoutCancel(ctx))) }()
	err = fn(db)
	if errors.Is(err, mongodb.ErrNone) {
		return errors.New("no hub has a view in this database: is it the one that the URI's path names in the hub's own setting?")
	}
	return err
}

func viewShowCommand(io IO) *cobra.Command {
	var at viewAt
	output := ""
	c := &cobra.Command{
		Use: "show", Short: "Show how far the view in the database is",
		Long: "Show tells which collection serves, up to which entry of the ledger it has everything, whether it is being made\n" +
			"anew, and what is left of older ones. It asks the database alone: no hub need run.",
		Example: "  entente view show --mongodb mongodb://127.0.0.1/entente",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if output != "text" && output != "json" {
				return usagef("--output %q is not one of text, json", output)
			}
			return at.with(c.Context(), func(db *mongodb.DB) error {
				s, err := db.BodiesState(c.Context())
				if err != nil {
					return err
				}
				if output == "json" {
					return json.NewEncoder(io.Out).Encode(shownView(s))
				}
				fmt.Fprintf(io.Out, "serving\t%s\nposition\t%d\ntexts\t%d\n", s.Serving, s.Position, s.Texts)
				switch {
				case s.Rebuild == "":
				case !s.Begun:
					fmt.Fprintf(io.Out, "rebuild\t%s, asked for at %s; no process has taken it up\n", s.Rebuild, s.Asked.UTC().Format(time.RFC3339))
				default:
					fmt.Fprintf(io.Out, "rebuild\t%s, at %d of %d, %d texts\n", s.Rebuild, s.Rebuilt, s.Position, s.NewTexts)
				}
				if len(s.Leftovers) > 0 {
					fmt.Fprintf(io.Out, "dropped\t%s, at %s\n", strings.Join(s.Leftovers, ", "), s.Sweep.UTC().Format(time.RFC3339))
				}
				return nil
			})
		},
	}
	at.flags(c)
	c.Flags().StringVarP(&output, "output", "o", "text", "text or json")
	return c
}

// shownView is how a view's state is written as JSON.
func shownView(s mongodb.State) any {
	type rebuild struct {
		Into     string    `json:"into"`
		AskedAt  time.Time `json:"asked_at"`
		Begun    bool      `json:"begun"`
		Position uint64    `json:"position"`
		Texts    int64     `json:"texts"`
	}
	v := struct {
		Serving   string   `json:"serving"`
		Position  uint64   `json:"position"`
		Texts     int64    `json:"texts"`
		Rebuild   *rebuild `json:"rebuild,omitempty"`
		Leftovers []string `json:"leftovers,omitempty"`
	}{Serving: s.Serving, Position: uint64(s.Position), Texts: s.Texts, Leftovers: s.Leftovers}
	if s.Rebuild != "" {
		v.Rebuild = &rebuild{s.Rebuild, s.Asked, s.Begun, uint64(s.Rebuilt), s.NewTexts}
	}
	return v
}

func viewRebuildCommand(io IO) *cobra.Command {
	var at viewAt
	wait, within := true, time.Duration(0)
	c := &cobra.Command{
		Use: "rebuild", Short: "Have the view in the database made anew, of the whole ledger",
		Long: "Rebuild asks the process that writes the view to make it anew in a collection of its own. The old one serves, and\n" +
			"is written to, until the new one has everything; then all processes read the new one, and the old one is dropped.\n" +
			"Nothing is read from the old one. Asked for twice, it is made once; where the process dies, the next one goes on.\n\n" +
			"The command waits for it and shows how far it is. Interrupted, it leaves the rebuild under way.",
		Example: "  entente view rebuild --mongodb mongodb://127.0.0.1/entente\n  ENTENTE_MONGODB_FILE=uri.txt entente view rebuild --wait=false",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return at.with(c.Context(), func(db *mongodb.DB) error {
				if err := db.AskRebuild(c.Context()); err != nil {
					return err
				}
				if !wait {
					fmt.Fprintln(io.Out, "asked for: 'entente view show' tells how far it is")
					return nil
				}
				return awaitRebuild(c.Context(), io, db, within)
			})
		},
	}
	at.flags(c)
	c.Flags().BoolVar(&wait, "wait", true, "wait until the new view serves")
	c.Flags().DurationVar(&within, "taken-up-within", 30*time.Second, "how long a process has to take it up")
	return c
}

// awaitRebuild waits until the view that is made anew serves, and tells how far it is.
func awaitRebuild(ctx context.Context, io IO, db *mongodb.DB, within time.Duration) error {
	first, err := db.BodiesState(ctx)
	if err != nil {
		return err
	}
	began, told := time.Now(), time.Now()
	var bar *progressbar.ProgressBar
	if io.TTY {
		bar = progressbar.NewOptions64(int64(first.Position), progressbar.OptionSetWriter(io.Err), progressbar.OptionSetDescription("making it anew"),
			progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("entries"), progressbar.OptionSetWidth(30), progressbar.OptionClearOnFinish())
		defer func() { _ = bar.Finish() }() // a bar that cannot be drawn is no failure
	}
	for s := first; ; {
		if s.Rebuild == "" || first.Rebuild != "" && s.Rebuild != first.Rebuild {
			if bar != nil {
				_ = bar.Finish()
			}
			fmt.Fprintf(io.Out, "%s serves: %d texts, up to entry %d of the ledger, after %s\n", s.Serving, s.Texts, s.Position, time.Since(began).Round(100*time.Millisecond))
			return nil
		}
		switch {
		case !s.Begun && time.Since(began) > within:
			return fmt.Errorf("no process has taken it up in %s: does a hub run that has this database? It stays asked for", within)
		case bar != nil:
			bar.ChangeMax64(int64(s.Position))
			_ = bar.Set64(int64(s.Rebuilt))
		case s.Begun && time.Since(told) > 5*time.Second:
			told = time.Now()
			fmt.Fprintf(io.Err, "%d of %d entries\n", s.Rebuilt, s.Position)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("it goes on without this command: %w", ctx.Err())
		case <-time.After(250 * time.Millisecond):
		}
		next, err := db.BodiesState(ctx)
		switch {
		case err == nil:
			s = next
		case !errors.Is(err, mongodb.ErrAway):
			return err
		}
	}
}
