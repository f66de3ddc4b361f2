package catalog

import (
	"cmp"
	"encoding/binary"
	"slices"
	"time"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// NextBoundary returns when an embargo or a validity ends next, after the ledger's clock; ok is
// false where none does. It is past for one that no entry has come after.
func (c *Catalog) NextBoundary() (at time.Time, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for t := &c.turns; len(t.pending) > 0; t.pending.pop() {
		if b := t.pending[0]; c.has(b) {
			return time.Unix(b.at, 0).UTC(), true
		}
	}
	return time.Time{}, false
}

// has reports whether a boundary is still its row's.
func (c *Catalog) has(b boundary) bool {
	r := c.rows.at(b.ord)
	return r.embargo == b.at || r.expiry == b.at
}

// plan notes the boundaries that a row has and did not have.
func (c *Catalog) plan(ord uint32, was, is *row) {
	c.clock.plan(ord, was, is)
	for _, x := range [][2]int64{{was.embargo, is.embargo}, {was.expiry, is.expiry}} {
		if x[1] != x[0] && x[1] > c.turns.at {
			c.turns.pending.push(boundary{x[1], ord})
		}
	}
}

// pass moves the ledger's clock, and turns the rows whose boundaries it passes for all viewers
// but some, whose rights shift at the same position.
func (c *Catalog) pass(p ledger.Position, when int64, but scope.Bits) {
	t := &c.turns
	before := t.at
	t.when = max(t.when, when)
	t.at = time.Unix(0, t.when).Unix()
	var passed []uint32
	for len(t.pending) > 0 && t.pending[0].at <= t.at {
		if b := t.pending.pop(); c.has(b) {
			passed = append(passed, b.ord)
		}
	}
	slices.Sort(passed)
	passed = slices.Compact(passed)
	for _, ord := range passed {
		record := c.record(c.rows.at(ord))
		lost, gained := t.compare(&record, &record, before)
		next := rowTurn{
			position: p, when: passedAt(&record, before, t.at), ord: ord, lost: t.set(without(lost, but)), gained: t.set(without(gained, but)),
			over: record.Expired(t.at) && !record.Expired(before),
		}
		if opened(&record, before, t.at) { // then more were given it than had it before
			lost, _ = t.compare(&record, &record, record.Embargo)
			next.lost = t.set(without(lost, but))
		}
		if next.lost == 0 && next.gained == 0 {
			continue
		}
		if next.gained != 0 {
			t.gains[ord] = append(t.gains[ord], gain{p, next.gained})
		}
		t.rows = append(t.rows, next)
	}
	// There may have been another turn at this position.
	from := len(t.rows)
	for from > 0 && t.rows[from-1].position == p {
		from--
	}
	slices.SortStableFunc(t.rows[from:], func(a, b rowTurn) int { return cmp.Compare(a.ord, b.ord) })
}

// passedAt is the last boundary of a record after one time and up to another, Unix nanoseconds. The
// entry at which it is passed may be hidden from who is told: its own time would show it.
func passedAt(r *scope.Record, before, now int64) int64 {
	var last int64
	for _, at := range []int64{r.Embargo, r.Expiry} {
		if before < at && at <= now {
			last = max(last, at)
		}
	}
	return time.Unix(last, 0).UnixNano()
}

// move notes who loses a row by an entry of its own and who gains it, and returns whether anybody
// does, as events have it. It is called before the row changes.
func (c *Catalog) move(p ledger.Position, ord uint32, was *row, is *draft) (flags uint8) {
	t := &c.turns
	if len(t.views) == 0 {
		return 0
	}
	old := c.record(was)
	lost, gained := t.compare(&old, &is.record, t.at)
	if viewers := t.set(lost); viewers != 0 {
		t.losses[p] = loss{viewers: viewers, over: is.record.Expired(t.at) && !old.Expired(t.at)}
		flags |= takes
	}
	if was.anew(&is.row) {
		return flags // that is another row, and new to all
	}
	if viewers := t.set(gained); viewers != 0 {
		t.gains[ord] = append(t.gains[ord], gain{p, viewers})
		flags |= gives
	}
	return flags
}

// compare returns the viewers whose sight is lower of a record as it is, by the ledger's clock,
// than of it as it was at a time, and those whose sight is higher. Both are good until the next
// call, and theirs who called to change.
func (t *turns) compare(was, is *scope.Record, then int64) (lost, gained scope.Bits) {
	if t.fan == nil {
		t.fan = scope.NewFan(slices.Clone(t.views))
	}
	m := &t.was
	m[0] = t.fan.AppendOut(m[0], scope.See, was, then)
	m[1] = t.fan.AppendOut(m[1], scope.ReadCore, was, then)
	m[2] = t.fan.AppendOut(m[2], scope.See, is, t.at)
	m[3] = t.fan.AppendOut(m[3], scope.ReadCore, is, t.at)
	for w := range m[0] {
		saw, sees := m[0][w], m[2][w]
		did, does := m[1][w]&saw, m[3][w]&sees
		m[0][w] = saw&^sees | did&^does
		m[1][w] = sees&^saw | does&^did
	}
	return m[0], m[1]
}

// set numbers a set of viewers, so that rows share it.
func (t *turns) set(b scope.Bits) uint32 {
	for len(b) > 0 && b[len(b)-1] == 0 {
		b = b[:len(b)-1]
	}
	if len(b) == 0 {
		return 0
	}
	name := make([]byte, 0, 8*len(b))
	for _, w := range b {
		name = binary.LittleEndian.AppendUint64(name, w)
	}
	return t.sets.intern(string(name), slices.Clone(b))
}

// without takes a set from another.
func without(b, but scope.Bits) scope.Bits {
	for w := range min(len(b), len(but)) {
		b[w] &^= but[w]
	}
	return b
}

// boundaries is a heap, the earliest first.
type boundaries []boundary

func (h *boundaries) push(b boundary) {
	*h = append(*h, b)
	all := *h
	for i := len(all) - 1; i > 0; {
		up := (i - 1) / 2
		if all[up].at <= all[i].at {
			return
		}
		all[up], all[i] = all[i], all[up]
		i = up
	}
}

func (h *boundaries) pop() boundary {
	all := *h
	first, last := all[0], len(all)-1
	all[0], *h = all[last], all[:last]
	all = all[:last]
	for i := 0; ; {
		low := 2*i + 1
		if low+1 < last && all[low+1].at < all[low].at {
			low++
		}
		if low >= last || all[i].at <= all[low].at {
			return first
		}
		all[i], all[low] = all[low], all[i]
		i = low
	}
}
