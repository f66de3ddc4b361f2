package lane

import (
	"context"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// bound is up to where a track may look: a replay ends where the live one has been. d.mu is held.
func (d *Desk) bound(t *track) catalog.Mark {
	if t.replay {
		return min(t.until(), t.of.live.cursor)
	}
	return d.head
}

// goes reports whether a track may post now, with others of its lane at work. An endpoint that
// failed last time is asked by one post alone whether it is well. d.mu is held.
func (d *Desk) goes(t *track, others int) bool {
	l := t.of
	return !d.ended && !l.gone && l.share.on && t.on && l.sub.State == subscription.Active &&
		l.due.IsZero() && t.parked.IsZero() && (others == 0 || l.trouble.failed == 0)
}

// waits reports whether a track is to be given a turn. d.mu is held.
func (d *Desk) waits(t *track) bool {
	return t.workers == 0 && d.goes(t, t.of.workers()) && t.ahead < d.bound(t)
}

// scan gives every lane that is behind its turn, but for those that what is new is nothing to.
func (d *Desk) scan() {
	d.mu.Lock()
	var behind []*track
	near := d.near[:0]
	for _, l := range d.lanes {
		if t := &l.live; !d.waits(t) {
		} else if t.ahead == d.level && len(t.flights) == 0 {
			near = append(near, neighbour{t, l.sub.Member, l.sub.Filter.Brands, l.sub.Position, t.epoch})
		} else {
			behind = append(behind, t)
		}
		if d.waits(&l.again) {
			behind = append(behind, &l.again)
		}
	}
	at, head := d.level, d.head
	d.level, d.near = head, near
	d.mu.Unlock()
	for len(near) > 0 && at < head {
		g := d.o.Teller.Glance(at, head)
		near = slices.DeleteFunc(near, func(n neighbour) bool {
			if g.Passes(n.member, n.brands) {
				return false
			}
			behind = append(behind, n.track)
			return true
		})
		if at = g.To; len(near) > 0 {
			d.pass(near, at)
		}
	}
	// Not always the same first.
	rand.Shuffle(len(behind), func(i, j int) { behind[i], behind[j] = behind[j], behind[i] })
	for _, t := range behind {
		d.turn(t)
	}
}

// neighbour is a lane that is where most are, as it was when that was seen.
type neighbour struct {
	track  *track
	member id.Member
	brands []string
	seen   ledger.Position
	epoch  int
}

// pass moves lanes past what is nothing to them, where they have not changed since.
func (d *Desk) pass(all []neighbour, to catalog.Mark) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, n := range all {
		if t := n.track; t.epoch == n.epoch && t.of.sub.Position == n.seen && t.workers == 0 && len(t.flights) == 0 {
			t.looked(to)
		}
	}
}

// short is how many entries a lane may be behind for its first look to be taken in passing.
const short = 64

// found is an event that a subscription, as it was then, is to be told of.
type found struct {
	e     catalog.Event
	sub   subscription.Subscription
	epoch int

	looked, decided time.Time
}

// turn starts a lane if there is something for it. Most often there is not: the look is taken
// here, without a goroutine, where it is short.
func (d *Desk) turn(t *track) {
	d.mu.Lock()
	if !d.waits(t) {
		d.mu.Unlock()
		return
	}
	t.workers++
	d.running.Add(1)
	l := t.of
	ctx, sub, cursor, bound, epoch := l.share.ctx, l.sub, t.ahead, d.bound(t), t.epoch
	passing := len(t.flights) == 0 && bound.Position()-cursor.Position() <= short
	d.mu.Unlock()
	if !passing {
		go d.run(ctx, t, nil)
		return
	}
	began := time.Now()
	es, looked, err := d.o.Teller.Some(ctx, &sub, cursor, 1)
	if err != nil { // the worker waits
		go d.run(ctx, t, nil)
		return
	}
	if len(es) > 0 && es[0].Mark <= bound {
		go d.run(ctx, t, &found{es[0], sub, epoch, began, time.Now()})
		return
	}
	d.mu.Lock()
	ended := d.rest(t, &sub, epoch, bound, looked)
	d.mu.Unlock()
	if ended {
		d.running.Done()
		return
	}
	go d.run(ctx, t, nil) // the ledger has grown meanwhile
}

// rest ends a worker's turn that found nothing up to looked, when there was nothing beyond bound.
// It reports false where the ledger has grown or the subscription has changed since: then the
// worker goes on. d.mu is held.
//
// The catalog is fed before the desk. Beyond the head it has events for which the desk may not
// know the subscription yet, as it was changed before them: nothing there counts as looked at.
func (d *Desk) rest(t *track, seen *subscription.Subscription, epoch int, bound, looked catalog.Mark) bool {
	if t.epoch == epoch {
		t.looked(min(looked, bound))
	}
	d.finish(t)
	if d.goes(t, t.of.workers()-1) && (d.bound(t) > bound || t.of.sub.Position != seen.Position || t.epoch != epoch) {
		return false
	}
	t.workers--
	return true
}

// finish ends a replay that has come to its end. d.mu is held.
func (d *Desk) finish(t *track) {
	if t.replay && t.on && len(t.flights) == 0 && t.cursor >= d.bound(t) {
		t.on, t.ended = false, time.Now()
	}
}

func always(ctx context.Context, _ int, work func(context.Context)) {
	for ctx.Err() == nil {
		work(ctx)
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
}
