package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/transparency"
)

func ledgerCommand(io IO) *cobra.Command {
	c := &cobra.Command{
		Use: "ledger", Short: "Copy the ledger, and prove offline that it was not rewritten",
		Args: cobra.ArbitraryArgs, RunE: needsVerb,
	}
	c.AddCommand(exportCommand(io), verifyCommand(io))
	return c
}

// book is where a ledger is read from: a stopped hub's folder, or a NATS that runs.
type book struct{ data, nats, creds string }

func (b *book) flags(c *cobra.Command) {
	c.Flags().StringVar(&b.data, "data", "", "folder of a hub that is stopped")
	c.Flags().StringVar(&b.nats, "nats", "", "URL of the NATS that the ledger is on")
	c.Flags().StringVar(&b.creds, "nats-creds", "", "credentials file for that NATS")
}

// dialWithin bounds the wait for a NATS: a command does not wait for ever, as a service does.
const dialWithin = 10 * time.Second

// each reads the ledger, oldest entry first.
func (b *book) each(ctx context.Context, fn func([]ledger.Entry) error) (err error) {
	conn, done, err := b.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	l, err := ledger.Open(ctx, conn.JetStream(), ledger.Options{Existing: true})
	if errors.Is(err, ledger.ErrNotFound) {
		return usagef("there is no ledger here: %w", err)
	}
	if err != nil {
		return err
	}
	return l.All(ctx, fn)
}

func (b *book) open(ctx context.Context) (*embedded.Conn, func() error, error) {
	if b.nats != "" {
		ctx, cancel := context.WithTimeout(ctx, dialWithin)
		defer cancel()
		conn, err := embedded.Dial(ctx, embedded.Outside{URL: b.nats, Creds: b.creds, Name: "entente ledger"})
		if err != nil {
			return nil, nil, fmt.Errorf("no NATS at %s: %w", b.nats, err)
		}
		return conn, func() error { conn.Close(); return nil }, nil
	}
	dir := filepath.Join(b.data, "nats")
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil, nil, usagef("%s is not the folder of a hub: it has no %s", b.data, dir)
	}
	s, err := embedded.Start(embedded.Options{Dir: dir})
	if errors.Is(err, embedded.ErrInUse) {
		return nil, nil, fmt.Errorf("%w: stop the hub that runs on it, or have it listen ('entente serve --nats-listen') and read with --nats", err)
	}
	if err != nil {
		return nil, nil, err
	}
	return s.Conn, s.Close, nil
}

func exportCommand(io IO) *cobra.Command {
	var from book
	var without bool
	c := &cobra.Command{
		Use:   "export",
		Short: "Write every entry of the ledger, as NDJSON",
		Long: "Export writes the ledger to standard output: an object a line with its position, subject, headers, body\n" +
			"(base64), the body's SHA-256 and the entry's hash in the transparency log. It holds all that members ever\n" +
			"said, whoever may see it: keep it as you keep the hub, and mind that no erasure reaches it. With\n" +
			"--without-bodies it can be verified as well, and still tells who did what; a body that is short enough to be guessed can be guessed from its hash.",
		Example: "  entente ledger export --data data > ledger.ndjson\n" +
			"  entente ledger export --nats nats://127.0.0.1:4222 --without-bodies > ledger.ndjson",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if (from.data == "") == (from.nats == "") {
				return usagef("say which ledger: --data or --nats")
			}
			return export(c.Context(), io, &from, !without)
		},
	}
	from.flags(c)
	c.Flags().BoolVar(&without, "without-bodies", false, "withhold the bodies, and give their hashes alone")
	return c
}

// export writes to io.Out, and tells on io.Err how far it is.
func export(ctx context.Context, io IO, from *book, bodies bool) error {
	const step = 100_000
	w := bufio.NewWriterSize(io.Out, 1<<20)
	var line []byte
	count, last := 0, ledger.Position(0)
	err := from.each(ctx, func(es []ledger.Entry) error {
		for i := range es {
			r := transparency.NewRecord(&es[i], bodies)
			var err error
			if line, err = r.Append(line[:0]); err != nil {
				return err
			}
			if _, err := w.Write(line); err != nil {
				return err
			}
			if count, last = count+1, es[i].Position; count%step == 0 {
				fmt.Fprintf(io.Err, "%d entries …\n", count)
			}
		}
		return nil
	})
	if err = errors.Join(err, w.Flush()); err != nil {
		return fmt.Errorf("the export is not complete: %w", err)
	}
	fmt.Fprintf(io.Err, "%d entries, the last at position %d\n", count, last)
	return nil
}
