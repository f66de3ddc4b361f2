package httpapi

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	contract "github.com/entente-hub/entente/api/delivery"
	"github.com/entente-hub/entente/services/delivery/internal/attempt"
	"github.com/entente-hub/entente/services/delivery/internal/letter"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
)

// ErrVoid says that there is nothing of an attempt to send again.
var ErrVoid = fault.New(fault.Conflict, "delivery-void", "There is nothing of this delivery to send now.")

var errTooMany = fault.New(fault.TooMany, "rate-limited", "Too many requests.")

// attemptName is an attempt's id, for its owner: its place in the log, sealed.
func (d *Door) attemptName(s id.Subscription, m attempt.Mark) string {
	return d.Sealer.Seal(position.Cursor, "delivery "+string(s), ledger.Position(m))
}

func (d *Door) attemptMark(s id.Subscription, name string) (attempt.Mark, bool) {
	p, ok := d.Sealer.Open(position.Cursor, "delivery "+string(s), name)
	return attempt.Mark(p), ok
}

// ListDeliveries shows a subscription's attempts that are asked for, newest first.
func (d *Door) ListDeliveries(ctx context.Context, in contract.ListDeliveriesRequestObject) (contract.ListDeliveriesResponseObject, error) {
	by := access.From(ctx)
	s, err := d.Book.Find(by, id.Subscription(in.Subscription))
	if err != nil {
		return nil, err
	}
	q, filters, err := asked(&in.Params)
	if err != nil {
		return nil, err
	}
	most := defaultLimit
	if in.Params.Limit != nil {
		most = *in.Params.Limit
	}
	if most < 1 || most > maxLimit {
		return nil, httpd.ErrParameter.With("limit: must be from 1 to %d", maxLimit)
	}
	bind := "deliveries|" + path(s) + "|" + by.Viewer() + "|" + filters.Encode()
	var before attempt.Mark
	if c := in.Params.Cursor; c != nil {
		p, ok := d.Sealer.Open(position.Cursor, bind, *c)
		if !ok {
			return nil, httpd.ErrParameter.With("cursor: is not one of this list's")
		}
		before = attempt.Mark(p)
	}
	out := contract.DeliveryPage{Items: []contract.Delivery{}}
	var last attempt.Mark
	more := false
	err = d.Attempts.Read(ctx, s.ID, q, before, func(m attempt.Mark, a attempt.Attempt) bool {
		if more = len(out.Items) == most; more {
			return false
		}
		last = m
		out.Items = append(out.Items, d.toAttempt(s.ID, m, a))
		return true
	})
	if err != nil {
		return nil, fmt.Errorf("deliveries: %w", err)
	}
	var link *string
	if more {
		cursor := d.Sealer.Seal(position.Cursor, bind, ledger.Position(last))
		filters.Set("cursor", cursor)
		filters.Set("limit", strconv.Itoa(most))
		link = new("<" + path(s) + "/deliveries?" + filters.Encode() + `>; rel="next"`)
		out.NextCursor = &cursor
	}
	return contract.ListDeliveries200JSONResponse{Body: out, Headers: contract.ListDeliveries200ResponseHeaders{Link: link}}, nil
}

// asked reads what a list is filtered by, and gives it back as the next page's address has it.
func asked(p *contract.ListDeliveriesParams) (q attempt.Query, filters url.Values, err error) {
	switch {
	case p.State != nil && !p.State.Valid():
		return q, nil, httpd.ErrParameter.With("state: must be delivered, retrying or failed")
	case p.Failure != nil && !p.Failure.Valid():
		return q, nil, httpd.ErrParameter.With("failure: is none that there is")
	}
	q = attempt.Query{
		State: attempt.State(text(p.State)), Event: text(p.Event), Indicator: id.Indicator(text(p.Indicator)), Webhook: text(p.WebhookID),
		Status: deref(p.Status), Failure: text(p.Failure), Since: deref(p.Since), Until: deref(p.Until),
	}
	filters = url.Values{}
	for name, value := range map[string]string{
		"state": text(p.State), "event": text(p.Event), "indicator": text(p.Indicator), "webhook_id": text(p.WebhookID), "failure": text(p.Failure),
	} {
		if value != "" {
			filters.Set(name, value)
		}
	}
	if q.Status != 0 {
		filters.Set("status", strconv.Itoa(q.Status))
	}
	for name, at := range map[string]time.Time{"since": q.Since, "until": q.Until} {
		if !at.IsZero() {
			filters.Set(name, at.UTC().Format(time.RFC3339Nano))
		}
	}
	return q, filters, nil
}

