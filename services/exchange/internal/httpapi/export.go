package httpapi

import (
	"bufio"
	"context"
	"net/http"
	"strconv"
	"time"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

const (
	// exported is how many indicators of an export are decided on at once: a right that goes takes
	// effect from the next of them on.
	exported = 256

	// patience is how long a client may take for a piece of an export.
	patience = 30 * time.Second
)

// export is an answer that is written as it is read.
type export struct {
	ctx   context.Context // the request's, until its answer is written
	door  *Door
	by    access.Caller
	query catalog.Query
}

// ExportIndicators is GET /v1/indicators/export.
func (d *Door) ExportIndicators(ctx context.Context, _ api.ExportIndicatorsRequestObject) (api.ExportIndicatorsResponseObject, error) {
	by := access.From(ctx)
	query, _, err := d.asked(ctx, by, "search")
	if err != nil {
		return nil, err
	}
	query.Export = true
	return export{ctx: ctx, door: d, by: by, query: query}, nil
}

// VisitExportIndicatorsResponse writes indicators until there are no more. It ends early, without
// the last line, when the client leaves, the hub stops or the key is no longer in force.
func (x export) VisitExportIndicatorsResponse(w http.ResponseWriter) error {
	w.Header().Set("Content-Type", "application/x-ndjson")
	w.WriteHeader(http.StatusOK)
	control := http.NewResponseController(w)
	// Not every connection has a deadline to set (a test's recorder): then there is none.
	defer func() { _ = control.SetWriteDeadline(time.Time{}) }()
	out := bufio.NewWriterSize(w, 64<<10)
	n := 0
	for after, more := ledger.Position(0), true; more; {
		if x.over() {
			return nil
		}
		items, next, err := x.page(after)
		if err != nil { // it ends early
			return nil
		}
		x.door.noted(x.ctx, x.by, "GET /v1/indicators/export", items...)
		_ = control.SetWriteDeadline(time.Now().Add(patience))
		for i := range items {
			if _, err := out.Write(append(items[i].AppendJSON(nil), '\n')); err != nil {
				return err
			}
		}
		if err := out.Flush(); err != nil { // what is decided on is not kept back
			return err
		}
		n += len(items)
		after, more = next, next != 0
	}
	if _, err := out.WriteString(`{"exported":` + strconv.Itoa(n) + "}\n"); err != nil {
		return err
	}
	return out.Flush()
}

// page decides on the next indicators with what the caller may do now.
func (x export) page(after ledger.Position) (items []catalog.Item, next ledger.Position, err error) {
	x.door.steady(x.by, func(v *scope.View) {
		items, next, err = x.door.Catalog.List(x.ctx, v, x.query, after, exported, x.door.Now())
	})
	return items, next, err
}

// over reports whether nobody is to be told any more.
func (x export) over() bool {
	select {
	case <-x.ctx.Done():
		return true
	case <-httpd.Draining(x.ctx):
		return true
	default:
		return !x.door.Callers.Current(x.by)
	}
}
