package httpapi

import (
	"context"
	"net/http"

	contract "github.com/entente-hub/entente/api/delivery"
	"github.com/entente-hub/entente/services/delivery/internal/sse"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/httpd"
)

// stream is an answer that does not end by itself.
type stream struct {
	ctx context.Context // the request's, until its answer is written
	s   *sse.Stream
}

// VisitStreamResponse writes events until one side has enough.
func (a stream) VisitStreamResponse(w http.ResponseWriter) error {
	a.s.Follow(a.ctx, httpd.Draining(a.ctx), w)
	return nil
}

// Stream tells the caller of events as they happen. The header wins over the parameter.
func (d *Door) Stream(ctx context.Context, in contract.StreamRequestObject) (contract.StreamResponseObject, error) {
	last := text(in.Params.LastEventID)
	if last == "" {
		last = text(in.Params.Cursor)
	}
	s, err := d.Streams.Begin(ctx, access.From(ctx), last)
	if err != nil {
		return nil, err
	}
	return stream{ctx: ctx, s: s}, nil
}
