package httpapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/go-json-experiment/json"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/services/exchange/internal/dispute"
	"github.com/entente-hub/entente/services/exchange/internal/register"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/idempotency"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/scope"
)

// DisputeIndicator is POST /v1/indicators/{indicator}/disputes.
func (d *Door) DisputeIndicator(ctx context.Context, q api.DisputeIndicatorRequestObject) (api.DisputeIndicatorResponseObject, error) {
	by, of := access.From(ctx), id.Indicator(q.Indicator)
	r, err := request(by, "disputeIndicator "+q.Indicator, q.Params.IdempotencyKey, q.Body)
	if err != nil {
		return nil, err
	}
	made, err := d.disputed(ctx, r, func() (dispute.Dispute, error) {
		return d.Disputes.Open(ctx, by, of, dispute.Draft{
			Code: string(q.Body.ReasonCode), Reason: q.Body.Reason, Evidence: word(q.Body.Evidence),
			OnBehalf: word(q.Body.OnBehalf), Attribution: word(q.Body.Attribution),
		}, r)
	})
	if errors.Is(err, dispute.ErrNotFound) {
		d.Notes.Denied(ctx, by, scope.Dispute, of, "POST /v1/indicators/{indicator}/disputes")
	}
	if err != nil {
		return nil, err
	}
	return d.settled(http.StatusCreated, by, made)
}

// disputed does once what is asked of disputes; what was made and erased since is not there.
func (d *Door) disputed(ctx context.Context, r ledger.Request, do func() (dispute.Dispute, error)) (dispute.Dispute, error) {
	made, again, err := idempotency.Once(ctx, idempotency.Memory{Keys: d.Keys, Ledger: d.Ledger, Views: d.Views}, r, register.Decode, do)
	if again && err == nil {
		if _, there := d.Disputes.Register.Find(made.ID); !there {
			return dispute.Dispute{}, httpd.ErrNotFound
		}
	}
	if errors.Is(err, ledger.ErrNotFound) {
		return dispute.Dispute{}, httpd.ErrNotFound
	}
	return made, err
}

// ListIndicatorDisputes is GET /v1/indicators/{indicator}/disputes.
func (d *Door) ListIndicatorDisputes(ctx context.Context, q api.ListIndicatorDisputesRequestObject) (api.ListIndicatorDisputesResponseObject, error) {
	by, of := access.From(ctx), id.Indicator(q.Indicator)
	var all []dispute.Sight
	var ok bool
	d.steady(by, func(v *scope.View) { all, ok = d.Disputes.On(by, v, of) })
	if !ok {
		d.Notes.Denied(ctx, by, scope.See, of, "GET /v1/indicators/{indicator}/disputes")
		return nil, httpd.ErrNotFound
	}
	return d.disputes(by, "/v1/indicators/"+q.Indicator+"/disputes", nil, all, q.Params.Limit, q.Params.Cursor)
}

// ListDisputes is GET /v1/disputes.
func (d *Door) ListDisputes(ctx context.Context, q api.ListDisputesRequestObject) (api.ListDisputesResponseObject, error) {
	by, state := access.From(ctx), word(q.Params.State)
	filters := map[string][]string{}
	if state != "" {
		if !slices.Contains(dispute.States(), state) {
			return nil, parameter("state", "is not a state of disputes")
		}
		filters["state"] = []string{state}
	}
	var all []dispute.Sight
	sort := word(q.Params.Sort)
	switch sort {
	case "", "created":
	case "due":
		filters["sort"] = []string{sort}
	default:
		return nil, parameter("sort", "is not one of created, due")
	}
	d.steady(by, func(v *scope.View) { all = d.Disputes.Desk(by, v, dispute.State(state)) })
	if sort == "due" { // as they were opened
		slices.Reverse(all)
	}
	return d.disputes(by, "/v1/disputes", filters, all, q.Params.Limit, q.Params.Cursor)
}

// disputes is a page of some that the caller may read, newest first, or oldest first where that is asked for.
func (d *Door) disputes(by access.Caller, path string, filters map[string][]string, all []dispute.Sight, limit *int, cursor *string) (answer, error) {
	most, err := limitOf(limit)
	if err != nil {
		return answer{}, err
	}
	bind := path + " " + by.Viewer() + " " + fmt.Sprint(filters["state"], filters["sort"])
	after, err := d.cursor(bind, cursor)
	if err != nil {
		return answer{}, err
	}
	if after != 0 {
		oldest := filters["sort"] != nil
		all = slices.DeleteFunc(all, func(s dispute.Sight) bool { return s.First == after || (s.First > after) != oldest })
	}
	page := api.DisputePage{Items: []api.Dispute{}}
	header := http.Header{}
	if len(all) > most {
		next := d.Sealer.Seal(position.Cursor, bind, all[most-1].First)
		page.NextCursor = &next
		header.Set("Link", link(path, filters, most, next))
		all = all[:most]
	}
	for n := range all {
		page.Items = append(page.Items, d.toDispute(by, &all[n]))
	}
	return answered(http.StatusOK, header, page)
}

