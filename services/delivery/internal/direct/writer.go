package direct

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/entente-hub/entente/services/delivery/internal/feed"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/scope"
)

// WriterOptions for NewWriter. All but the last group are needed.
type WriterOptions struct {
	Server *Server
	Feeds  *feed.Register
	Events feed.Events
	View   func(viewer string) *scope.View
	Sealer *position.Sealer
	Now    func() time.Time
	Ready  <-chan struct{} // closed once the views are complete
	Keep   time.Duration   // how long a feed keeps what it was told
	Size   int64           // bytes that a feed keeps
	Log    *slog.Logger

	Shown func(m id.Member, items []catalog.Item) // writes down what was told; nil: nobody does
}

// Writer writes the feeds that are on: what each member may see at that moment, as it may see it.
// It is a fold.View, and ends the sessions of those who may not be connected any more.
type Writer struct {
	o       WriterOptions
	wake    chan struct{}
	check   chan struct{}
	written atomic.Uint64

	lanes map[id.Member]*lane // Run's
}

// lane is one feed, as it is being written.
type lane struct {
	feed   feed.Feed
	viewer string
	cursor catalog.Mark
	before catalog.Mark // the cursor as it was at the last tick: what is after it may not be on disk
	saved  catalog.Mark
	view   *scope.View // that what it holds was looked at with
	sweep  uint64      // looked at again up to this sequence
	looked bool        // and that was all
	open   bool        // the consumer gives what there is
}

const (
	together = 64               // events that are decided on at once
	slice    = 256              // messages that are looked at again at once
	tick     = 3 * time.Second  // between two writings of cursors; longer than Sync
	trimming = 10 * time.Second // between two looks at what is too old or too much
	checking = 250 * time.Millisecond
)

// NewWriter makes a writer; Run it beside the fold.
func NewWriter(o WriterOptions) *Writer {
	if o.Shown == nil {
		o.Shown = func(id.Member, []catalog.Item) {}
	}
	return &Writer{o: o, wake: make(chan struct{}, 1), check: make(chan struct{}, 1), lanes: map[id.Member]*lane{}}
}

// Apply wakes the writer: there may be something to tell, or a right or a key may be gone.
func (w *Writer) Apply([]ledger.Entry) error {
	poke(w.wake)
	poke(w.check)
	return nil
}

func poke(ch chan<- struct{}) {
	select {
	case ch <- struct{}{}:
	default:
	}
}

// Run writes until ctx ends. What cannot be written now is written later: it logs, and goes on.
func (w *Writer) Run(ctx context.Context) error {
	select {
	case <-w.o.Ready:
	case <-ctx.Done():
		return nil
	}
	var guard sync.WaitGroup
	guard.Go(func() { w.guard(ctx) })
	defer guard.Wait()
	failed := w.begin(ctx)
	ticks, trims := time.NewTicker(tick), time.NewTicker(trimming)
	defer ticks.Stop()
	defer trims.Stop()
	poke(w.wake)
	for {
		if failed != nil && ctx.Err() == nil {
			w.o.Log.WarnContext(ctx, "a feed is behind", slog.Any("error", failed))
		}
		select {
		case <-w.wake:
			failed = w.round(ctx)
			w.o.Server.Admit()
		case <-ticks.C:
			w.save(ctx, false)
			failed = w.round(ctx) // what failed is tried again
		case <-trims.C:
			failed = w.trim(ctx)
		case <-ctx.Done():
			late, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			w.save(late, true)
			return nil
		}
	}
}

// guard ends sessions, at once where the ledger says so, and where a key's time is up.
func (w *Writer) guard(ctx context.Context) {
	beat := time.NewTicker(checking)
	defer beat.Stop()
	for {
		select {
		case <-w.check:
		case <-beat.C:
		case <-ctx.Done():
			return
		}
		w.o.Server.Sweep()
	}
}

// begin forgets the feeds that were turned off while nobody ran.
func (w *Writer) begin(ctx context.Context) error {
	if err := w.o.Server.openCursors(ctx); err != nil {
		return err
	}
	there, err := w.o.Server.members(ctx)
	if err != nil {
		return err
	}
	for _, m := range there {
		w.lanes[m] = &lane{}
	}
	return nil
}

