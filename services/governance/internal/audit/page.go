package audit

import (
	"slices"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Page returns up to limit items from before a position (0: from the newest), newest first, and
// whether there are more. All that the reader may not read is passed over before it is counted.
func (t *Trail) Page(r Reader, q Query, before ledger.Position, limit int) (items []Item, more bool) {
	look := t.all
	if !r.Oversees {
		look = t.about(&r)
	}
	known := map[id.Indicator]bool{}
	for from := uint32(t.ordinal(before)); ; {
		found, next := look(r, &q, from)
		for i := range found {
			if r.Oversees && !sees(r, known, &found[i]) {
				continue
			}
			if len(items) == limit {
				return items, true
			}
			items = append(items, found[i])
		}
		if next == 0 {
			return items, false
		}
		from = next
	}
}

// sees asks, once a page, whether who oversees may know of the indicator.
func sees(r Reader, known map[id.Indicator]bool, i *Item) bool {
	if i.Kind != ledger.KindIndicator {
		return true
	}
	of := id.Indicator(i.ID)
	if _, asked := known[of]; !asked {
		known[of] = r.Sees(of)
	}
	return known[of]
}

// ordinal is how many rows stand before a position, all for 0.
func (t *Trail) ordinal(before ledger.Position) int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if before == 0 {
		return t.count
	}
	lo, hi := 0, t.count
	for lo < hi {
		if mid := (lo + hi) / 2; t.at(uint32(mid)).position < before {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// all looks at some rows below an ordinal, and returns those that match and where to go on (0:
// nowhere). It holds the lock no longer than one chunk takes: writers wait for the views.
func (t *Trail) all(r Reader, q *Query, from uint32) (found []Item, next uint32) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	next = from - min(from, chunk)
	for n := from; n > next; n-- {
		if i, ok := t.item(r, q, n-1); ok {
			found = append(found, i)
		}
	}
	return found, next
}

// about looks at the rows that are a reader's own, as all does: its work grows with those alone,
// and tells nothing of others.
func (t *Trail) about(r *Reader) func(Reader, *Query, uint32) ([]Item, uint32) {
	own := []string{r.Asker}
	var seats []id.TaskForce
	if r.Member != "" {
		own = append(own, member(r.Member))
		for _, tf := range t.directory.TaskForces() {
			if slices.ContainsFunc(tf.Seats, func(s directory.Seat) bool { return s.Member == r.Member }) {
				seats = append(seats, tf.ID)
			}
		}
	}
	return func(r Reader, q *Query, from uint32) (found []Item, next uint32) {
		t.mu.RLock()
		defer t.mu.RUnlock()
		lists := t.lists(own, seats, from)
		for range chunk {
			n, ok := newest(lists)
			if !ok {
				return found, 0
			}
			next = n
			if i, ok := t.item(r, q, n); ok {
				found = append(found, i)
			}
		}
		return found, next
	}
}

// lists are what stands below an ordinal in the lists of some askers and task forces.
func (t *Trail) lists(own []string, seats []id.TaskForce, from uint32) [][]uint32 {
	all := make([][]uint32, 0, len(own)+len(seats))
	for _, who := range own {
		all = append(all, t.of[who])
	}
	for _, tf := range seats {
		all = append(all, t.in[tf])
	}
	for i, l := range all {
		end, _ := slices.BinarySearch(l, from)
		all[i] = l[:end]
	}
	return all
}

// newest takes the highest number off the ends of sorted lists, from each that has it.
func newest(lists [][]uint32) (n uint32, ok bool) {
	for _, l := range lists {
		if len(l) > 0 {
			n, ok = max(n, l[len(l)-1]), true
		}
	}
	for i, l := range lists {
		if len(l) > 0 && l[len(l)-1] == n {
			lists[i] = l[:len(l)-1]
		}
	}
	return n, ok
}

// item is a row as the reader sees it, if it matches. The filter on the actor looks at what is
// shown: it is no way to ask who it was.
func (t *Trail) item(r Reader, q *Query, n uint32) (Item, bool) {
	x := t.at(n)
	of := &t.entities.all[x.entity]
	if p, is := person(of.owner); is && !r.Oversees && !t.shows(p, &r) {
		return Item{}, false
	}
	kind, verb, actor := ledger.Kind(t.kinds.all[x.kind]), t.verbs.all[x.verb], t.shown(t.actors.all[x.actor], &r)
	at := time.Unix(0, x.at).UTC()
	switch {
	case q.Kind != "" && q.Kind != kind,
		q.Verb != "" && q.Verb != verb,
		q.Actor != "" && q.Actor != actor && !strings.HasPrefix(actor, q.Actor+"/"),
		!q.Since.IsZero() && at.Before(q.Since),
		!q.Until.IsZero() && !at.Before(q.Until):
		return Item{}, false
	}
	name := t.entities.id(x.entity)
	if q.ID != "" && q.ID != name {
		return Item{}, false
	}
	return Item{Position: x.position, At: at, Kind: kind, ID: name, Verb: verb, Actor: actor}, true
}

// shows reports whether a reader may know of a person now: of itself, and of the member's that
// it manages.
func (t *Trail) shows(p id.Person, r *Reader) bool {
	if p == r.Person {
		return true
	}
	found, ok := t.directory.Person(p)
	return ok && r.Manages && found.Member == r.Member
}

// shown is an actor as a reader sees it. A person of its member that it may not know of is the
// member.
func (t *Trail) shown(by actor, r *Reader) string {
	p, is := person(by.name)
	switch {
	case r.Oversees, is && p == r.Person:
		return by.name
	case by.acts == "" || by.acts != r.Member:
		return Alliance
	case is && !t.shows(p, r):
		return member(by.acts)
	}
	return by.name
}
