package transparency

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/entente-hub/entente/shared/ledger"
)

// Ledger takes entries, and returns once the log holds them.
type Ledger interface {
	// Append returns ledger.ErrConflict if the entity has moved on since d.Expect.
	Append(ctx context.Context, d ledger.Draft) (ledger.Entry, error)
}

// Notary puts a checkpoint on the ledger in every period, one however many processes do so.
type Notary struct {
	Log    *Log
	Key    *Key
	Ledger Ledger
	Every  time.Duration // how long a period is
	Now    func() time.Time
	Report *slog.Logger
}

// Run signs until ctx ends. What cannot be written is tried again a little later.
func (n *Notary) Run(ctx context.Context) error {
	for {
		wait := n.Now().Truncate(n.Every).Add(n.Every).Sub(n.Now())
		if err := n.Sign(ctx); err != nil && ctx.Err() == nil {
			n.Report.WarnContext(ctx, "checkpoint", slog.Any("error", err))
			wait = min(wait, 5*time.Second)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
	}
}

// Sign puts the checkpoint of this period on the ledger, unless it is there.
func (n *Notary) Sign(ctx context.Context) error {
	now := n.Now().UTC()
	period, last := now.Truncate(n.Every), n.Log.Periodic()
	if last.Position > 0 && !last.Period.Before(period) {
		return nil
	}
	t, err := n.Log.Now()
	if err != nil {
		return err
	}
	note, err := n.Key.Sign(t)
	if err != nil {
		return err
	}
	body, err := EncodePeriodic(period, note)
	if err != nil {
		return err
	}
	_, err = n.Ledger.Append(ctx, ledger.Draft{
		At: now, Kind: ledger.KindCheckpoint, ID: PeriodicID, Verb: VerbSigned, Actor: "system",
		Schema: Schema, Body: body, Expect: last.Position,
	})
	if errors.Is(err, ledger.ErrConflict) {
		return nil // another process was first
	}
	if err != nil {
		return fmt.Errorf("transparency: %w", err)
	}
	return nil
}