// round writes all feeds until none has more.
func (w *Writer) round(ctx context.Context) (failed error) {
	for more := true; more && ctx.Err() == nil; {
		more = false
		on := w.o.Feeds.On()
		is := make(map[id.Member]bool, len(on))
		for _, f := range on {
			is[f.Member] = true
			again, err := w.step(ctx, f)
			if err != nil {
				failed = fmt.Errorf("%s: %w", f.Member, err)
				continue
			}
			more = more || again
		}
		for m := range w.lanes {
			if is[m] {
				continue
			}
			if err := w.o.Server.Shut(ctx, m); err != nil {
				failed = err
				continue
			}
			delete(w.lanes, m)
		}
	}
	return failed
}

// step brings one feed forward by a few events, and reports whether there may be more.
func (w *Writer) step(ctx context.Context, f feed.Feed) (more bool, err error) {
	l := w.lanes[f.Member]
	if l == nil || l.feed.Since != f.Since {
		if l, err = w.open(ctx, f); err != nil {
			return false, err
		}
		w.lanes[f.Member] = l
	}
	events, looked, view, err := w.look(ctx, l, l.cursor, together)
	if err != nil {
		return false, err
	}
	if l.view == nil || !view.Equal(l.view) {
		if err := w.hold(ctx, l); err != nil {
			return false, err
		}
		l.view, l.sweep, l.looked = view, 0, false
	}
	for n := range events {
		if err := w.write(ctx, l, &events[n]); err != nil {
			return false, err
		}
		l.cursor = events[n].Mark
		w.written.Add(1)
	}
	l.cursor = looked
	if !l.looked {
		if err := w.again(ctx, l); err != nil {
			return false, err
		}
	}
	if l.looked && !l.open && l.view.Name() == l.viewer {
		if err := w.o.Server.Release(ctx, f.Member); err != nil {
			return false, err
		}
		l.open = true
	}
	return len(events) > 0 || !l.looked, nil
}

// hold has the consumer wait until what the feed holds has been looked at with other rights.
func (w *Writer) hold(ctx context.Context, l *lane) error {
	if !l.open {
		return nil
	}
	if err := w.o.Server.Hold(ctx, l.feed.Member); err != nil {
		return err
	}
	l.open = false
	return nil
}

// open begins, or goes on with, a feed.
func (w *Writer) open(ctx context.Context, f feed.Feed) (*lane, error) {
	s := w.o.Server
	l := &lane{feed: f, viewer: "m:" + string(f.Member), cursor: f.From, before: f.From}
	if err := s.Open(ctx, f.Member, f.Created); err != nil {
		return nil, err
	}
	k, err := s.kept(ctx, f.Member)
	if err != nil {
		return nil, err
	}
	if k.Since != f.Since {
		if err := s.Empty(ctx, f.Member); err != nil {
			return nil, err
		}
		return l, s.keep(ctx, f.Member, cursor{Since: f.Since, Mark: f.From})
	}
	l.cursor, l.before, l.saved = k.Mark, k.Mark, k.Mark
	return l, nil
}

// look finds the next events after a mark. Rights that are nobody's do not move it.
func (w *Writer) look(ctx context.Context, l *lane, after catalog.Mark, most int) (events []catalog.Event, looked catalog.Mark, view *scope.View, err error) {
	scope.Steady(func() *scope.View { return w.o.View(l.viewer) }, func(v *scope.View) {
		view = v
		if events, looked, err = w.o.Events.Events(ctx, v, after, most, w.o.Now()); v.Name() != l.viewer {
			events, looked = nil, after
		}
	})
	return events, looked, view, err
}

// write puts an event on a feed. What the feed has of the same thing is erased first, where that
// says more than that the thing is gone: the record may say less now than it did.
func (w *Writer) write(ctx context.Context, l *lane, e *catalog.Event) error {
	about, part := thing(&e.Item)
	all := e.Type == catalog.Withdrawn || e.Type == catalog.Expired || e.Type == catalog.Gone
	first := e.Type == "indicator."+catalog.VerbPublished && !e.Revised
	if !first {
		if err := w.o.Server.Erase(ctx, l.feed.Member, about, part, all); err != nil {
			return err
		}
	}
	w.o.Shown(l.feed.Member, []catalog.Item{e.Item})
	name := e.Mark.Seal(w.o.Sealer, l.viewer)
	return w.o.Server.Write(ctx, l.feed.Member, Message{
		About: about, Part: part, Masked: e.Item.Masked, ID: name, Body: body(name, e),
	})
}

// thing is what an item is about, and what of it.
func thing(i *catalog.Item) (about, part string) {
	if i.Subscription != "" {
		return string(i.Subscription), "alarm"
	}
	return string(i.ID), cmp.Or(string(i.Sighting), string(i.Notice))
}

