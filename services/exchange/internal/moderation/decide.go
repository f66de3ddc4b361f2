package moderation

import (
	"context"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"

	"github.com/entente-hub/entente/services/exchange/internal/dispute"
	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/revision"
)

// Match is what a decision was asked to start from.
type Match = revision.Match

// Outcome is how something was decided: the verb of the decision's entry.
type Outcome string

// The outcomes.
const (
	Released Outcome = "released"
	Refused  Outcome = "refused"
)

// Schema is the version of a decision entry's body.
const Schema = 1

// Release lets an indicator out: all whom it is for are told that it is published. The steward must say which
// text it has read. It returns ErrNotFound to who may not read the item, just as for one that never was, ErrClosed where
// somebody was first, ErrPartial, revision.ErrMissing, ErrMoved, indicator.ErrUnfit, the ledger's errors.
func (d *Desk) Release(ctx context.Context, by access.Caller, name id.Moderation, m Match) (ledger.Entry, error) {
	return d.decide(ctx, by, name, m, Released, d.Indicators.Release)
}

// Refuse ends an indicator; its publisher is told why. It returns what Release does, and
// indicator.ErrInvalid, indicator.ErrText.
func (d *Desk) Refuse(ctx context.Context, by access.Caller, name id.Moderation, why indicator.Why, m Match) (ledger.Entry, error) {
	return d.decide(ctx, by, name, m, Refused, func(ctx context.Context, w indicator.Waiting) (ledger.Draft, error) {
		return d.Indicators.Refuse(ctx, w, why)
	})
}

// decide writes a decision down, in one batch with what it makes of the indicator: so both are there, or none.
func (d *Desk) decide(ctx context.Context, by access.Caller, name id.Moderation, m Match, how Outcome, of func(context.Context, indicator.Waiting) (ledger.Draft, error)) (ledger.Entry, error) {
	w, err := d.decides(by, name, m)
	if err != nil {
		return ledger.Entry{}, err
	}
	next, err := of(ctx, w)
	if err != nil {
		return ledger.Entry{}, d.lost(ctx, name, err)
	}
	body, err := json.Marshal(decision{Outcome: how})
	if err != nil {
		return ledger.Entry{}, fmt.Errorf("moderation: %w", err)
	}
	es, err := d.Ledger.AppendAll(ctx, []ledger.Draft{{
		At: next.At, Kind: ledger.KindModeration, ID: string(name), Verb: string(how), Actor: by.Actor(), Schema: Schema,
		Body: body, Expect: d.Queue.last(name),
	}, next})
	if errors.Is(err, ledger.ErrConflict) {
		return ledger.Entry{}, d.lost(ctx, name, ErrMoved)
	}
	if err != nil {
		return ledger.Entry{}, fmt.Errorf("append %s: %w", name, err)
	}
	return es[1], nil
}

// decision is the body of its entry: nothing of what was decided on.
type decision struct {
	Outcome Outcome `json:"outcome"`
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
func (d *Desk) lost(ctx context.Context, name id.Moderation, err error) error {
	if !errors.Is(err, ErrMoved) {
		return err
	}
	head, err := d.Head.Head(ctx)
	if err != nil {
		return fmt.Errorf("head: %w", err)
	}
	if err := d.Ledger.Wait(ctx, head); err != nil {
		return fmt.Errorf("catch up: %w", err)
	}
	if _, _, closed := d.Queue.find(name); closed {
		return ErrClosed
	}
	return errMoved
}
