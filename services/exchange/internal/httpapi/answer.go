package httpapi

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"sync"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/httpd"
)

// answer is a response whose body is JSON already: the catalog renders an indicator once,
// when it is folded, and not again for each who reads it.
type answer struct {
	status int
	header http.Header
	body   []byte
	pooled *[]byte // what body was taken from, to go back there once it is written
}

// pages are the bodies of lists: the largest thing that a read allocates.
var pages = sync.Pool{New: func() any { return new([]byte) }}

// memories are what lists are put together in before that.
var memories = sync.Pool{New: func() any { return new(catalog.Memory) }}

// maxPooled is the largest body whose memory is kept: a page of 1,000 is larger, and rare.
const maxPooled = 512 << 10

// page begins the body of a list of items, as large as it will be.
func (a *answer) page(items []catalog.Item) {
	const around = 512 // the list's own bytes, and what an event adds to its item
	size := around
	for n := range items {
		size += items[n].Len() + 1
	}
	a.pooled = pages.Get().(*[]byte)
	a.body = slices.Grow((*a.pooled)[:0], size)
}

func (a answer) write(w http.ResponseWriter) error {
	maps.Copy(w.Header(), a.header)
	if a.body == nil {
		w.WriteHeader(a.status)
		return nil
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	_, err := w.Write(a.body)
	if a.pooled != nil && cap(a.body) <= maxPooled {
		*a.pooled = a.body
		pages.Put(a.pooled)
	}
	return err
}

// VisitPublishIndicatorResponse writes the answer.
func (a answer) VisitPublishIndicatorResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitRevokeIndicatorResponse writes the answer.
func (a answer) VisitRevokeIndicatorResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitReviseIndicatorResponse writes the answer.
func (a answer) VisitReviseIndicatorResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitShareIndicatorResponse writes the answer.
func (a answer) VisitShareIndicatorResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitRestrictIndicatorResponse writes the answer.
func (a answer) VisitRestrictIndicatorResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitReadHistoryResponse writes the answer.
func (a answer) VisitReadHistoryResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitEraseIndicatorResponse writes the answer.
func (a answer) VisitEraseIndicatorResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetIndicatorResponse writes the answer.
func (a answer) VisitGetIndicatorResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitListIndicatorsResponse writes the answer.
func (a answer) VisitListIndicatorsResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitListChangesResponse writes the answer.
func (a answer) VisitListChangesResponse(w http.ResponseWriter) error { return a.write(w) }

// written is the answer to a write of one indicator.
func (d *Door) written(status int, item catalog.Item) answer {
	h := http.Header{}
	h.Set("ETag", d.etag(&item))
	h.Set(httpd.PositionHeader, httpd.Token(d.Sealer, item.Position))
	if status == http.StatusCreated {
		h.Set("Location", "/v1/indicators/"+string(item.ID))
	}
	return answer{status: status, header: h, body: item.AppendJSON(nil)}
}

// shown is the answer to a read of one indicator.
func (d *Door) shown(status int, item catalog.Item, body []byte) answer {
	return answer{status: status, header: http.Header{"Etag": {d.etag(&item)}}, body: body}
}