// body is the object of the change feed.
func body(name string, e *catalog.Event) []byte {
	b := append(append(append(make([]byte, 0, 512+e.Item.Len()), `{"id":"`...), name...), `","type":`...)
	b = strconv.AppendQuote(b, e.Type)
	b = e.At.UTC().AppendFormat(append(b, `,"timestamp":"`...), time.RFC3339Nano)
	return append(e.Item.AppendJSON(append(b, `","data":`...)), '}')
}

// again looks at some of what a feed holds as the member may see it now that its rights have
// changed: what it may not be told of any more is erased, and what says more than it may say now
// is said again.
func (w *Writer) again(ctx context.Context, l *lane) error {
	if l.view.Name() != l.viewer {
		l.looked = true // nobody's rights: nobody reads, and the next rights are others
		return nil
	}
	for range slice {
		h, ok, err := w.o.Server.next(ctx, l.feed.Member, l.sweep)
		if err != nil {
			return err
		}
		if !ok {
			l.looked = true
			return nil
		}
		l.sweep = h.sequence
		if h.About == "" {
			continue
		}
		if err := w.judge(ctx, l, &h); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writer) judge(ctx context.Context, l *lane, h *held) error {
	mark, ok := catalog.OpenMark(w.o.Sealer, l.viewer, h.ID)
	if ok {
		events, _, _, err := w.look(ctx, l, mark-1, 1)
		if err != nil {
			return err
		}
		ok = len(events) > 0 && events[0].Mark == mark
		if ok {
			about, part := thing(&events[0].Item)
			ok = about == h.About && part == h.Part
		}
		if ok && !more(events[0].Item.Masked, h.Masked) {
			return nil
		}
		if ok {
			if err := w.o.Server.Erase(ctx, l.feed.Member, h.About, h.Part, false); err != nil {
				return err
			}
			return w.write(ctx, l, &events[0])
		}
	}
	return w.o.Server.Erase(ctx, l.feed.Member, h.About, h.Part, false)
}

// more reports whether a mask has a class that another has not.
func more(mask, than string) bool {
	for _, class := range mask {
		found := false
		for _, other := range than {
			found = found || class == other
		}
		if !found {
			return true
		}
	}
	return false
}

// save writes the cursors down: those of the last tick, since what was written after that may not
// be on disk; at the end, where the server writes all it has, those of now.
func (w *Writer) save(ctx context.Context, end bool) {
	for m, l := range w.lanes {
		at := l.before
		if end {
			at = l.cursor
		}
		l.before = l.cursor
		if at == l.saved || l.viewer == "" {
			continue
		}
		if err := w.o.Server.keep(ctx, m, cursor{Since: l.feed.Since, Mark: at}); err != nil {
			w.o.Log.WarnContext(ctx, "a feed's cursor is not written; after a crash some events would be told again", slog.Any("error", err))
			continue
		}
		l.saved = at
	}
}

// trim drops what is too old or too much, and tells a consumer what it missed by that, with the
// cursor after which the change feed has it.
func (w *Writer) trim(ctx context.Context) error {
	var errs []error
	for m, l := range w.lanes {
		if l.viewer == "" {
			continue
		}
		now := w.o.Now()
		lost, err := w.o.Server.trim(ctx, m, now.Add(-w.o.Keep), w.o.Size)
		if err == nil && lost != "" {
			err = w.gap(ctx, m, l.viewer, lost, now)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func (w *Writer) gap(ctx context.Context, m id.Member, viewer, lost string, now time.Time) error {
	mark, ok := catalog.OpenMark(w.o.Sealer, viewer, lost)
	if !ok {
		return nil
	}
	b := now.UTC().AppendFormat([]byte(`{"type":"gap","timestamp":"`), time.RFC3339Nano)
	b = append(append(append(b, `","data":{"cursor":"`...), (mark-1).Seal(w.o.Sealer, viewer)...), `"}}`...)
	return w.o.Server.tellGap(ctx, m, b)
}

// Collectors are what the feeds show of themselves. No member's name is a label.
func (w *Writer) Collectors() []prometheus.Collector {
	return []prometheus.Collector{
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "entente_feed_sessions", Help: "Members' NATS clients that are connected."},
			func() float64 { return float64(w.o.Server.Sessions()) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "entente_feed_events_total", Help: "Events written on members' feeds."},
			func() float64 { return float64(w.written.Load()) }),
	}
}
