package cli

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/entente-hub/entente/services/hub/internal/archive"
	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/journal"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/transparency"
)

// errDiffers is what import ends with where the ledger there is not the beginning of the copy.
var errDiffers = errors.New("the ledger there is not a beginning of this copy: it is left as it was")

// intake is an import.
type intake struct {
	io       IO
	from     *archive.Archive
	to       book
	replicas int
	more     bool // a later import will finish it
	lost     int

	ledger *ledger.Copy
	start  ledger.Position // up to there an earlier run has proved it
}

func importCommand(io IO) *cobra.Command {
	in := intake{io: io, to: book{makes: true}}
	c := &cobra.Command{
		Use:   "import COPY",
		Short: "Make a ledger of a copy: move a hub, or restore it",
		Long: "Import makes an empty NATS, or an empty folder, the ledger that was copied ('entente ledger export --to', or a file of\n" +
			"it): each entry at its own position, so that cursors, ETags, ids and signed checkpoints hold as they did; then the journals.\n" +
			"It verifies the copy first, and reads back what it wrote. Where there is a ledger that the copy begins with, it goes on from\n" +
			"there: after a run that was cut off, or for what came since (--more). Any other is refused. No hub starts on a ledger\n" +
			"whose import is not finished. Bring the hub's keys yourself.",
		Example: "  entente ledger import copy --nats nats://cluster:4222 --replicas 3 --more\n" +
			"  entente ledger import copy --nats nats://cluster:4222 --replicas 3\n" +
			"  entente ledger import backup --data fresh --lost 100000",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) (err error) {
			switch {
			case (in.to.data == "") == (in.to.nats == ""):
				return usagef("say where to: --data or --nats")
			case in.more && in.lost > 0:
				return usagef("what was lost comes last: --more or --lost")
			case in.lost < 0 || in.lost > 10_000_000:
				return usagef("--lost: up to 10000000 positions")
			}
			if in.from, err = archive.Open(args[0]); err != nil {
				return usageError{err}
			}
			return in.run(c.Context())
		},
	}
	in.to.flags(c)
	c.Flags().Lookup("data").Usage = "folder of a hub that is to be: its NATS is made there"
	c.Flags().IntVar(&in.replicas, "replicas", 1, "copies that the NATS cluster is to keep of the ledger")
	c.Flags().BoolVar(&in.more, "more", false, "another import will bring the rest and finish: no hub may start yet")
	c.Flags().IntVar(&in.lost, "lost", 0, "restoring an older copy: how many positions to leave out, at least as many as were written since, so that none means two things")
	return c
}

func (in *intake) run(ctx context.Context) (err error) {
	conn, done, err := in.to.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	if in.ledger, err = ledger.OpenCopy(ctx, conn.JetStream(), ledger.Options{Replicas: in.replicas}); err != nil {
		return err
	}
	if in.start, err = in.proved(); err != nil {
		return err
	}
	if in.start == 0 {
		if err := in.verify(); err != nil {
			return err
		}
	}
	had := in.ledger.Last()
	added, err := in.add(ctx)
	if err != nil {
		return err
	}
	if !in.ledger.Begun() { // there was nothing to add, and it was finished before
		fmt.Fprintf(in.io.Err, "the ledger there is the copy already: nothing was done\n")
		return nil
	}
	for _, p := range added.listed {
		if err := in.ledger.Erase(ctx, p); err != nil {
			return err
		}
	}
	if err := in.compare(ctx); err != nil {
		return err
	}
	fmt.Fprintf(in.io.Err, "the ledger there is the copy: %d entries are new, the last at position %d\n", in.ledger.Last()-had, in.ledger.Last())
	if in.more {
		fmt.Fprintln(in.io.Err, "no hub may start on it yet: import the rest without --more")
		return in.ledger.Prove(ctx, added.leaf)
	}
	return in.finish(ctx, conn, added.last)
}

// proved is up to where an earlier run has found the ledger to be this copy.
func (in *intake) proved() (ledger.Position, error) {
	p, leaf := in.ledger.Proved()
	if p == 0 {
		return 0, nil
	}
	for r, err := range in.from.Records(p) {
		if err != nil {
			return 0, err
		}
		if r.Position == p && r.Leaf == leaf {
			return p, nil
		}
		break
	}
	return 0, nil
}

