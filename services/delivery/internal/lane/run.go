package lane

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/shared/catalog"
)

// patience is how long a post holds its turn: an endpoint that takes longer goes on without
// one, so that those that hang hold up nobody.
const patience = 250 * time.Millisecond

// maxBody is how many bytes of events go in one post; a single event may be larger.
const maxBody = 1 << 20

// maxAfloat is how many bytes of events may be under way before batches are of one event each: a thousand
// endpoints that hang must not each hold a full one. Nobody waits for it.
const maxAfloat = 128 << 20

// run is one worker of a track: it tells the endpoint of one event after another until there is
// none, one fails, or the subscription stops.
func (d *Desk) run(ctx context.Context, t *track, first *found) {
	defer d.running.Done()
	for {
		slow, ok := d.paced(ctx, t)
		if !ok {
			return
		}
		turn, waited := d.take(ctx, t)
		if slow || waited {
			first = nil // decided once there is a turn: at the moment of the attempt
		}
		f, ok := d.next(ctx, t, first)
		first = nil
		if f != nil {
			ok = d.tell(ctx, f)
			d.afloat.Add(-f.size)
		}
		turn()
		if f != nil {
			d.warn(ctx, t.of)
		}
		if !ok {
			return
		}
	}
}

// next finds what a track is to post next. ok is false where there is no more to do for this
// worker; where there is neither, something has changed meanwhile.
func (d *Desk) next(ctx context.Context, t *track, first *found) (f *flight, ok bool) {
	t.looking.Lock()
	defer t.looking.Unlock()
	d.mu.Lock()
	if !d.goes(t, t.of.workers()-1) {
		t.workers--
		d.mu.Unlock()
		return nil, false
	}
	s := search{sub: t.of.sub, after: t.ahead, bound: d.bound(t), most: d.batch(t.of), others: t.beyond()}
	epoch, falls := t.epoch, t.falls
	d.mu.Unlock()
	looked := time.Now()
	var decided time.Time
	if first != nil && first.epoch == epoch && first.sub.Position == s.sub.Position && s.most == 1 {
		s.es, s.size = []catalog.Event{first.e}, int64(first.e.Item.Len())
		looked, decided = first.looked, first.decided
	} else {
		s.look(ctx, d.o.Teller, func(err error) {
			d.o.Log.WarnContext(ctx, "what indicators say cannot be read; a subscription waits for it", slog.String("subscription", string(s.sub.ID)), slog.Any("error", err))
		})
		decided = time.Now()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case t.epoch != epoch, t.falls != falls: // looked for beyond what is to be tried first
		return nil, true
	case len(s.es) == 0:
		return nil, !d.rest(t, &s.sub, epoch, s.bound, s.looked)
	case d.gathers(t, &s):
		t.workers--
		return nil, false
	}
	f = &flight{track: t, epoch: epoch, sub: s.sub, es: s.es, first: s.es[0].Mark, last: s.es[len(s.es)-1].Mark, at: s.es[0].At, size: s.size, looked: looked, decided: decided}
	t.depart(f)
	d.afloat.Add(f.size)
	if t.of.trouble.failed == 0 && t.workers < s.sub.Concurrency && t.ahead < d.bound(t) {
		t.workers++
		d.running.Add(1)
		go d.run(t.of.share.ctx, t, nil)
	}
	return f, true
}

// batch is how many events go in a post of a lane at most.
func (l *lane) batch() int {
	most := max(1, l.sub.Batch.MaxEvents)
	if l.most > 0 {
		return min(most, l.most)
	}
	return most
}

// retrying is when it is looked again after what indicators say could not be read.
const retrying = time.Second

// sayEvery is after how many of those it is said, each time.
const sayEvery = 10

// batch is how many events go in a lane's next post.
func (d *Desk) batch(l *lane) int {
	if d.afloat.Load() > maxAfloat {
		return 1
	}
	return l.batch()
}

// gathers parks a track whose post is to wait for more events to go with the first. d.mu is held.
func (d *Desk) gathers(t *track, s *search) bool {
	if len(s.es) >= s.most || s.sub.Batch.MaxWait == 0 || t.replay || s.full || t.of.trouble.failed > 0 {
		return false
	}
	until := s.es[0].At.Add(min(s.sub.Batch.MaxWait, subscription.MaxWait))
	if wait := time.Until(until); wait <= 0 || wait > s.sub.Batch.MaxWait { // clocks differ: it is not for ever
		return false
	}
	d.park(t, until)
	return true
}

// search is a look for what goes in the next post.
type search struct {
	sub          subscription.Subscription
	after, bound catalog.Mark
	most         int
	others       []*flight // beyond after: not looked for again, but those that failed

	es     []catalog.Event
	size   int64 // of them, in bytes
	looked catalog.Mark
	full   bool // it ends where it must
}

// look collects events up to the bound, to the most that go together, or to where another flight
// begins. What failed together is tried together. While what indicators say cannot be read it waits, and
// says so where that takes long.
func (s *search) look(ctx context.Context, from Teller, waits func(error)) {
	tries := 0
	for after := s.after; ; {
		found, looked, err := from.Some(ctx, &s.sub, after, s.most-len(s.es))
		if err != nil {
			if tries++; tries%sayEvery == 0 {
				waits(err)
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(retrying):
			}
			continue
		}
		again := false
		for n := range found {
			e := &found[n]
			if e.Mark > s.bound {
				s.looked = max(s.looked, min(looked, s.bound))
				return
			}
			f := s.at(e.Mark)
			if f != nil && f.state != failed {
				if s.full = len(s.es) > 0; s.full {
					return
				}
				after, again = f.last, true
				s.looked = f.last
				break
			}
			size := int64(e.Item.Len())
			if len(s.es) > 0 && (s.size+size > maxBody || f != s.at(s.es[0].Mark)) {
				s.full = true
				return
			}
			s.es, s.size = append(s.es, *e), s.size+size
		}
		if again {
			continue
		}
		s.looked = max(s.looked, looked)
		return
	}
}

// at is the flight that covers a mark, nil if none does.
func (s *search) at(m catalog.Mark) *flight {
	n := slices.IndexFunc(s.others, func(f *flight) bool { return f.covers(m) })
	if n < 0 {
		return nil
	}
	return s.others[n]
}

// take waits for a track's turn to post: those of endpoints that failed last time, and replays,
// take theirs from few.
func (d *Desk) take(ctx context.Context, t *track) (turn func(), waited bool) {
	d.mu.Lock()
	from := d.posts
	switch {
	case t.of.trouble.failed > 0:
		from = d.probes
	case t.replay:
		from = d.replays
	}
	d.mu.Unlock()
	return hold(ctx, from)
}

// hold waits for a turn. The one who has it gives it back by calling turn; a post that takes
// long loses it earlier. waited tells that it was not to be had at once.
func hold(ctx context.Context, from chan struct{}) (turn func(), waited bool) {
	select {
	case from <- struct{}{}:
	default:
		waited = true
		select {
		case from <- struct{}{}:
		case <-ctx.Done():
			return func() {}, true
		}
	}
	var once sync.Once
	back := func() { once.Do(func() { <-from }) }
	timer := time.AfterFunc(patience, back)
	return func() { timer.Stop(); back() }, waited
}
