package indicator

import (
	"context"
	"errors"
	"fmt"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Lot is what became of many claims.
type Lot struct {
	Outcomes []Outcome       // one a claim
	Last     ledger.Position // of the newest entry written, 0 if there is none
}

// Outcome is what became of one claim of many.
type Outcome uint8

// The outcomes.
const (
	Accepted  Outcome = iota + 1 // it is on the ledger
	Duplicate                    // the member has published it already, or twice in this lot
	Refused                      // it was erased, and is not taken again: ErrErased
	Held                         // it is on the ledger, and waits for a steward
)

// Taken is the outcome of a claim that is on the ledger.
func Taken(i *catalog.Indicator) Outcome {
	if i.State == catalog.Held {
		return Held
	}
	return Accepted
}

// PublishAll writes many claims of one caller down, up to ledger.MaxBatch, as few atomic
// batches as can be, and says what became of each. Claims come from Claim. It
// returns what Admit does, and the ledger's errors. On an error the outcomes that are known stand: zero means that the claim
// is not known to be written, and giving it again is safe.
//
// A batch fails whole on one conflict, so what is known to be there is weeded out before.
// Where another request of the same member was first nevertheless, the batch is weeded
// again, and halved if that finds nothing.
func (b *Book) PublishAll(ctx context.Context, by access.Caller, claims []catalog.Indicator) (Lot, error) {
	t := batch{book: b, by: by, claims: claims, lot: Lot{Outcomes: make([]Outcome, len(claims))}}
	first := make(map[id.Indicator]bool, len(claims))
	todo := make([]int, 0, len(claims))
	for n := range claims {
		if first[claims[n].ID] {
			t.lot.Outcomes[n] = Duplicate
			continue
		}
		first[claims[n].ID] = true
		todo = append(todo, n)
	}
	err := t.write(ctx, todo)
	return t.lot, err
}

// Admit tells whether the caller may publish at all.
func (b *Book) Admit(by access.Caller) error { return b.gate(by) }

// batch is one PublishAll at work.
type batch struct {
	book   *Book
	by     access.Caller
	claims []catalog.Indicator
	lot    Lot
}

// write appends the claims with those numbers, and records what became of them.
func (t *batch) write(ctx context.Context, todo []int) error {
	todo, drafts, err := t.weed(ctx, todo)
	if err != nil || len(drafts) == 0 {
		return err
	}
	if err := t.book.gate(t.by); err != nil {
		return err
	}
	written, err := t.book.Ledger.AppendAll(ctx, drafts)
	switch {
	case err == nil:
		for _, n := range todo {
			t.lot.Outcomes[n] = Taken(&t.claims[n])
			t.book.forced(t.by, &t.claims[n])
		}
		t.lot.Last = written[len(written)-1].Position
		return nil
	case !errors.Is(err, ledger.ErrConflict):
		return fmt.Errorf("append %d indicators: %w", len(drafts), err)
	case len(todo) == 1:
		t.lot.Outcomes[todo[0]] = Duplicate
		return t.book.catchUp(ctx)
	}
	if err := t.book.catchUp(ctx); err != nil {
		return err
	}
	left, _, err := t.weed(ctx, todo)
	if err != nil {
		return err
	}
	if len(left) < len(todo) {
		return t.write(ctx, left)
	}
	half := len(todo) / 2
	return errors.Join(t.write(ctx, todo[:half]), t.write(ctx, todo[half:]))
}

// weed keeps the claims that are not on the ledger yet, each with its draft.
func (t *batch) weed(ctx context.Context, todo []int) ([]int, []ledger.Draft, error) {
	kept := make([]int, 0, len(todo))
	drafts := make([]ledger.Draft, 0, len(todo))
	for _, n := range todo {
		d, err := t.book.next(ctx, t.by, &t.claims[n], ledger.Request{})
		switch {
		case errors.Is(err, ErrErased):
			t.lot.Outcomes[n] = Refused
			continue
		case errors.Is(err, ErrDuplicate):
			t.lot.Outcomes[n] = Duplicate
			continue
		case err != nil:
			return nil, nil, err
		}
		kept, drafts = append(kept, n), append(drafts, d)
	}
	return kept, drafts, nil
}
