package indicator

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
)

// Publish writes the caller's claim down, and returns it with its entry once all may see it
// who shall. The same claim again is ErrDuplicate while the first one lives; after a revoke
// it is the next state of the same indicator, which keeps its name and its birthday. Once it was erased
// it is ErrErased.
// One whose text has what a steward must look at is held until then, and nobody else's.
// It returns ErrInvalid, with every field that is wrong, for a draft that cannot be taken,
// access.ErrScope for a key that may not publish, ErrPolicy where policy says no, ErrWarned for what
// is on a list and was not forced, ErrText for text that never enters the hub, and the ledger's errors.
func (b *Book) Publish(ctx context.Context, by access.Caller, d Draft, r ledger.Request) (catalog.Indicator, ledger.Entry, error) {
	if err := b.gate(by); err != nil {
		return catalog.Indicator{}, ledger.Entry{}, err
	}
	i, err := b.Claim(ctx, by, &d)
	if err != nil {
		return catalog.Indicator{}, ledger.Entry{}, err
	}
	next, err := b.next(ctx, by, &i, r)
	if err != nil {
		return catalog.Indicator{}, ledger.Entry{}, err
	}
	e, err := b.Ledger.Append(ctx, next)
	if errors.Is(err, ledger.ErrConflict) {
		// Another request of the same member was first: what it wrote is the claim.
		return catalog.Indicator{}, ledger.Entry{}, errors.Join(ErrDuplicate, b.catchUp(ctx))
	}
	if err != nil {
		return catalog.Indicator{}, ledger.Entry{}, fmt.Errorf("append %s: %w", i.ID, err)
	}
	b.forced(by, &i)
	return i, e, nil
}

// Claim gives a draft its one form and its name, and writes nothing. It is held where its text has what
// a steward must look at. Whether the key may publish
// at all is not asked here; whether policy lets its member publish this is.
func (b *Book) Claim(ctx context.Context, by access.Caller, d *Draft) (catalog.Indicator, error) {
	now := b.Now().UTC().Truncate(time.Millisecond)
	i, err := b.normalise(by.Member, d, now)
	if err != nil {
		return catalog.Indicator{}, err
	}
	if i.ID, err = b.name(ctx, by.Member, i.Observable); err != nil {
		return i, err
	}
	i.Publisher = by.Member
	i.State = catalog.Published
	i.Created, i.Modified = now, now
	if err := b.allows(by, scope.Publish, &i); err != nil {
		return i, err
	}
	if _, err := look(Texts(&i)); err != nil {
		return i, err
	}
	if err := b.guard(&i, d.Force); err != nil {
		return i, err
	}
	found, err := look(Texts(&i)) // the reason that it was forced with is text, too
	if err != nil {
		return i, err
	}
	settle(&i, found)
	return i, nil
}

// name is what a member's claim about an observable is called: as it is called already where there
// is one, be it that older rules named it, else what it is made into. A name that older rules
// gave to what is another observable now is not given a second time.
func (b *Book) name(ctx context.Context, m id.Member, o observable.Observable) (id.Indicator, error) {
	if had, ok := b.Catalog.Claimed(m, o); ok {
		return had, nil
	}
	made := o
	for n := 1; ; n++ {
		i := b.ID(m, made)
		old, _, known, err := b.Catalog.Own(ctx, m, i)
		if err != nil || !known || old.Observable.Canonical == "" || old.Observable.Key() == o.Key() {
			return i, err
		}
		made.Canonical = o.Canonical + "\x00" + strconv.Itoa(n) // which no canonical form has in it
	}
}

// Check says what is wrong with a draft, finished or not, of one who would publish it.
func (b *Book) Check(publisher id.Member, d *Draft) error {
	_, err := b.normalise(publisher, d, b.Now())
	return err
}

// next makes i the next state of its entity. It returns ErrDuplicate while an earlier claim lives, and
// ErrErased where it was erased, of which its name is all that is known.
func (b *Book) next(ctx context.Context, by access.Caller, i *catalog.Indicator, r ledger.Request) (ledger.Draft, error) {
	old, position, known, err := b.Catalog.Own(ctx, i.Publisher, i.ID)
	switch {
	case err != nil:
		return ledger.Draft{}, err
	case known && old.State == catalog.Erased:
		return ledger.Draft{}, ErrErased.With("It was %s, and is not taken again.", i.ID)
	case known && old.State == catalog.Held:
		return ledger.Draft{}, ErrDuplicate.With("It is %s, and waits for a steward: revise it, or revoke it first to publish it anew.", i.ID)
	case known && old.State != catalog.Revoked && old.State != catalog.Refused:
		return ledger.Draft{}, ErrDuplicate.With("It is %s: revoke that first to publish it anew.", i.ID)
	}
	if known && sameAudience(&old, i) {
		i.Created = old.Created // for others it is new: they learn nothing of what it was before
	}
	i.Salt = b.salt()
	return ledger.Draft{
		At:      i.Modified,
		Kind:    ledger.KindIndicator,
		ID:      string(i.ID),
		Verb:    verbOf(i),
		Actor:   by.Actor(),
		Schema:  catalog.SchemaIndicator,
		Request: r,
		Body:    catalog.Encode(*i),
		Expect:  position,
		Value:   i,
	}, nil
}

// sameAudience reports whether two states are for the same to see.
func sameAudience(a, b *catalog.Indicator) bool {
	x, y := a.Record(), b.Record()
	return slices.Equal(x.Atoms, y.Atoms) && x.Cell == y.Cell && x.Embargo == y.Embargo
}

// catchUp waits for what another process wrote.
func (b *Book) catchUp(ctx context.Context) error {
	head, err := b.Head.Head(ctx)
	if err != nil {
		return fmt.Errorf("head: %w", err)
	}
	return b.Ledger.Wait(ctx, head)
}
