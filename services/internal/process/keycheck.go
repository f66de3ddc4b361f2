package process

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/entente-hub/entente/shared/journal"
)

// checkKey compares the hub's key with the one that this ledger's hub began with: a name that
// is derived from it, kept beside the ledger. Under another key every id, cursor and API key
// would be another. It returns ErrKeyOther.
func (p *Process) checkKey(ctx context.Context) error {
	const under = "key"
	j, err := p.Journal(ctx, "HUB", journal.Limits{MaxPerSubject: 1})
	if err != nil {
		return fmt.Errorf("process: %w", err)
	}
	ours := p.Key.ID("check", "hub")
	for {
		kept, found, err := j.Last(ctx, under)
		switch {
		case err != nil:
			return fmt.Errorf("process: %w", err)
		case found:
			return p.sameKey(string(kept.Body), ours)
		}
		// Of two processes that start at once, with keys of their own, one is refused.
		_, err = j.Replace(ctx, under, []byte(ours), 0)
		if !errors.Is(err, journal.ErrMoved) {
			if err != nil {
				err = fmt.Errorf("process: %w", err)
			}
			return err
		}
		select { // another has put it, and a leader that has just been chosen does not show it yet
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
			return fmt.Errorf("process: %w", ctx.Err())
		}
	}
}

func (p *Process) sameKey(kept, ours string) error {
	if kept != ours {
		return fmt.Errorf("%w: %s (all processes of a hub need the same; --key-file or ENTENTE_KEY_FILE names it)", ErrKeyOther, p.Config.keyFile())
	}
	return nil
}
