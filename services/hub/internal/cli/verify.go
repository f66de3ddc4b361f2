package cli

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/mod/sumdb/note"

	"github.com/entente-hub/entente/services/hub/internal/archive"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/transparency"
)

// errTampered is what verify ends with where something is wrong: it was said already.
var errTampered = errors.New("this is not the ledger that was signed")

func verifyCommand(io IO) *cobra.Command {
	var from book
	var kept []string
	key := ""
	c := &cobra.Command{
		Use:   "verify [COPY]",
		Short: "Prove that a copy of the ledger is the one that was signed",
		Long: "Verify reads an export (a file, a folder, '-' is standard input), or the ledger itself, computes every leaf and the tree anew,\n" +
			"offline, and proves that each checkpoint given, and each in the copy, is the root of some beginning of it.\n" +
			"It says what is wrong and where. A checkpoint is what GET /v1/audit/checkpoint answers, in a file, blind or\n" +
			"full; the key is what GET /v1/audit/key answered when you first asked. Without --key no signature is looked\n" +
			"at. It exits with 0 if all holds, 1 if not, and 2 if it could not look.",
		Example: "  entente ledger verify ledger.ndjson --checkpoint march.txt --checkpoint april.txt --key hub.vkey",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			given := len(args)
			for _, place := range []string{from.data, from.nats} {
				if place != "" {
					given++
				}
			}
			if given != 1 {
				return usagef("say which copy: a file or folder, --data or --nats")
			}
			var verifier note.Verifier
			if key != "" {
				text, err := os.ReadFile(key)
				if err != nil { // it is the key itself
					text = []byte(key)
				}
				if verifier, err = transparency.NewVerifier(string(text)); err != nil {
					return usagef("--key: %q is neither a file nor a verifier key as GET /v1/audit/key answers it: %w", key, err)
				}
			}
			notes, err := notes(kept)
			if err != nil {
				return err
			}
			v := transparency.NewVerification(verifier)
			if len(args) == 1 {
				err = addFile(io, v, args[0])
			} else {
				err = addLedger(c.Context(), v, &from)
			}
			if err != nil {
				return usageError{err}
			}
			return tell(io, v.Finish(notes))
		},
	}
	from.flags(c)
	c.Flags().StringArrayVar(&kept, "checkpoint", nil, "file of a checkpoint that was kept; may be given often")
	c.Flags().StringVar(&key, "key", "", "verifier key that checkpoints must be signed by, or its file")
	return c
}

func notes(files []string) ([]transparency.Kept, error) {
	out := make([]transparency.Kept, 0, len(files))
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, usagef("--checkpoint: %w", err)
		}
		out = append(out, transparency.Kept{Name: name, Note: string(b)})
	}
	return out, nil
}

func addFile(io IO, v *transparency.Verification, name string) error {
	if name == "-" {
		return archive.Read(io.In, func(line []byte) bool {
			v.Add(line)
			return true
		})
	}
	a, err := archive.Open(name)
	if err != nil {
		return err
	}
	for line, err := range a.Lines(0) {
		if err != nil {
			return err
		}
		v.Add(line)
	}
	return nil
}

func addLedger(ctx context.Context, v *transparency.Verification, from *book) error {
	return from.each(ctx, func(es []ledger.Entry) error {
		for i := range es {
			r := transparency.NewRecord(&es[i], true)
			v.Record(&r)
		}
		return nil
	})
}

func tell(io IO, r transparency.Report) error {
	for _, p := range r.Proved {
		fmt.Fprintln(io.Out, "ok     "+p)
	}
	for _, p := range r.Problems {
		fmt.Fprintln(io.Out, "WRONG  "+p)
	}
	if r.Withheld > 0 {
		fmt.Fprintf(io.Out, "note   %d bodies are withheld: the checkpoints that stand in the ledger were not looked at\n", r.Withheld)
	}
	if r.Erased > 0 {
		fmt.Fprintf(io.Out, "note   %d entries were erased: their leaves are all that is left of them, and stand in the tree\n", r.Erased)
	}
	fmt.Fprintf(io.Out, "%d entries, the last at position %d, root %s\n", r.Size, r.Last, r.Root)
	switch {
	case len(r.Problems) > 0:
		return errTampered
	case r.Size == 0:
		return usagef("there is no entry in it")
	case len(r.Proved) == 0:
		fmt.Fprintln(io.Err, "entente: it agrees with itself, and there was no checkpoint to prove it by (--checkpoint)")
	}
	return nil
}
