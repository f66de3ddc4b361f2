package dispute

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/entente-hub/entente/services/exchange/internal/form"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Verdict is how a steward settles a dispute.
type Verdict struct{ Outcome, Reason string }

// Settle decides a dispute. The steward must not be of an organisation that has a part in it, nor the
// one who opened it for somebody outside. Upheld, the indicator is published again once no other
// dispute of it is open; withdrawn, it is taken down at once, and the others are closed. It returns
// ErrNotFound to who may not read the dispute, ErrNoParty to who is no steward, ErrPartial,
// ErrMoved, ErrClosed, ErrInvalid, the ledger's errors.
func (b *Book) Settle(ctx context.Context, by access.Caller, name id.Dispute, x Verdict, m Match) (Dispute, error) {
	return b.change(ctx, by, name, m, VerbSettled, ledger.Request{}, func(d *Dispute, role Role) error {
		switch {
		case role != Steward:
			return ErrNoParty.With("A steward of the alliance settles it.")
		case by.Person == d.Desk, by.Of != "" && (by.Of == d.Member || by.Of == d.Publisher):
			return ErrPartial.With("Another steward settles it.")
		}
		return nil
	}, func(d *Dispute, f *form.Sheet) {
		d.State = State(f.Word("/outcome", x.Outcome, "", Outcomes()))
		d.Verdict = f.Need("/reason", x.Reason, MaxReason, "say why, in up to 2000 characters; the parties read it")
	})
}

// Drop takes back the caller's dispute: its member's, or one that the steward opened. The errors are
// those of Settle.
func (b *Book) Drop(ctx context.Context, by access.Caller, name id.Dispute, m Match) (Dispute, error) {
	return b.change(ctx, by, name, m, VerbDropped, ledger.Request{}, func(d *Dispute, role Role) error {
		if role == Disputer || role == Steward && d.Member == "" && d.Desk == by.Person {
			return nil
		}
		return ErrNoParty.With("Who disputes can take it back.")
	}, func(d *Dispute, _ *form.Sheet) { d.State = Dropped })
}

// Say adds a statement of a party, or of a steward; all of these read it. The errors are those of
// Settle, and ErrFull.
func (b *Book) Say(ctx context.Context, by access.Caller, name id.Dispute, text string, r ledger.Request) (Dispute, error) {
	var role Role
	return b.change(ctx, by, name, Match{}, VerbStated, r, func(d *Dispute, is Role) error {
		role = is
		switch {
		case !is.Party():
			return ErrNoParty.With("Its parties and the stewards speak in it.")
		case d.State == Open && len(d.Statements) >= MaxStatements:
			return ErrFull
		}
		return nil
	}, func(d *Dispute, f *form.Sheet) {
		said := Statement{By: role, Text: f.Need("/text", text, MaxStatement, "up to 2000 characters; the parties and the stewards read it"), At: d.Modified}
		d.Statements = append(slices.Clip(d.Statements), said)
	})
}

// change writes a dispute's next state down, with its indicator's where it is open no more. The
// rules are those of who may, and of what is next. A change that lost a race is made again, unless the
// caller said from which state.
func (b *Book) change(ctx context.Context, by access.Caller, name id.Dispute, m Match, verb string, r ledger.Request, may func(*Dispute, Role) error, next func(*Dispute, *form.Sheet)) (Dispute, error) {
	if err := b.gate(by); err != nil {
		return Dispute{}, err
	}
	for range tries {
		d, found := b.Register.Find(name)
		role := Nobody
		if found {
			role = b.role(by, b.View(by.Viewer()), &d, b.now())
		}
		if role == Nobody {
			return Dispute{}, ErrNotFound
		}
		if err := may(&d, role); err != nil {
			return Dispute{}, err
		}
		switch {
		case m.Holds(d.Revision) != nil:
			return Dispute{}, errMoved
		case d.State != Open:
			return Dispute{}, ErrClosed.With("It is %s.", d.State)
		}
		var f form.Sheet
		d.Modified = b.now()
		next(&d, &f)
		if err := f.Err(ErrInvalid); err != nil {
			return Dispute{}, err
		}
		with, err := b.moved(ctx, &d)
		if err != nil {
			return Dispute{}, err
		}
		es, err := b.Ledger.AppendAll(ctx, append([]ledger.Draft{b.draft(&d, verb, by, r)}, with...))
		if err == nil {
			d.Position, d.Revision = es[0].Position, es[0].Position
			return d, nil
		}
		if !errors.Is(err, ledger.ErrConflict) {
			return Dispute{}, fmt.Errorf("append %s: %w", name, err)
		}
		if err := b.catchUp(ctx); err != nil {
			return Dispute{}, err
		}
		if r != (ledger.Request{}) {
			return Dispute{}, ErrRaced // it may have been the same request, which the door reads back
		}
	}
	return Dispute{}, m.Lost(errUnwritten)
}

// moved is the indicator's entry that goes with a dispute which is open no more. There is one even
// where its state stays: of two disputes that are settled at once, one must see the other.
func (b *Book) moved(ctx context.Context, d *Dispute) ([]ledger.Draft, error) {
	if d.State == Open {
		return nil, nil
	}
	i, at, ok, err := b.Catalog.Own(ctx, d.Publisher, d.Indicator)
	if err != nil || !ok || i.State != catalog.Disputed {
		return nil, err
	}
	if d.State == Withdrawn {
		return []ledger.Draft{b.moving(&i, at, catalog.Overruled, catalog.VerbOverruled, d.Code, d.Modified)}, nil
	}
	for _, x := range b.Register.On(d.Indicator) {
		if x.ID != d.ID && x.State == Open {
			return []ledger.Draft{b.moving(&i, at, catalog.Disputed, catalog.VerbDisputed, x.Code, d.Modified)}, nil
		}
	}
	return []ledger.Draft{b.moving(&i, at, catalog.Published, catalog.VerbUpheld, "", d.Modified)}, nil
}