// verify proves the whole copy.
func (in *intake) verify() error {
	v := transparency.NewVerification(nil)
	for line, err := range in.from.Lines(0) {
		if err != nil {
			return err
		}
		v.Add(line)
	}
	r := v.Finish(nil)
	for _, p := range r.Problems {
		fmt.Fprintln(in.io.Out, "WRONG  "+p)
	}
	switch {
	case len(r.Problems) > 0:
		return errTampered
	case r.Withheld > 0:
		return usagef("%d bodies are withheld: it can be verified, and not imported", r.Withheld)
	case r.Size == 0:
		return usagef("there is no entry in it")
	}
	fmt.Fprintf(in.io.Err, "the copy is whole: %d entries, %d checkpoints in it hold, root %s\n", r.Size, len(r.Proved), r.Root)
	return nil
}

// added is what a copy had.
type added struct {
	last   ledger.Position
	leaf   string            // of the last
	listed []ledger.Position // by its erasures
}

// add compares what is there with the copy, and adds the rest of it.
func (in *intake) add(ctx context.Context) (a added, err error) {
	if err := in.compare(ctx); err != nil {
		return a, err
	}
	var lot []ledger.Entry
	next := in.start + 1
	for r, err := range in.from.Records(in.start) {
		if err != nil {
			return a, err
		}
		a.last, a.leaf = r.Position, r.Leaf
		if r.Position <= in.start {
			continue
		}
		e, err := r.Entry()
		if err != nil {
			return a, err
		}
		if e.Position != next {
			return a, fmt.Errorf("position %d is missing in the copy", next)
		}
		next++
		if e.Kind == ledger.KindErasure {
			rs, err := ledger.DecodeErasure(&e)
			if err != nil {
				return a, err
			}
			for _, x := range rs {
				a.listed = append(a.listed, x.Position)
			}
		}
		if e.Position <= in.ledger.Last() {
			continue
		}
		if err := in.ledger.Begin(ctx); err != nil {
			return a, err
		}
		if lot = append(lot, e); len(lot) == ledger.MaxBatch {
			if err := in.ledger.Add(ctx, lot); err != nil {
				return a, err
			}
			lot = lot[:0]
		}
		if e.Position%step == 0 {
			fmt.Fprintf(in.io.Err, "%d entries …\n", e.Position)
		}
	}
	return a, in.ledger.Add(ctx, lot)
}

// compare wants each entry that the ledger has to be that of the copy.
func (in *intake) compare(ctx context.Context) error {
	next, stop := iter.Pull2(in.from.Records(in.start + 1))
	defer stop()
	return in.ledger.Since(ctx, in.start, func(es []ledger.Entry) error {
		for n := range es {
			e := &es[n]
			r, err, ok := next()
			if err != nil {
				return err
			}
			if !ok && e.Kind == ledger.KindLost { // of a run that was cut off
				continue
			}
			if !ok || r.Position != e.Position || transparency.Hash(e).String() != r.Leaf && !(r.Erased && e.IsPlaceholder()) {
				return fmt.Errorf("%w (position %d)", errDiffers, e.Position)
			}
		}
		return nil
	})
}

// leave leaves out positions after the last of the copy, by entries that say so.
func (in *intake) leave(ctx context.Context, last ledger.Position) error {
	var lot []ledger.Entry
	now := time.Now().UTC()
	for p := in.ledger.Last() + 1; p <= last+ledger.Position(in.lost); p++ {
		lot = append(lot, ledger.Entry{
			Position: p, At: now, Kind: ledger.KindLost, ID: strconv.FormatUint(uint64(p), 10), Verb: "lost", Actor: "system", Schema: 1, Body: []byte("{}"),
		})
		if len(lot) == ledger.MaxBatch {
			if err := in.ledger.Add(ctx, lot); err != nil {
				return err
			}
			lot = lot[:0]
		}
	}
	return in.ledger.Add(ctx, lot)
}

// finish brings the journals back, and lets hubs in.
func (in *intake) finish(ctx context.Context, conn *embedded.Conn, last ledger.Position) error {
	if late := in.ledger.Overdue(); len(late) > 0 {
		for _, p := range late {
			if err := in.ledger.Erase(ctx, p); err != nil {
				return err
			}
		}
	}
	names, err := journal.Saved(in.from.Journals())
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := journal.BringBack(ctx, conn.JetStream(), in.from.Journals(), name, in.replicas); err != nil {
			return err
		}
	}
	if err := in.leave(ctx, last); err != nil {
		return err
	}
	if err := in.ledger.Finish(ctx); err != nil {
		return err
	}
	fmt.Fprintf(in.io.Err, "%d journals; a hub may start on it, with the same hub.key\n", len(names))
	return nil
}
