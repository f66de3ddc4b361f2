package httpapi

import (
	"context"
	"net/http"
	"net/url"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/services/exchange/internal/moderation"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/scope"
)

// ListModeration is GET /v1/moderation.
func (d *Door) ListModeration(ctx context.Context, q api.ListModerationRequestObject) (api.ListModerationResponseObject, error) {
	by := access.From(ctx)
	w := moderation.Wanted{Rule: word(q.Params.Rule), Type: word(q.Params.Type)}
	filters := url.Values{}
	switch {
	case q.Params.Rule != nil && !q.Params.Rule.Valid():
		return nil, parameter("rule", "is not one of price, volume, customer")
	case q.Params.Type != nil && !q.Params.Type.Valid():
		return nil, parameter("type", "is not a type of observable")
	}
	for name, value := range map[string]string{"rule": w.Rule, "type": w.Type} {
		if value != "" {
			filters.Set(name, value)
		}
	}
	most, err := limitOf(q.Params.Limit)
	if err != nil {
		return nil, err
	}
	bind := "moderation " + by.Viewer() + " " + filters.Encode()
	after, err := d.cursor(bind, q.Params.Cursor)
	if err != nil {
		return nil, err
	}
	var all []moderation.Sight
	d.steady(by, func(v *scope.View) { all = d.Moderated.List(by, v, w) })
	page, header := api.ModerationPage{Items: []api.Moderation{}}, http.Header{}
	for n := range all {
		if all[n].First <= after {
			continue
		}
		if len(page.Items) == most {
			next := d.Sealer.Seal(position.Cursor, bind, all[n-1].First)
			page.NextCursor = &next
			header.Set("Link", link("/v1/moderation", filters, most, next))
			break
		}
		page.Items = append(page.Items, d.toModeration(&all[n]))
	}
	return answered(http.StatusOK, header, page)
}

// GetModeration is GET /v1/moderation/{moderation}.
func (d *Door) GetModeration(ctx context.Context, q api.GetModerationRequestObject) (api.GetModerationResponseObject, error) {
	by := access.From(ctx)
	var s moderation.Sight
	var ok bool
	d.steady(by, func(v *scope.View) { s, ok = d.Moderated.Find(by, v, id.Moderation(q.Moderation)) })
	if !ok {
		return nil, httpd.ErrNotFound
	}
	shown := d.toModeration(&s)
	return answered(http.StatusOK, http.Header{"Etag": {`"` + shown.Etag + `"`}}, shown)
}

// ReleaseModeration is POST /v1/moderation/{moderation}/release.
func (d *Door) ReleaseModeration(ctx context.Context, q api.ReleaseModerationRequestObject) (api.ReleaseModerationResponseObject, error) {
	e, err := d.Moderated.Release(ctx, access.From(ctx), id.Moderation(q.Moderation), d.match(q.Params.IfMatch))
	return d.decided(q.Moderation, "released", e, err)
}

// RefuseModeration is POST /v1/moderation/{moderation}/refuse.
func (d *Door) RefuseModeration(ctx context.Context, q api.RefuseModerationRequestObject) (api.RefuseModerationResponseObject, error) {
	e, err := d.Moderated.Refuse(ctx, access.From(ctx), id.Moderation(q.Moderation), why(q.Body.Reason, &q.Body.ReasonCode), d.match(q.Params.IfMatch))
	return d.decided(q.Moderation, "refused", e, err)
}

// decided is the answer to a steward's decision. What the indicator is now is not for it.
func (d *Door) decided(name, outcome string, e ledger.Entry, err error) (answer, error) {
	if err != nil {
		return answer{}, err
	}
	h := http.Header{}
	h.Set(httpd.PositionHeader, httpd.Token(d.Sealer, e.Position))
	return answered(http.StatusOK, h, api.ModerationDecision{ID: name, Outcome: api.ModerationDecisionOutcome(outcome)})
}

func (d *Door) toModeration(s *moderation.Sight) api.Moderation {
	out := api.Moderation{
		ID: string(s.ID), Type: api.ObservableType(s.Type.String()), Findings: findingsOf(s.Findings), Decides: s.Decides,
		HeldAt: s.Since, ModifiedAt: s.Modified, Etag: d.Sealer.Seal(position.ETag, "", s.Position),
	}
	for _, t := range s.Texts {
		out.Texts = append(out.Texts, api.ModerationText{Pointer: t.Pointer, Text: t.Text})
	}
	return out
}

func findingsOf(all []catalog.Finding) []api.Finding {
	out := make([]api.Finding, 0, len(all))
	for _, f := range all {
		out = append(out, api.Finding{Pointer: f.Pointer, Rule: api.FindingRule(f.Rule), Detail: some(f.Detail)})
	}
	return out
}

// VisitListModerationResponse writes the answer.
func (a answer) VisitListModerationResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetModerationResponse writes the answer.
func (a answer) VisitGetModerationResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitReleaseModerationResponse writes the answer.
func (a answer) VisitReleaseModerationResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitRefuseModerationResponse writes the answer.
func (a answer) VisitRefuseModerationResponse(w http.ResponseWriter) error { return a.write(w) }
