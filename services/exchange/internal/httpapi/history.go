package httpapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/scope"
)

// alliance stands for an actor that a publisher is not told of, as in the audit trail.
const alliance = "alliance"

// state is one of an indicator's life, as the caller may see it.
type state struct {
	verb  string
	at    time.Time
	actor string // "": not for the caller
	item  catalog.Item
}

// ReadHistory is GET /v1/indicators/{indicator}/history.
func (d *Door) ReadHistory(ctx context.Context, q api.ReadHistoryRequestObject) (api.ReadHistoryResponseObject, error) {
	const exit = "GET /v1/indicators/{indicator}/history"
	by, of := access.From(ctx), id.Indicator(q.Indicator)
	limit, err := limitOf(q.Params.Limit)
	if err != nil {
		return nil, err
	}
	bind := "history " + by.Viewer() + " " + q.Indicator
	before, err := d.cursor(bind, q.Params.Cursor)
	if err != nil {
		return nil, err
	}
	var now catalog.Item
	var ok bool
	d.steady(by, func(v *scope.View) { now, ok, err = d.Catalog.Get(ctx, v, of, d.Now()) })
	if err != nil {
		return nil, err
	}
	if !ok {
		d.Notes.Denied(ctx, by, scope.See, of, exit)
		return nil, httpd.ErrNotFound
	}
	d.noted(ctx, by, exit, now)
	states, err := d.past(ctx, by, of, before, limit+1) // one more: there is a next page only for what may be seen
	if err != nil {
		return nil, err
	}
	var next string
	if len(states) > limit {
		states = states[:limit]
		next = d.Sealer.Seal(position.Cursor, bind, states[limit-1].item.Position)
	}
	return historyOf(q.Indicator, states, next, limit), nil
}

// past returns the newest states before a position that the caller may see, both as they were meant
// then and as the indicator is meant now. One after a state that the caller may not see is, to it,
// where it was published.
func (d *Door) past(ctx context.Context, by access.Caller, of id.Indicator, before ledger.Position, most int) ([]state, error) {
	const together = 64
	var found []state
	for {
		positions := d.Catalog.Past(d.view(by), of, before, together, d.Now())
		for _, p := range positions {
			before = p
			e, err := d.Ledger.At(ctx, p)
			if errors.Is(err, ledger.ErrNotFound) {
				continue // it was erased meanwhile
			}
			if err != nil {
				return nil, fmt.Errorf("history: %w", err)
			}
			v := d.view(by)
			item, ok, err := d.Catalog.Render(v, e, d.Now())
			if err != nil {
				return nil, fmt.Errorf("history of %s: %w", of, err)
			}
			switch {
			case ok && len(found) == most:
				return found, nil
			case ok:
				found = append(found, state{verb: e.Verb, at: e.At, actor: d.actor(by, of, e.Actor), item: item})
			case len(found) > 0:
				found[len(found)-1].verb = catalog.VerbPublished
			}
			if len(found) == most {
				return found, nil
			}
		}
		if len(positions) < together {
			return found, nil
		}
	}
}

// actor is who did something, as the caller may know it: who oversees knows it; the publisher knows
// its own keys, and those of its persons who may; nobody else is told.
func (d *Door) actor(by access.Caller, of id.Indicator, actor string) string {
	if by.Can(access.Audit) {
		return actor
	}
	if r, known := d.Catalog.Facts(of); !known || by.Member == "" || r.Owner != by.Member {
		return ""
	}
	if strings.HasPrefix(actor, "m:"+string(by.Member)+"/") {
		return actor
	}
	rest, person := strings.CutPrefix(actor, "u:")
	name, _, _ := strings.Cut(rest, "/")
	p, known := d.People.Person(id.Person(name))
	switch {
	case !person || !known || p.Member != by.Member || !p.ForMember():
		return alliance
	case id.Person(name) == by.Person || by.Can(access.Manage):
		return actor
	}
	return "m:" + string(by.Member)
}

// historyOf is a page of states.
func historyOf(of string, states []state, next string, limit int) answer {
	a := answer{status: http.StatusOK, header: http.Header{}}
	a.body = append(make([]byte, 0, 1024*(len(states)+1)), `{"items":[`...)
	for n := range states {
		s := &states[n]
		if n > 0 {
			a.body = append(a.body, ',')
		}
		a.body = strconv.AppendQuote(append(a.body, `{"type":`...), "indicator."+s.verb)
		a.body = s.at.UTC().AppendFormat(append(a.body, `,"timestamp":"`...), time.RFC3339Nano)
		a.body = append(a.body, '"')
		if s.actor != "" {
			a.body = strconv.AppendQuote(append(a.body, `,"actor":`...), s.actor)
		}
		a.body = append(s.item.AppendJSON(append(a.body, `,"data":`...)), '}')
	}
	a.body = append(a.body, `],"next_cursor":`...)
	if next == "" {
		a.body = append(a.body, "null}"...)
		return a
	}
	a.body = append(append(append(a.body, '"'), next...), `"}`...)
	a.header.Set("Link", link("/v1/indicators/"+of+"/history", nil, limit, next))
	return a
}
