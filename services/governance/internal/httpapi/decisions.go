package httpapi

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	contract "github.com/entente-hub/entente/api/governance"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/decision"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// ListDecisions shows what was decided: of anyone to who oversees, of itself to a member. What
// the caller may not know of now was never decided: a decision would tell that it is there.
func (d *Door) ListDecisions(ctx context.Context, in contract.ListDecisionsRequestObject) (contract.ListDecisionsResponseObject, error) {
	by, q := access.From(ctx), in.Params
	list := pages{sealer: d.Sealer, path: "/v1/decisions", viewer: by.Asker(), filters: filters(map[string]*string{
		"viewer": q.Viewer, "indicator": q.Indicator, "allowed": truth(q.Allowed), "since": moment(q.Since),
	})}
	if q.Viewer != nil && !isViewer(*q.Viewer) {
		return nil, errViewer
	}
	limit, before, err := list.open(q.Limit, q.Cursor)
	if err != nil {
		return nil, err
	}
	query := decision.Query{Viewer: or(q.Viewer), Indicator: id.Indicator(or(q.Indicator)), Allowed: q.Allowed, Since: or(q.Since)}
	all := oversees(by)
	foreign := !all && query.Viewer != "" && query.Viewer != by.Viewer()
	if !all {
		query.Viewer = by.Viewer()
	}
	leave, err := d.readers.Enter(ctx, by.Asker()) // a filter may pass over all there is
	if err != nil {
		return nil, fmt.Errorf("decisions: %w", err)
	}
	defer leave()
	var out contract.DecisionPage
	var last decision.Mark
	var more bool
	scope.Steady(func() *scope.View { return d.View(ctx) }, func(v *scope.View) {
		out.Items, more = []contract.Decision{}, false
		if foreign {
			return
		}
		err = d.Decisions.Read(ctx, query, decision.Mark(before), func(m decision.Mark, x decision.Decision) bool {
			// That the two forms of the policy disagreed is an alarm for who oversees: the viewer was
			// refused something that it is not to know of, and the alarm does not say what.
			if x.Indicator != "" && !d.Sees(v, x.Indicator) || x.Why == decision.Shadow && !all {
				return true
			}
			if more = len(out.Items) == limit; more {
				return false
			}
			out.Items, last = append(out.Items, toDecision(x, all)), m
			return true
		})
	})
	if errors.Is(err, journal.ErrUnavailable) { // it is where the ledger is
		return nil, fmt.Errorf("decisions: %w: %w", ledger.ErrUnavailable, err)
	}
	if err != nil {
		return nil, fmt.Errorf("decisions: %w", err)
	}
	var link *string
	if more {
		out.NextCursor, link = list.next(ledger.Position(last), limit) // a number to be sealed, not a position
	}
	return contract.ListDecisions200JSONResponse{Body: out, Headers: contract.ListDecisions200ResponseHeaders{Link: link}}, nil
}

// toDecision shows a decision; how the policy came to it is for who oversees.
func toDecision(x decision.Decision, whole bool) contract.Decision {
	out := contract.Decision{
		At: x.At.UTC(), Viewer: x.Viewer, Actor: x.Actor, Act: x.Act, Allowed: x.Allowed, Why: x.Why, Exit: x.Exit,
		Indicator: given(string(x.Indicator)), Request: given(x.Request),
	}
	if whole {
		out.Rule, out.Revision = given(x.Rule), given(x.Revision)
	}
	return out
}

// truth is a boolean as a parameter, nil where there is none.
func truth(b *bool) *string {
	if b == nil {
		return nil
	}
	s := strconv.FormatBool(*b)
	return &s
}

// given is nil for what is empty.
func given(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
