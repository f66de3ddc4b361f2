package httpapi

import (
	"maps"
	"net/http"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/ledger"
)

// answer is a response whose body is JSON already: the catalog renders an indicator once,
// when it is folded, and not again for each who reads it.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) write(w http.ResponseWriter) error {
	maps.Copy(w.Header(), a.header)
	if a.body == nil {
		w.WriteHeader(a.status)
		return nil
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	_, err := w.Write(a.body)
	return err
}

// VisitPublishIndicatorResponse writes the answer.
func (a answer) VisitPublishIndicatorResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitRevokeIndicatorResponse writes the answer.
func (a answer) VisitRevokeIndicatorResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitGetIndicatorResponse writes the answer.
func (a answer) VisitGetIndicatorResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitListIndicatorsResponse writes the answer.
func (a answer) VisitListIndicatorsResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitListChangesResponse writes the answer.
func (a answer) VisitListChangesResponse(w http.ResponseWriter) error { return a.write(w) }

// written is the answer to a write of one indicator.
func (d *Door) written(status int, item catalog.Item) answer {
	h := http.Header{}
	h.Set("ETag", d.etag(item.Position))
	h.Set(httpd.PositionHeader, httpd.Token(d.Sealer, item.Position))
	if status == http.StatusCreated {
		h.Set("Location", "/v1/indicators/"+string(item.ID))
	}
	return answer{status: status, header: h, body: item.AppendJSON(nil)}
}

// shown is the answer to a read of one indicator.
func (d *Door) shown(status int, p ledger.Position, body []byte) answer {
	return answer{status: status, header: http.Header{"Etag": {d.etag(p)}}, body: body}
}
