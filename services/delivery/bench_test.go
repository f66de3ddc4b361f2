package delivery_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/delivery"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/limits"
)

// counter is an endpoint that counts.
type counter struct {
	n    atomic.Int64
	last atomic.Int64 // size of the last body
	want int64
	done chan struct{}
}

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	size, _ := io.Copy(io.Discard, r.Body)
	c.last.Store(size)
	w.WriteHeader(http.StatusNoContent)
	if c.n.Add(1) == c.want {
		close(c.done)
	}
}

func (c *counter) size() int { return int(c.last.Load()) }

func quiet(c *delivery.Config) {}

// BenchmarkDeliver tells endpoints of events that are on the ledger already, beside a loop of
// as many signed posts of the same bytes, as many under way at once.
func BenchmarkDeliver(b *testing.B) {
	for _, endpoints := range []int{1, 100} {
		b.Run(strconv.Itoa(endpoints), func(b *testing.B) {
			h := openWith(b, b.TempDir(), quiet)
			c := &counter{done: make(chan struct{})}
			sink := httptest.NewServer(c)
			defer sink.Close()
			var hooks []hook
			for n := range endpoints {
				m := "member-" + strconv.Itoa(n%10)
				if n < 10 {
					h.enrol(idOf(m))
				}
				k := h.subscribe(m, sink.URL, "{}")
				h.call(m, http.MethodPost, k.at+"/pause", "").is(http.StatusOK)
				hooks = append(hooks, k)
			}
			events := max(1, b.N/endpoints)
			var ds []ledger.Draft
			for n := range events {
				ds = append(ds, draft(h.indicator(), catalog.VerbPublished, 0))
				if len(ds) == ledger.MaxBatch || n == events-1 {
					if _, err := h.p.Fold.AppendAll(b.Context(), ds); err != nil {
						b.Fatal(err)
					}
					ds = ds[:0]
				}
			}
			total := events * endpoints
			c.want = int64(total)
			b.ResetTimer()
			began := time.Now()
			for n, k := range hooks {
				h.call("member-"+strconv.Itoa(n%10), http.MethodPost, k.at+"/resume", "").is(http.StatusOK)
			}
			select {
			case <-c.done:
			case <-time.After(time.Minute):
				b.Fatalf("%d of %d", c.n.Load(), total)
			}
			ours := float64(total) / time.Since(began).Seconds()
			b.StopTimer()
			raw := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				w.WriteHeader(http.StatusNoContent)
			}))
			defer raw.Close()
			body := bytes.Repeat([]byte("x"), c.size())
			client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
			defer client.CloseIdleConnections()
			took, err := limits.Together(min(endpoints, 64), total, func(int) error {
				return limits.Post(b.Context(), client, raw.URL, []byte("secret"), body)
			})
			if err != nil {
				b.Fatal(err)
			}
			limit := float64(total) / took.Seconds()
			b.ReportMetric(ours, "deliveries/s")
			b.ReportMetric(limit, "raw/s")
			b.ReportMetric(ours/limit, "of-raw")
		})
	}
}

// BenchmarkLatency publishes 200 events a second, each on disk before it is acknowledged, and
// measures from the acknowledgement's request to the endpoint, beside a raw publish and post.
func BenchmarkLatency(b *testing.B) {
	h := openOn(b, b.TempDir(), 0, quiet)
	var mu sync.Mutex
	arrived := map[string]time.Time{}
	more := make(chan struct{}, 1<<16)
	sink := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		now := time.Now()
		body, _ := io.ReadAll(r.Body)
		w.WriteHeader(http.StatusNoContent)
		at := bytes.Index(body, []byte(`"ind_`))
		mu.Lock()
		arrived[string(body[at+1:at+31])] = now
		mu.Unlock()
		more <- struct{}{}
	}))
	defer sink.Close()
	h.subscribe("market-b", sink.URL, "{}")
	sent := map[string]time.Time{}
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	b.ResetTimer()
	for b.Loop() {
		<-tick.C
		i := h.indicator()
		d := draft(i, catalog.VerbPublished, 0)
		sent[string(i.ID)] = time.Now()
		if _, err := h.p.Fold.Append(context.WithoutCancel(b.Context()), d); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	for range len(sent) {
		select {
		case <-more:
		case <-time.After(10 * time.Second):
			b.Fatal("not all arrived")
		}
	}
	var took []time.Duration
	for name, at := range sent {
		took = append(took, arrived[name].Sub(at))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}
