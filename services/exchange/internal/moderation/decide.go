package moderation

import (
	"context"
	"errors"

	"github.com/entente-hub/entente/services/exchange/internal/dispute"
	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/revision"
)

// Match is what a decision was asked to start from.
type Match = revision.Match

// Release lets an indicator out: all whom it is for are told that it is published. The steward must say which
// text it has read. It returns ErrNotFound to who may not read the item, just as for one that never was, ErrClosed where
// somebody was first, ErrPartial, revision.ErrMissing, ErrMoved, indicator.ErrUnfit, the ledger's errors.
func (d *Desk) Release(ctx context.Context, by access.Caller, name id.Moderation, m Match) (ledger.Entry, error) {
	w, err := d.decides(by, name, m)
	if err != nil {
		return ledger.Entry{}, err
	}
	e, err := d.Indicators.Release(ctx, by, w)
	return e, d.lost(name, err)
}

// Refuse ends an indicator; its publisher is told why. It returns what Release does, and
// indicator.ErrInvalid, indicator.ErrText.
func (d *Desk) Refuse(ctx context.Context, by access.Caller, name id.Moderation, why indicator.Why, m Match) (ledger.Entry, error) {
	w, err := d.decides(by, name, m)
	if err != nil {
		return ledger.Entry{}, err
	}
	e, err := d.Indicators.Refuse(ctx, by, w, why)
	return e, d.lost(name, err)
}

// decides lets a steward at an item, in the state that it has read.
func (d *Desk) decides(by access.Caller, name id.Moderation, m Match) (indicator.Waiting, error) {
	if !d.Current(by) {
		return indicator.Waiting{}, access.ErrUnauthenticated
	}
	x, open, closed := d.Queue.find(name)
	switch {
	case closed && dispute.IsSteward(by):
		return indicator.Waiting{}, ErrClosed
	case !open || !d.sees(by, d.View(by.Viewer()), &x):
		return indicator.Waiting{}, ErrNotFound
	case d.partial(by, &x):
		return indicator.Waiting{}, ErrPartial.With("Another steward decides: whom no member lends, or one of another kind than its publisher.")
	}
	if err := m.Demands(x.Position); errors.Is(err, ErrMoved) {
		return indicator.Waiting{}, errMoved
	} else if err != nil {
		return indicator.Waiting{}, err
	}
	return indicator.Waiting{Publisher: x.Publisher, ID: x.Indicator, At: x.Position}, nil
}

// lost says of a decision that came too late whether there is still one to make.
func (d *Desk) lost(name id.Moderation, err error) error {
	if !errors.Is(err, ErrMoved) {
		return err
	}
	if _, _, closed := d.Queue.find(name); closed {
		return ErrClosed
	}
	return errMoved
}