func deref[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

func (d *Door) toAttempt(s id.Subscription, m attempt.Mark, a attempt.Attempt) contract.Delivery {
	out := toDelivery(a)
	out.ID = new(d.attemptName(s, m))
	return out
}

// delivery finds an attempt of the caller's subscription; ErrNotFound where there is none.
func (d *Door) delivery(ctx context.Context, of, name string) (s subscription.Subscription, m attempt.Mark, a attempt.Attempt, err error) {
	if s, err = d.Book.Find(access.From(ctx), id.Subscription(of)); err != nil {
		return s, 0, a, err
	}
	m, ok := d.attemptMark(s.ID, name)
	if !ok {
		return s, 0, a, subscription.ErrNotFound
	}
	a, ok, err = d.Attempts.Find(ctx, s.ID, m)
	switch {
	case err != nil:
		return s, m, a, fmt.Errorf("deliveries: %w", err)
	case !ok:
		return s, m, a, subscription.ErrNotFound
	}
	return s, m, a, nil
}

// GetDelivery shows an attempt with what was sent, as it stands now, and what was answered, while all
// that the answer may repeat can be read.
func (d *Door) GetDelivery(ctx context.Context, in contract.GetDeliveryRequestObject) (contract.GetDeliveryResponseObject, error) {
	s, m, a, err := d.delivery(ctx, in.Subscription, in.Delivery)
	if err != nil {
		return nil, err
	}
	shown := d.toAttempt(s.ID, m, a)
	out := contract.DeliveryDetail{
		ID: shown.ID, WebhookID: shown.WebhookID, Event: shown.Event, State: shown.State, Attempt: shown.Attempt, At: shown.At, DurationMs: shown.DurationMs,
		Status: shown.Status, Failure: shown.Failure, Error: shown.Error, NextAt: shown.NextAt, Told: []contract.DeliveryTold{},
	}
	reads := access.From(ctx).Can(access.Read)
	readable := reads
	for _, t := range a.Told {
		told := contract.DeliveryTold{
			WebhookID: cmp.Or(t.Webhook, a.Webhook), Event: t.Event, Indicator: string(t.Indicator), Sighting: unless(t.Sighting == "", string(t.Sighting)),
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		e, body, ok, err := d.Desk.Body(ctx, &s, t.Mark)
		if err != nil {
			return nil, err
		}
		may := reads && ok
		if may {
			if may, err = d.mayRead(ctx, &e); err != nil {
				return nil, err
			}
		}
		if may {
			told.Now = body
			d.Shown(ctx, access.From(ctx), []catalog.Item{e.Item})
		}
		readable = readable && may && !gone(e.Type) && !e.Revised // what it said then may be put right since
		out.Told = append(out.Told, told)
	}
	if a.Request != (attempt.Request{}) {
		out.Request = &contract.DeliveryRequest{Method: http.MethodPost, URL: a.Request.URL, Headers: lines(a.Request.Headers)}
	}
	if a.Status != 0 {
		out.Response = &contract.DeliveryResponse{Status: a.Status, Headers: []contract.DeliveryHeader{}}
		if readable {
			out.Response.Headers = lines(a.Answer.Headers)
			out.Response.Body, out.Response.Truncated = unless(a.Answer.Body == "", a.Answer.Body), unless(!a.Answer.Cut, true)
		} else {
			out.Response.Withheld = new(true)
		}
	}
	return contract.GetDelivery200JSONResponse(out), nil
}

// mayRead reports whether who asks may read of an event all that its member may: a person may be allowed
// less.
func (d *Door) mayRead(ctx context.Context, e *catalog.Event) (bool, error) {
	by := access.From(ctx)
	if by.Person == "" {
		return true, nil
	}
	item, ok, err := d.Shelf.Get(ctx, d.View(by.Viewer()), e.Item.ID, d.Now())
	return ok && item.Masked == e.Item.Masked, err
}

// gone reports whether an event takes a record away from its receiver.
func gone(event string) bool {
	return event == catalog.Withdrawn || event == catalog.Gone || event == catalog.Expired
}

func lines(text string) []contract.DeliveryHeader {
	out := []contract.DeliveryHeader{}
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		out = append(out, contract.DeliveryHeader{Name: name, Value: value})
	}
	return out
}

// ResendDelivery has what an attempt told of sent again, as it stands then.
func (d *Door) ResendDelivery(ctx context.Context, in contract.ResendDeliveryRequestObject) (contract.ResendDeliveryResponseObject, error) {
	s, _, a, err := d.delivery(ctx, in.Subscription, in.Delivery)
	if err != nil {
		return nil, err
	}
	if err := access.From(ctx).Require(access.Read); err != nil {
		return nil, err
	}
	if s.State != subscription.Active {
		return nil, ErrVoid.With("The subscription is %s: what is sent again would wait with it. Resume it first.", string(s.State))
	}
	waiting, err := d.Letters.Of(ctx, s.ID)
	if err != nil {
		return nil, fmt.Errorf("deliveries: %w", err)
	}
	if len(waiting)+len(a.Told) > letter.Most {
		return nil, errTooMany.With("%d events wait to be sent again, or are dead letters; the most is %d.", len(waiting), letter.Most).After(time.Minute)
	}
	var ls []letter.Letter
	for _, t := range a.Told {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		_, _, ok, err := d.Desk.Body(ctx, &s, t.Mark)
		if err != nil {
			return nil, err
		}
		if ok {
			ls = append(ls, letter.Letter{
				Name: d.Desk.WebhookID(s.ID, t.Mark), Mark: t.Mark, Event: t.Event, At: a.At, Tried: a.At, Attempts: a.Number, Status: a.Status, Failure: a.Failure,
			})
		}
	}
	if len(ls) == 0 {
		return nil, ErrVoid
	}
	if err := d.want(ctx, s.ID, ls); err != nil {
		return nil, err
	}
	return contract.ResendDelivery202JSONResponse{Wanted: len(ls)}, nil
}

// ListHolders tells who was sent an indicator.
func (d *Door) ListHolders(ctx context.Context, in contract.ListHoldersRequestObject) (contract.ListHoldersResponseObject, error) {
	all, err := d.Trace.Holders(ctx, access.From(ctx), id.Indicator(in.Params.Indicator))
	if err != nil {
		return nil, err
	}
	out := contract.Holders{Indicator: in.Params.Indicator, Holders: []contract.Holder{}, CompleteSince: d.Trace.Begun()}
	for n := range all {
		out.Holders = append(out.Holders, toHolder(&all[n]))
	}
	return contract.ListHolders200JSONResponse(out), nil
}

// ExplainDelivery tells why an indicator was, or was not, delivered to a member.
func (d *Door) ExplainDelivery(ctx context.Context, in contract.ExplainDeliveryRequestObject) (contract.ExplainDeliveryResponseObject, error) {
	x, err := d.Trace.Why(ctx, access.From(ctx), id.Indicator(in.Params.Indicator), id.Member(in.Params.Member))
	if err != nil {
		return nil, err
	}
	out := contract.DeliveryExplanation{
		Indicator: in.Params.Indicator, Member: in.Params.Member, Allowed: x.Allowed, Rule: unless(x.Rule == "", x.Rule), CompleteSince: d.Trace.Begun(),
	}
	if x.Holder != nil {
		out.Holder = new(toHolder(x.Holder))
	}
	for n := range x.Verdicts {
		out.Subscriptions = append(out.Subscriptions, d.toVerdict(&x.Verdicts[n], x.Own))
	}
	slices.SortFunc(out.Subscriptions, func(a, b contract.DeliveryVerdict) int { return strings.Compare(a.Subscription, b.Subscription) })
	return contract.ExplainDelivery200JSONResponse(out), nil
}
