package indicator

import (
	"context"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// settle has an indicator that nobody has been shown yet wait for a steward, where something was found in
// its text, or be published.
func settle(i *catalog.Indicator, found []catalog.Finding) {
	i.State, i.Private, i.Findings = catalog.Published, false, nil
	if len(found) > 0 {
		i.State, i.Private, i.Findings = catalog.Held, true, found
	}
}

// verbOf is the verb of the entry by which an indicator is published, or held.
func verbOf(i *catalog.Indicator) string {
	if i.State == catalog.Held {
		return catalog.VerbHeld
	}
	return catalog.VerbPublished
}

// Waiting is one state of an indicator that a steward decides on.
type Waiting struct {
	Publisher id.Member
	ID        id.Indicator
	At        ledger.Position // of the entry
}

// Release is the entry that publishes what was held, as if its publisher published it now: by the policy, the
// audience and the lists of now. Nothing tells others that it was held. It returns ErrMoved where it is no longer as
// it was decided on, ErrUnfit where it cannot be published.
func (b *Book) Release(ctx context.Context, w Waiting) (ledger.Draft, error) {
	h, err := b.waiting(ctx, w)
	if err != nil {
		return ledger.Draft{}, err
	}
	v, r := b.View("m:"+string(h.Publisher)), h.Meant()
	if !b.active(h.Publisher) || !v.Decide(scope.Publish, &r, h.now.Unix()) || b.fit(&h.Indicator, h.now) != nil {
		return ledger.Draft{}, ErrUnfit.With("Its publisher could not publish it now: by its rights, its audience, or a list. Who published it can revise it, or take it back.")
	}
	b.born(&h)
	return b.decided(&h, catalog.VerbPublished), nil
}

// Refuse is the entry that ends what was held, with words that its publisher reads. It returns ErrMoved, ErrInvalid, ErrText.
func (b *Book) Refuse(ctx context.Context, w Waiting, why Why) (ledger.Draft, error) {
	h, err := b.waiting(ctx, w)
	if err != nil {
		return ledger.Draft{}, err
	}
	var c checker
	if h.Reason = c.text("/reason", strings.TrimSpace(why.Reason), MaxReason); h.Reason == "" {
		c.at("/reason", "is required: say why, in up to 500 characters; its publisher reads it")
	}
	if h.ReasonCode = c.word("/reason_code", why.Code, RefuseCodes()); h.ReasonCode == "" {
		c.at("/reason_code", "is required: one of "+strings.Join(RefuseCodes(), ", "))
	}
	if err := c.err(); err != nil {
		return ledger.Draft{}, err
	}
	if err := Unsaid(Said("/reason", h.Reason)); err != nil {
		return ledger.Draft{}, err
	}
	h.State, h.Private = catalog.Refused, true
	return b.decided(&h, catalog.VerbRefused), nil
}

// decided is the entry by which an indicator follows a decision. Its actor is the hub: who decided stands on
// the decision's own.
func (b *Book) decided(h *owned, verb string) ledger.Draft {
	h.Modified, h.Salt = h.now, b.salt()
	return ledger.Draft{
		At: h.now, Kind: ledger.KindIndicator, ID: string(h.ID), Verb: verb, Actor: "system", Schema: catalog.SchemaIndicator,
		Body: catalog.Encode(h.Indicator), Expect: h.at,
	}
}

// waiting is an indicator as it was decided on.
func (b *Book) waiting(ctx context.Context, w Waiting) (owned, error) {
	h := owned{now: b.Now().UTC().Truncate(time.Millisecond)}
	var there bool
	var err error
	if h.Indicator, h.at, there, err = b.Catalog.Own(ctx, w.Publisher, w.ID); err != nil {
		return owned{}, err
	}
	if !there || h.State != catalog.Held || h.at != w.At {
		return owned{}, moved(ErrMoved)
	}
	return h, nil
}

// fit checks an indicator that was held as Publish does its draft, and puts down anew what stands against it.
// Members in its audience that were suspended meanwhile are not given it, and do not stand in its way.
func (b *Book) fit(i *catalog.Indicator, now time.Time) error {
	var c checker
	had := i.Share
	i.Share = catalog.Share{Members: had.Members, Except: had.Except}
	b.direct(&c, i.Publisher, i.TLP.String(), Share{TaskForces: had.TaskForces, Members: had.Members, Except: had.Except}, i, now)
	if !i.ValidUntil.IsZero() && !i.ValidUntil.After(now) {
		c.at("/valid_until", "is over")
	}
	if err := c.err(); err != nil {
		return err
	}
	var force *Force
	if i.Forced != "" {
		force = &Force{Reason: i.Forced}
	}
	return b.guard(i, force)
}

// born makes of an indicator that was held one that is new now: to others nothing was before.
func (b *Book) born(h *owned) {
	settle(&h.Indicator, nil)
	h.Reason, h.ReasonCode, h.Created = "", "", h.now
}
