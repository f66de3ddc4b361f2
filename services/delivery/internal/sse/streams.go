// Package sse tells members of events as they happen, over server-sent events (WHATWG HTML,
// section 9.2). A stream is a cursor on the ledger that is woken when the ledger grows: there
// is no queue, so nothing is dropped; a reader that does not keep up is cut off, and goes on
// with the id it has. Rights, and the key itself, are looked at again for every event.
package sse

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/scope"
)

// ErrTooMany says that a member has as many streams open as it may.
var ErrTooMany = fault.New(fault.TooMany, "rate-limited", "Too many requests.")

// Feed knows the events: catalog.Catalog.
type Feed interface {
	Events(ctx context.Context, v *scope.View, after catalog.Mark, limit int, now time.Time) ([]catalog.Event, catalog.Mark, error)
}

var _ Feed = (*catalog.Catalog)(nil)

// Options for New. All but the last group are needed.
type Options struct {
	Feed    Feed
	View    func(viewer string) *scope.View
	Current func(access.Caller) bool // the key is still in force
	Newest  func() ledger.Position   // that the views hold
	Sealer  *position.Sealer
	Now     func() time.Time

	Shown     func(by access.Caller, items []catalog.Item) // writes down what was told; nil: nobody does
	Most      int                                          // streams of one member; 0: 100
	Heartbeat time.Duration                                // 0: 15 s
	Patience  time.Duration                                // for a reader to take what is written; 0: 10 s
	Retry     time.Duration                                // after which a client is to connect again; 0: 2 s
}

// Streams are all that are open. It is a fold.View, which wakes them.
type Streams struct {
	o    Options
	bell atomic.Pointer[chan struct{}]

	mu   sync.Mutex
	open map[string]int // by viewer

	sent, cut atomic.Uint64
}

// New returns no streams.
func New(o Options) *Streams {
	if o.Most == 0 {
		o.Most = 100
	}
	if o.Shown == nil {
		o.Shown = func(access.Caller, []catalog.Item) {}
	}
	orElse(&o.Heartbeat, 15*time.Second)
	orElse(&o.Patience, 10*time.Second)
	orElse(&o.Retry, 2*time.Second)
	s := &Streams{o: o, open: map[string]int{}}
	bell := make(chan struct{})
	s.bell.Store(&bell)
	return s
}

func orElse(v *time.Duration, other time.Duration) {
	if *v == 0 {
		*v = other
	}
}

// Apply wakes all streams: there may be something to tell, or a right or a key may be gone.
func (s *Streams) Apply([]ledger.Entry) error {
	s.mu.Lock()
	idle := len(s.open) == 0
	s.mu.Unlock()
	if idle {
		return nil
	}
	next := make(chan struct{})
	close(*s.bell.Swap(&next))
	return nil
}

// enter counts a stream in; leave counts it out.
func (s *Streams) enter(viewer string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open[viewer] >= s.o.Most {
		return ErrTooMany.With("A member may have %d streams open.", s.o.Most).After(s.o.Retry)
	}
	s.open[viewer]++
	return nil
}

func (s *Streams) leave(viewer string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open[viewer]--; s.open[viewer] <= 0 {
		delete(s.open, viewer)
	}
}

// Open returns how many streams are open.
func (s *Streams) Open() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, of := range s.open {
		n += of
	}
	return n
}

// Collectors are what the streams show of themselves.
func (s *Streams) Collectors() []prometheus.Collector {
	counter := func(name, help string, n *atomic.Uint64) prometheus.Collector {
		return prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help}, func() float64 { return float64(n.Load()) })
	}
	return []prometheus.Collector{
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "entente_streams_open", Help: "Streams of server-sent events that are open."},
			func() float64 { return float64(s.Open()) }),
		counter("entente_stream_events_total", "Events sent on streams.", &s.sent),
		counter("entente_stream_cut_total", "Streams cut off because the reader did not keep up.", &s.cut),
	}
}
