package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/entente-hub/entente/services/hub/internal/archive"
	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/journal"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/transparency"
)

// journals are those that go with a ledger: how far deliveries came, what was given to whom, dead
// letters, attempts, decisions, imports' reports, and the name of the key that all of it hangs on.
var journals = []string{"HUB", "CURSORS", "GIVEN", "LETTERS", "DELIVERIES", "DECISIONS", "IMPORTS"}

func exportCommand(io IO) *cobra.Command {
	var from book
	var without bool
	to := ""
	c := &cobra.Command{
		Use:   "export",
		Short: "Copy every entry of the ledger, as NDJSON",
		Long: "Export writes the ledger to standard output: an object a line with its position, subject, headers, body\n" +
			"(base64), the body's SHA-256 and the entry's hash in the transparency log. It holds all that members ever\n" +
			"said, whoever may see it: keep it as you keep the hub, and mind that no erasure reaches it. With\n" +
			"--without-bodies it can be verified as well, and still tells who did what; a body that is short enough to be guessed can be guessed from its hash.\n\n" +
			"With --to it keeps a copy in a folder, compressed, and the journals beside it (how far deliveries came, what was\n" +
			"decided, and the like). The same command again adds what is new, and takes out of the copy what was erased meanwhile;\n" +
			"cut off, it goes on where it was. The hub's keys are not in it.",
		Example: "  entente ledger export --data data > ledger.ndjson\n" +
			"  entente ledger export --nats nats://127.0.0.1:4222 --without-bodies > ledger.ndjson\n" +
			"  entente ledger export --nats nats://127.0.0.1:4222 --to copy",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			switch {
			case (from.data == "") == (from.nats == ""):
				return usagef("say which ledger: --data or --nats")
			case to != "" && without:
				return usagef("a copy in a folder has its bodies: --to or --without-bodies")
			case to != "":
				return from.with(c.Context(), func(l *ledger.Ledger, conn *embedded.Conn) error {
					return exportTo(c.Context(), io, l, conn, to)
				})
			}
			return export(c.Context(), io, &from, !without)
		},
	}
	from.flags(c)
	c.Flags().BoolVar(&without, "without-bodies", false, "withhold the bodies, and give their hashes alone")
	c.Flags().StringVar(&to, "to", "", "folder to keep a copy in, and the journals")
	return c
}

// step is after how many entries commands tell how far they are.
const step = 100_000

// export writes to io.Out, and tells on io.Err how far it is.
func export(ctx context.Context, io IO, from *book, bodies bool) error {
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

// exportTo brings the copy in a folder up to date. Journals come first: of a hub that runs they must
// not know of an entry that the copy does not have. What is between is told again, under the same
// names.
func exportTo(ctx context.Context, io IO, l *ledger.Ledger, conn *embedded.Conn, to string) error {
	a, err := archive.Create(to)
	if err != nil {
		return usageError{err}
	}
	last, there, err := a.Last()
	if err != nil {
		return err
	}
	if there {
		if err := isOf(ctx, l, &last); err != nil {
			return err
		}
	}
	saved, err := journal.Save(ctx, conn.JetStream(), journals, a.Journals())
	if err != nil {
		return err
	}
	again := a.CutOff()
	w, err := a.Writer()
	if err != nil {
		return err
	}
	c := copier{io: io, w: w, last: last.Position, erased: map[ledger.Position]ledger.Remains{}, open: map[ledger.Position]bool{}}
	err = l.Since(ctx, c.last, c.take)
	for err == nil && len(c.open) > 0 { // erased while it was copied: its erasure is further on
		err = l.Since(ctx, c.last, c.take)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		return fmt.Errorf("the copy is not complete: %w", err)
	}
	if again {
		err = c.listed(a)
	}
	var erased int
	if err == nil {
		erased, err = a.Erase(c.erased)
	}
	if err == nil {
		err = a.Done()
	}
	if err != nil {
		return fmt.Errorf("what was erased is in the copy still: %w", err)
	}
	fmt.Fprintf(io.Err, "%d entries are new, the last at position %d; %d were erased in what was there; %d journals\n", c.count, c.last, erased, len(saved))
	return nil
}

// isOf wants a record to be one of a ledger.
func isOf(ctx context.Context, l *ledger.Ledger, r *transparency.Record) error {
	e, err := l.At(ctx, r.Position)
	if err != nil && !errors.Is(err, ledger.ErrNotFound) {
		return err
	}
	if err != nil || transparency.Hash(&e).String() != r.Leaf {
		return fmt.Errorf("the folder is a copy of another ledger, or of one that has lost entries since: position %d is not the same", r.Position)
	}
	return nil
}

// copier writes entries to a copy.
type copier struct {
	io     IO
	w      *archive.Writer
	count  int
	last   ledger.Position
	erased map[ledger.Position]ledger.Remains // by the erasures that were copied
	open   map[ledger.Position]bool           // erased, by an erasure that was not copied yet
}

// listed learns what all erasures in a copy list.
func (c *copier) listed(a *archive.Archive) error {
	for r, err := range a.Records(0) {
		if err != nil {
			return err
		}
		if !strings.HasPrefix(r.Subject, "ledger."+string(ledger.KindErasure)+".") {
			continue
		}
		e, err := r.Entry()
		if err != nil {
			return err
		}
		rs, err := ledger.DecodeErasure(&e)
		if err != nil {
			return err
		}
		for _, x := range rs {
			c.erased[x.Position] = x
		}
	}
	return nil
}

func (c *copier) take(es []ledger.Entry) error {
	for n := range es {
		e := &es[n]
		r := transparency.NewRecord(e, true)
		if r.Erased {
			c.open[e.Position] = true
		}
		if e.Kind == ledger.KindErasure {
			rs, err := ledger.DecodeErasure(e)
			if err != nil {
				return err
			}
			for _, x := range rs {
				c.erased[x.Position] = x
				delete(c.open, x.Position)
			}
		}
		if err := c.w.Add(&r); err != nil {
			return err
		}
		if c.count, c.last = c.count+1, e.Position; c.count%step == 0 {
			fmt.Fprintf(c.io.Err, "%d entries …\n", c.count)
		}
	}
	return nil
}
