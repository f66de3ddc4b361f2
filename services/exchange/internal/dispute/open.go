package dispute

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/entente-hub/entente/services/exchange/internal/form"
	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// Draft is a dispute as it was written down: nothing is checked yet.
type Draft struct {
	Code, Reason, Evidence, OnBehalf, Attribution string
}

// tries is how often a change that lost a race is made again.
const tries = 5

// Open contests an indicator: from its entry on that is disputed. A member does so for itself where
// policy lets it dispute the indicator, a steward for somebody outside. Who may not see the indicator gets
// ErrNotFound just as for one that does not exist, before anything that was sent is looked at. Then:
// ErrOwn, ErrPolicy, ErrStanding, ErrInvalid, ErrOpen, ErrLimit, the ledger's.
func (b *Book) Open(ctx context.Context, by access.Caller, i id.Indicator, d Draft, r ledger.Request) (Dispute, error) {
	if err := b.gate(by); err != nil {
		return Dispute{}, err
	}
	request := r.Key
	if request == "" {
		request = hex.EncodeToString(b.Random(16))
	}
	for range tries {
		next, err := b.opened(by, i, &d)
		if err != nil {
			return Dispute{}, err
		}
		next.ID = b.ID(by.Viewer(), request)
		if _, made := b.Register.Find(next.ID); made {
			return Dispute{}, ErrRaced // the same request, at the same time: the door reads it back
		}
		of, at, ok, err := b.Catalog.Own(ctx, next.Publisher, i)
		if err != nil {
			return Dispute{}, err
		}
		if !ok || of.State != catalog.Published && of.State != catalog.Disputed {
			return Dispute{}, ErrStanding
		}
		es, err := b.Ledger.AppendAll(ctx, []ledger.Draft{
			b.draft(&next, VerbOpened, by, r), b.moving(&of, at, catalog.Disputed, catalog.VerbDisputed, next.Code, next.Modified),
		})
		if err == nil {
			next.First, next.Position, next.Revision = es[0].Position, es[0].Position, es[0].Position
			return next, nil
		}
		if !errors.Is(err, ledger.ErrConflict) {
			return Dispute{}, fmt.Errorf("append %s: %w", next.ID, err)
		}
		if err := b.catchUp(ctx); err != nil {
			return Dispute{}, err
		}
	}
	return Dispute{}, errUnwritten
}

// opened is a dispute that the caller may open now, without a name.
func (b *Book) opened(by access.Caller, i id.Indicator, d *Draft) (Dispute, error) {
	now := b.now()
	v := b.View(by.Viewer())
	of, ok := b.Catalog.Standing(v, i, now)
	desk := IsSteward(by)
	switch {
	case !ok:
		return Dispute{}, ErrNotFound
	case !desk && of.Publisher == by.Member:
		return Dispute{}, ErrOwn.With("Revoke it.")
	case !desk && !v.Decide(scope.Dispute, &of.Record, now.Unix()):
		b.Refused(by, scope.Dispute, of.Record, i)
		return Dispute{}, ErrPolicy.With("It does not let you dispute this.")
	case !of.Stands():
		return Dispute{}, ErrStanding
	}
	var f form.Sheet
	next := Dispute{
		Indicator: i, Type: of.Record.Cell.Type(), Publisher: of.Publisher, Member: by.Member,
		Code:        f.Word("/reason_code", d.Code, "", Codes()),
		Reason:      f.Need("/reason", d.Reason, MaxReason, "say why, in up to 2000 characters; the indicator's publisher and the stewards read it"),
		Evidence:    f.Text("/evidence", d.Evidence, MaxEvidence),
		Attribution: catalog.Attribution(f.Word("/attribution", d.Attribution, string(catalog.Withheld), indicator.Attributions())),
		State:       Open, Created: now, Modified: now,
	}
	switch {
	case desk:
		next.Desk = by.Person
		next.OnBehalf = f.Need("/on_behalf", d.OnBehalf, MaxOnBehalf, "say for whom, and how to reach them; stewards alone read it")
		next.Attribution = catalog.Withheld
	case d.OnBehalf != "":
		f.At("/on_behalf", "is for the steward's desk; you dispute for your own member")
	}
	if err := f.Err(ErrInvalid); err != nil {
		return Dispute{}, err
	}
	for _, x := range b.Register.On(i) {
		if x.State == Open && !desk && x.Member == by.Member {
			return Dispute{}, ErrOpen.With("It is %s: say more in a statement there.", x.ID)
		}
	}
	if open := func(x *Dispute) bool { return x.State == Open && x.Member == by.Member }; !desk && len(b.Register.All(open)) >= MaxOpen {
		return Dispute{}, ErrLimit.With("Wait for a steward to settle some, or take some back.")
	}
	return next, nil
}
