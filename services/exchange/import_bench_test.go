package exchange_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/limits"
	"github.com/entente-hub/entente/shared/lookalike"
)

// BenchmarkImport imports 20,000 generated lines over HTTP, on disk before each answer, beside
// raw atomic batches of the same entries. "ratio" is what is left of the limit.
func BenchmarkImport(b *testing.B) {
	const lines = 20_000
	var imported, raw time.Duration
	for round := range b.N {
		h := openIn(b, b.TempDir(), 0)
		g := lookalike.New(uint64(round), lookalike.Options{TaskForces: []string{"handbags"}, Members: []string{"market-b"}})
		var body bytes.Buffer
		if err := g.WriteNDJSON(&body, 0, lines); err != nil {
			b.Fatal(err)
		}
		from := h.p.Fold.Position()
		began := time.Now()
		r := h.send("brand-a", "POST", "/v1/imports", &body, "Content-Type", ndjson).is(202)
		imported += time.Since(began)
		if r.get("accepted") != float64(lines) {
			b.Fatalf("got %.2000s", r.body)
		}
		var bodies [][]byte
		stop := errors.New("enough")
		err := h.p.Ledger.Follow(b.Context(), from, []ledger.Kind{ledger.KindIndicator}, func(es []ledger.Entry) error {
			for _, e := range es {
				bodies = append(bodies, e.Body)
			}
			if len(bodies) == lines {
				return stop
			}
			return nil
		})
		if len(bodies) != lines {
			b.Fatal(err)
		}
		s, err := embedded.Start(embedded.Options{Dir: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		stream, err := limits.OpenStream(b.Context(), s.JetStream(), 1)
		if err != nil {
			b.Fatal(err)
		}
		took, err := stream.Batch(b.Context(), bodies, ledger.MaxBatch)
		if err != nil {
			b.Fatal(err)
		}
		raw += took
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
	rate := func(d time.Duration) float64 { return float64(b.N*lines) / d.Seconds() }
	b.ReportMetric(rate(imported), "lines/s")
	b.ReportMetric(rate(raw), "raw/s")
	b.ReportMetric(rate(imported)/rate(raw), "ratio")
}
