package process

import (
	"context"
	"errors"
	"fmt"

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
	kept, found, err := j.Last(ctx, under)
	if err == nil && !found {
		// Of two processes that start at once, with keys of their own, one is refused.
		if _, err = j.Replace(ctx, under, []byte(ours), 0); err == nil || errors.Is(err, journal.ErrMoved) {
			kept, _, err = j.Last(ctx, under)
		}
	}
	if err != nil {
		return fmt.Errorf("process: %w", err)
	}
	if string(kept.Body) != ours {
		return fmt.Errorf("%w: %s (all processes of a hub need the same; --key-file or ENTENTE_KEY_FILE names it)", ErrKeyOther, p.Config.keyFile())
	}
	return nil
}
