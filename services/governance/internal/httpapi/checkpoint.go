package httpapi

import (
	"context"
	"fmt"

	contract "github.com/entente-hub/entente/api/governance"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/transparency"
)

// GetCheckpoint signs: for who oversees the tree as it is now, for a member the root of the last
// period alone.
func (d *Door) GetCheckpoint(ctx context.Context, _ contract.GetCheckpointRequestObject) (contract.GetCheckpointResponseObject, error) {
	note, err := d.full()
	if !oversees(access.From(ctx)) {
		note, err = d.blind()
	}
	if err != nil {
		return nil, err
	}
	return contract.GetCheckpoint200TextResponse(note), nil
}

func (d *Door) full() (string, error) {
	now, err := d.Tree.Now()
	if err != nil {
		return "", fmt.Errorf("checkpoint: %w", err)
	}
	return d.Key.Sign(now)
}

func (d *Door) blind() (string, error) {
	last := d.Tree.Periodic()
	if last.Position == 0 {
		return "", httpd.ErrNotFound.With("The first checkpoint has not been signed yet.")
	}
	c, err := transparency.Parse(last.Note, nil)
	if err != nil {
		return "", fmt.Errorf("checkpoint at %d: %w", last.Position, err)
	}
	return d.Key.SignBlind(c.Tree, last.Period)
}

// GetVerifierKey shows the key that verifies the notes.
func (d *Door) GetVerifierKey(context.Context, contract.GetVerifierKeyRequestObject) (contract.GetVerifierKeyResponseObject, error) {
	return contract.GetVerifierKey200TextResponse(d.Key.Verifier() + "\n"), nil
}
