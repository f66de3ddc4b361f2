package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/entente-hub/entente/shared/limits"
	"github.com/entente-hub/entente/shared/lookalike"
)

// webhook measures from the moment a publish is sent to the moment its webhook is received,
// beside a raw publish followed by a raw signed POST.
func (b *bench) webhook(ctx context.Context) error {
	type arrival struct {
		value string
		at    time.Time
	}
	got := make(chan arrival, 1000)
	sink := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		at := time.Now()
		var event struct {
			Data struct {
				Observable struct{ Value string }
			}
		}
		body, err := io.ReadAll(r.Body)
		w.WriteHeader(http.StatusNoContent)
		if err == nil && json.Unmarshal(body, &event) == nil {
			got <- arrival{event.Data.Observable.Value, at}
		}
	}))
	defer sink.Close()
	h, err := b.hub(ctx, "webhook")
	if err != nil {
		return err
	}
	defer h.Kill()
	publisher, err := h.Enrol(ctx, "maison-a", "brand")
	if err != nil {
		return err
	}
	reader, err := h.Enrol(ctx, "bazar-b", "marketplace")
	if err != nil {
		return err
	}
	if err := h.Post(ctx, reader, "/v1/subscriptions", map[string]any{"url": sink.URL, "filter": map[string]any{}}, nil); err != nil {
		return err
	}
	stream, closeRaw, err := b.raw(ctx, "webhook-raw")
	if err != nil {
		return err
	}
	defer closeRaw()
	bare := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.WriteHeader(http.StatusNoContent)
	}))
	defer bare.Close()
	client := clientFor(1)
	lines := lookalike.New(4, lookalike.Options{})
	var ours, limit []time.Duration
	for i := range b.size(2000) {
		body := lines.Line(i)
		began := time.Now()
		if _, err := stream.Publish(ctx, 1, 1, body); err != nil {
			return err
		}
		if err := limits.Post(ctx, client, bare.URL, []byte("a secret of 24 bytes or so"), body); err != nil {
			return err
		}
		limit = append(limit, time.Since(began))
		began = time.Now()
		if err := post(ctx, client, h, publisher, body); err != nil {
			return err
		}
		select {
		case a := <-got:
			ours = append(ours, a.at.Sub(began))
		case <-time.After(10 * time.Second):
			return fmt.Errorf("the webhook of line %d did not come", i)
		}
	}
	for _, p := range []struct {
		name string
		at   float64
	}{{"p50", 0.5}, {"p99", 0.99}} {
		o, l := percentile(ours, p.at), percentile(limit, p.at)
		b.add(row{"publish sent → webhook received, " + p.name + " / raw publish + raw signed POST", ms(o), ms(l), float64(l) / float64(o), 0})
	}
	return nil
}
