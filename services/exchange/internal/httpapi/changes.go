package httpapi

import (
	"context"
	"net/http"
	"strconv"
	"time"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/scope"
)

const (
	maxWait = 25 * time.Second
	breath  = 20 * time.Millisecond // between two looks of one poll: a burst is one wake-up
)

// ListChanges is GET /v1/changes.
func (d *Door) ListChanges(ctx context.Context, q api.ListChangesRequestObject) (api.ListChangesResponseObject, error) {
	by := access.From(ctx)
	limit, err := limitOf(q.Params.Limit)
	if err != nil {
		return nil, err
	}
	var wait time.Duration
	if q.Params.Wait != nil {
		wait = time.Duration(*q.Params.Wait) * time.Second
	}
	if wait < 0 || wait > maxWait {
		return nil, parameter("wait", "must be from 0 to 25 seconds")
	}
	var after catalog.Mark
	if q.Params.Cursor != nil {
		var ok bool
		if after, ok = catalog.OpenMark(d.Sealer, by.Viewer(), *q.Params.Cursor); !ok {
			return nil, parameter("cursor", "is not one that this feed gave you; leave it out to start from the first event")
		}
	}
	events, err := d.look(ctx, by, after, limit)
	if err != nil {
		return nil, err
	}
	if len(events) == 0 && wait > 0 {
		if events, err = d.waitFor(ctx, by, after, limit, wait); err != nil {
			return nil, err
		}
	}
	for n := range events {
		d.noted(ctx, by, "GET /v1/changes", events[n].Item)
	}
	return d.feed(by, events, after), nil
}

// look returns the events after a mark that the caller may be told of. Where there are
// none, it remembers how far it looked: the caller's cursor does not move for what is hidden.
func (d *Door) look(ctx context.Context, by access.Caller, after catalog.Mark, limit int) (events []catalog.Event, err error) {
	var version uint64 // of the rights that are read with
	scope.Steady(func() (v *scope.View) {
		v, version = d.Rights(by.Viewer())
		return v
	}, func(v *scope.View) {
		now := d.Now()
		from := d.memo.recall(by.Viewer(), after, version, now)
		var looked catalog.Mark
		if events, looked, err = d.Catalog.Events(ctx, v, from, limit, now); err == nil && len(events) == 0 {
			d.memo.remember(by.Viewer(), after, version, looked, now)
		}
	})
	return events, err
}

// waitFor looks whenever the ledger has grown, until there is something or the time is up.
func (d *Door) waitFor(ctx context.Context, by access.Caller, after catalog.Mark, limit int, wait time.Duration) ([]catalog.Event, error) {
	waiting, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	if draining := httpd.Draining(ctx); draining != nil {
		go func() {
			select {
			case <-draining:
				cancel()
			case <-waiting.Done():
			}
		}()
	}
	for {
		held := d.Views.Position()
		events, err := d.look(ctx, by, after, limit)
		if err != nil {
			return nil, err
		}
		if len(events) > 0 {
			return events, d.still(by)
		}
		if d.Views.Wait(waiting, held+1) != nil {
			return nil, d.still(by) // the time is up, the caller left, or the hub stops
		}
		select {
		case <-time.After(breath):
		case <-waiting.Done():
		}
	}
}

// still refuses a caller whose key was taken away while it waited.
func (d *Door) still(by access.Caller) error {
	if !d.Callers.Current(by) {
		return access.ErrUnauthenticated
	}
	return nil
}

// feed is a page of events. Its cursor is that of the last event given, or the one sent.
func (d *Door) feed(by access.Caller, events []catalog.Event, after catalog.Mark) answer {
	cursor := after.Seal(d.Sealer, by.Viewer())
	body := append(make([]byte, 0, 1024*(len(events)+1)), `{"items":[`...)
	for n := range events {
		e := &events[n]
		cursor = e.Mark.Seal(d.Sealer, by.Viewer())
		if n > 0 {
			body = append(body, ',')
		}
		body = append(append(body, `{"id":"`...), cursor...)
		body = strconv.AppendQuote(append(body, `","type":`...), e.Type)
		body = e.At.UTC().AppendFormat(append(body, `,"timestamp":"`...), time.RFC3339Nano)
		body = e.Item.AppendJSON(append(body, `","data":`...))
		body = append(body, '}')
	}
	body = append(append(append(body, `],"next_cursor":"`...), cursor...), `"}`...)
	return answer{status: http.StatusOK, body: body}
}
