package lane

import (
	"slices"
	"sync"
	"time"

	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/ledger"
)

// lane is one subscription's way to its endpoint. Its fields are the desk's, under its lock.
type lane struct {
	sub   subscription.Subscription
	share *share
	gone  bool  // the subscription is deleted
	live  track // what happens
	again track // a replay, beside it

	trouble trouble
	pace    pace
	due     time.Time // nothing is posted before; zero: at once
	most    int       // events in a post, where the endpoint took no more; 0: as its owner wants it
}

func newLane(s *subscription.Subscription, of *share) *lane {
	l := &lane{sub: *s, share: of}
	l.live.of, l.again.of = l, l
	l.again.replay = true
	return l
}

// workers is how many are at it: goroutines, or the desk in passing.
func (l *lane) workers() int { return l.live.workers + l.again.workers }

// track is a cursor of a lane, and what is on its way beyond it.
type track struct {
	of     *lane
	replay bool
	on     bool
	since  ledger.Position // of the entry that put the cursor where it began
	ended  time.Time       // of a replay, when it did

	cursor  catalog.Mark // all up to it is done with
	ahead   catalog.Mark // all up to it is done with, or in flights
	flights []*flight    // beyond the cursor, in order
	told    int          // events since it began
	workers int
	epoch   int       // grows when the cursor is put elsewhere: what was looked at before is void
	falls   int       // grows when a flight fails: what was looked for beyond it is void
	parked  time.Time // nothing is looked for before; zero: at once

	looking sync.Mutex // one looks at a time; taken before the desk's lock
}

// put puts the cursor somewhere, and forgets what is under way.
func (t *track) put(at catalog.Mark, since ledger.Position) {
	t.cursor, t.ahead, t.since = at, at, since
	t.flights, t.told, t.parked, t.ended, t.on = nil, 0, time.Time{}, time.Time{}, true
	t.epoch++
}

// until is where a replay ends: at the entry that asked for it.
func (t *track) until() catalog.Mark { return catalog.MarkAfter(t.since) }

// off takes the cursor away.
func (t *track) off() {
	t.put(0, 0)
	t.on = false
}

// flight is one post, with one event or more.
type flight struct {
	track       *track
	epoch       int
	sub         subscription.Subscription // as it was when the events were decided on
	es          []catalog.Event           // nil once it has failed: they are decided on anew
	first, last catalog.Mark
	at          time.Time // when its first event happened
	size        int64     // of its events, in bytes
	number      int       // of the attempt, from 1
	began       time.Time
	looked      time.Time // when it began to be decided on
	decided     time.Time
	state       state
}

// state is how far a flight is.
type state int

const (
	flying state = iota
	taken        // by the endpoint, or nobody wants it any more
	failed       // and is to be tried again
)

// covers reports whether a mark is of a flight.
func (f *flight) covers(m catalog.Mark) bool { return f.first <= m && m <= f.last }

// depart puts a flight among the others, in the place of those that failed where it is, and counts
// its attempt.
func (t *track) depart(f *flight) {
	f.number, f.began = 1, time.Now()
	t.flights = slices.DeleteFunc(t.flights, func(old *flight) bool {
		if old.state != failed || old.first > f.last {
			return false
		}
		if old.covers(f.first) {
			f.number = old.number + 1
		}
		return true
	})
	n, _ := slices.BinarySearchFunc(t.flights, f.first, func(o *flight, m catalog.Mark) int {
		if o.first < m {
			return -1
		}
		return 1
	})
	t.flights = slices.Insert(t.flights, n, f)
	t.ahead = max(t.ahead, f.last)
}

// looked says that there is nothing to tell up to a mark: what failed there, nobody may see or
// wants any more.
func (t *track) looked(to catalog.Mark) {
	if to <= t.ahead {
		return
	}
	t.flights = slices.DeleteFunc(t.flights, func(f *flight) bool { return f.state == failed && f.last <= to })
	t.ahead = to
	t.settle()
}

// land ends a flight; it reports whether the flight counts still.
func (t *track) land(f *flight, as state) bool {
	if f.epoch != t.epoch {
		return false
	}
	f.state = as
	if as == failed {
		f.es = nil
		t.ahead = t.cursor // it is the next to be looked for
		t.falls++
		return true
	}
	t.told += len(f.es)
	t.settle()
	return true
}

// settle moves the cursor past all that is done with: up to the lowest that is not.
func (t *track) settle() {
	for len(t.flights) > 0 && t.flights[0].state == taken {
		t.cursor = max(t.cursor, t.flights[0].last)
		t.flights = slices.Delete(t.flights, 0, 1)
	}
	if len(t.flights) == 0 {
		t.cursor = max(t.cursor, t.ahead)
	}
}

// beyond are the flights that the next look may come upon, as they are now.
func (t *track) beyond() (all []*flight) {
	for _, f := range t.flights {
		if f.last > t.ahead {
			now := *f
			all = append(all, &now)
		}
	}
	return all
}
