package catalog

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"time"

	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
)

// RangeBits is how many bits of the keyed hash of an observable are asked by. It is a constant: one
// that follows the number of records would tell how many are hidden.
const RangeBits = 12

// Tag is the keyed hash of an observable's key, or match key: what a client computes of what it
// does not tell. The zero RangeKey tags nothing.
func (c *Catalog) tag(k observable.Key) (sum [sha256.Size]byte) {
	mac := hmac.New(sha256.New, c.options.RangeKey)
	_, _ = mac.Write([]byte(k)) // never fails
	mac.Sum(sum[:0])
	return sum
}

// rangeOf is the range that a tag falls into.
func rangeOf(tag [sha256.Size]byte) uint16 {
	return binary.BigEndian.Uint16(tag[:]) >> (16 - RangeBits)
}

// rangesOf are the ranges that an observable is found in.
func (c *Catalog) rangesOf(o observable.Observable) []uint16 {
	if len(c.options.RangeKey) == 0 {
		return nil
	}
	all := []uint16{rangeOf(c.tag(o.Key()))}
	for _, k := range o.MatchKeys() {
		all = append(all, rangeOf(c.tag(k)))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// ranges are the ordinals by range: 4 bytes for each, and the tags are made when they are asked
// for. An observable stays what it is, so none leaves.
type ranges [1 << RangeBits][]uint32

func (rs *ranges) add(in []uint16, ord uint32) {
	for _, r := range in {
		rs[r] = append(rs[r], ord)
	}
}

// Tagged is an observable in a range, as one viewer may know it.
type Tagged struct {
	Tag        [sha256.Size]byte
	Meeting    Meeting // Exact, or what a match key means
	Publishers int     // distinct ones, with an indicator that stands and that the viewer may read
}

// Range returns what is in a range, of which v may read an indicator that stands, in order of tag.
func (c *Catalog) Range(v *scope.View, r uint16, now time.Time) []Tagged {
	m := meeter{c: c, v: v, now: now.Unix()}
	type group struct {
		o          observable.Observable
		publishers []uint32
	}
	groups := map[observable.Key]*group{}
	c.open(m.now)
	for _, ord := range c.ranges[r] {
		row := c.rows.at(ord)
		if !row.live(m.now) || !m.known(row) {
			continue
		}
		o := observable.Observable{Type: row.cell.Type(), Canonical: c.canonical(row)}
		k := o.Key() // a copy: it outlives the lock
		if groups[k] == nil {
			_, canonical, _ := observable.ParseKey(k)
			groups[k] = &group{o: observable.Observable{Type: o.Type, Canonical: canonical}}
		}
		groups[k].publishers = append(groups[k].publishers, row.publisher)
	}
	c.mu.RUnlock()
	var all []Tagged
	for k, g := range groups {
		slices.Sort(g.publishers)
		n := len(slices.Compact(g.publishers))
		add := func(k observable.Key, how Meeting) {
			if tag := c.tag(k); rangeOf(tag) == r {
				all = append(all, Tagged{tag, how, n})
			}
		}
		add(k, Exact)
		for _, other := range g.o.MatchKeys() {
			add(other, meansOf(g.o.Type))
		}
	}
	slices.SortFunc(all, func(a, b Tagged) int { return slices.Compare(a.Tag[:], b.Tag[:]) })
	return all
}