// GetDispute is GET /v1/disputes/{dispute}.
func (d *Door) GetDispute(ctx context.Context, q api.GetDisputeRequestObject) (api.GetDisputeResponseObject, error) {
	by := access.From(ctx)
	var s dispute.Sight
	var ok bool
	d.steady(by, func(v *scope.View) { s, ok = d.Disputes.Find(by, v, id.Dispute(q.Dispute)) })
	if !ok {
		return nil, httpd.ErrNotFound
	}
	return d.shows(http.StatusOK, http.Header{}, by, &s)
}

// SayInDispute is POST /v1/disputes/{dispute}/statements.
func (d *Door) SayInDispute(ctx context.Context, q api.SayInDisputeRequestObject) (api.SayInDisputeResponseObject, error) {
	by := access.From(ctx)
	r, err := request(by, "sayInDispute "+q.Dispute, q.Params.IdempotencyKey, q.Body)
	if err != nil {
		return nil, err
	}
	said, err := d.disputed(ctx, r, func() (dispute.Dispute, error) { return d.Disputes.Say(ctx, by, id.Dispute(q.Dispute), q.Body.Text, r) })
	if err != nil {
		return nil, err
	}
	return d.settled(http.StatusCreated, by, said)
}

// WithdrawDispute is POST /v1/disputes/{dispute}/withdraw.
func (d *Door) WithdrawDispute(ctx context.Context, q api.WithdrawDisputeRequestObject) (api.WithdrawDisputeResponseObject, error) {
	by := access.From(ctx)
	dropped, err := d.Disputes.Drop(ctx, by, id.Dispute(q.Dispute), d.match(q.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	return d.settled(http.StatusOK, by, dropped)
}

// ResolveDispute is POST /v1/disputes/{dispute}/resolve.
func (d *Door) ResolveDispute(ctx context.Context, q api.ResolveDisputeRequestObject) (api.ResolveDisputeResponseObject, error) {
	by := access.From(ctx)
	x := dispute.Verdict{Outcome: string(q.Body.Outcome), Reason: q.Body.Reason}
	done, err := d.Disputes.Settle(ctx, by, id.Dispute(q.Dispute), x, d.match(q.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	return d.settled(http.StatusOK, by, done)
}

// settled is the answer to a write of a dispute.
func (d *Door) settled(status int, by access.Caller, written dispute.Dispute) (answer, error) {
	s, ok := d.Disputes.Show(by, d.view(by), written)
	if !ok {
		return answer{}, httpd.ErrNotFound
	}
	h := http.Header{}
	h.Set(httpd.PositionHeader, httpd.Token(d.Sealer, written.Position))
	if status == http.StatusCreated {
		h.Set("Location", "/v1/disputes/"+string(written.ID))
	}
	return d.shows(status, h, by, &s)
}

func (d *Door) shows(status int, h http.Header, by access.Caller, s *dispute.Sight) (answer, error) {
	shown := d.toDispute(by, s)
	if shown.Etag != nil {
		h.Set("ETag", `"`+*shown.Etag+`"`)
	}
	return answered(status, h, shown)
}

func answered(status int, h http.Header, v any) (answer, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return answer{}, fmt.Errorf("answer: %w", err)
	}
	return answer{status: status, header: h, body: body}, nil
}

func (d *Door) toDispute(by access.Caller, s *dispute.Sight) api.Dispute {
	out := api.Dispute{
		ID: string(s.ID), Indicator: string(s.Indicator), State: api.DisputeState(s.State), ReasonCode: api.DisputeCode(s.Code),
		Role: api.DisputeRole(s.Role), CreatedAt: s.Created, Reason: some(s.Reason), Evidence: some(s.Evidence), OnBehalf: some(s.OnBehalf),
		Verdict: some(s.Verdict), Attribution: (*api.DisputeAttribution)(some(string(s.Attribution))),
	}
	switch s.Named {
	case catalog.Named:
		out.Member = some(string(s.Member))
	case catalog.Pseudonymous:
		out.Member = some(d.Catalog.Pseudonym(d.view(by).Side(), s.Member))
	case catalog.Withheld:
	}
	for _, x := range s.Statements {
		out.Statements = append(out.Statements, api.DisputeStatement{By: api.DisputeStatementBy(x.By), Text: x.Text, At: x.At})
	}
	if s.Revision != 0 {
		out.ModifiedAt = &s.Modified
		if s.State == dispute.Open {
			due := s.Created.AddDate(0, 0, d.DisputeDays)
			out.DueAt = &due
		}
		out.Etag = some(d.Sealer.Seal(position.ETag, "", s.Revision))
	}
	return out
}

// some is nil for what is not there.
func some(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// VisitDisputeIndicatorResponse writes the answer.
func (a answer) VisitDisputeIndicatorResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitListIndicatorDisputesResponse writes the answer.
func (a answer) VisitListIndicatorDisputesResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitListDisputesResponse writes the answer.
func (a answer) VisitListDisputesResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetDisputeResponse writes the answer.
func (a answer) VisitGetDisputeResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitSayInDisputeResponse writes the answer.
func (a answer) VisitSayInDisputeResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitWithdrawDisputeResponse writes the answer.
func (a answer) VisitWithdrawDisputeResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitResolveDisputeResponse writes the answer.
func (a answer) VisitResolveDisputeResponse(w http.ResponseWriter) error { return a.write(w) }
