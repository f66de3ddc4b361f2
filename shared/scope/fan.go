package scope

import (
	"sync"

	"github.com/entente-hub/entente/shared/id"
)

// Fan tells of one record which of many viewers may have it, all at once: what Allow would
// answer for each, at the price of a few words a viewer. It is immutable.
//
// An atom's viewers are kept as a list of (mask, viewers with exactly that mask): there are
// few different masks, however many viewers. An act's lists are made when it is first asked
// about: most are not.
type Fan struct {
	views  []*View
	owners map[id.Member][]int
	acts   [ActCount]func() *outlets
}

type outlets struct {
	allow, deny        map[Atom][]part
	embargoed, expired []part
}

type part struct {
	mask    Mask
	viewers Bits
}

// NewFan makes a Fan over the views; a viewer's index in Out is its index here.
func NewFan(views []*View) *Fan {
	f := &Fan{views: views, owners: map[id.Member][]int{}}
	for i, v := range views {
		if v.Member != "" {
			f.owners[v.Member] = append(f.owners[v.Member], i)
		}
	}
	for a := range f.acts {
		f.acts[a] = sync.OnceValue(func() *outlets { return newOutlets(views, a) })
	}
	return f
}

func newOutlets(views []*View, a int) *outlets {
	o := &outlets{allow: map[Atom][]part{}, deny: map[Atom][]part{}}
	for i, v := range views {
		o.add(i, len(views), &v.Acts[a])
	}
	return o
}

func (o *outlets) add(i, of int, x *Rights) {
	for atom, m := range x.Allow {
		o.allow[atom] = join(o.allow[atom], m, i, of)
	}
	for atom, m := range x.Deny {
		o.deny[atom] = join(o.deny[atom], m, i, of)
	}
	o.embargoed = join(o.embargoed, x.Embargoed, i, of)
	o.expired = join(o.expired, x.Expired, i, of)
}

// join adds viewer i, of so many, to the part with its mask.
func join(ps []part, m Mask, i, of int) []part {
	if m.IsZero() {
		return ps
	}
	for _, p := range ps {
		if p.mask == m {
			p.viewers.set(i)
			return ps
		}
	}
	p := part{mask: m, viewers: make(Bits, words(of))}
	p.viewers.set(i)
	return append(ps, p)
}

func words(n int) int { return (n + 63) / 64 }

// Views returns the views, in the order of their indices. Do not change it.
func (f *Fan) Views() []*View { return f.views }

// Out returns the viewers that may do a with r at a time (Unix seconds).
func (f *Fan) Out(a Act, r *Record, now int64) Bits {
	return f.AppendOut(nil, a, r, now)
}

// AppendOut is Out into the memory of dst, whose content is lost: no allocation where dst has
// room.
func (f *Fan) AppendOut(dst Bits, a Act, r *Record, now int64) Bits {
	n := words(len(f.views))
	if cap(dst) < n {
		dst = make(Bits, n)
	}
	dst = dst[:n]
	clear(dst)
	if a >= ActCount {
		return dst
	}
	o := f.acts[a]()
	pour(dst, o.allow[Everyone], r.Cell)
	for _, atom := range r.Atoms {
		pour(dst, o.allow[atom], r.Cell)
	}
	if r.Embargoed(now) {
		f.hold(dst, o.embargoed, r)
	}
	if r.Expired(now) {
		f.hold(dst, o.expired, r)
	}
	if r.Private() {
		for w := range dst {
			dst[w] &= f.owned(r.Owner, w)
		}
	}
	drain(dst, o.deny[Everyone], r.Cell)
	for _, atom := range r.Atoms {
		drain(dst, o.deny[atom], r.Cell)
	}
	return dst
}

func pour(dst Bits, ps []part, c Cell) {
	for i := range ps {
		if ps[i].mask.Has(c) {
			dst.or(ps[i].viewers)
		}
	}
}

func drain(dst Bits, ps []part, c Cell) {
	for i := range ps {
		if ps[i].mask.Has(c) {
			dst.andNot(ps[i].viewers)
		}
	}
}

// hold drains all but r's owner, whom its own times do not bind.
func (f *Fan) hold(dst Bits, ps []part, r *Record) {
	for i := range ps {
		if !ps[i].mask.Has(r.Cell) {
			continue
		}
		for w := range dst {
			dst[w] &^= ps[i].viewers[w] &^ f.owned(r.Owner, w)
		}
	}
}

// owned returns the w-th word of the set of viewers that are m.
func (f *Fan) owned(m id.Member, w int) uint64 {
	var out uint64
	for _, i := range f.owners[m] {
		if i>>6 == w {
			out |= 1 << (i & 63)
		}
	}
	return out
}
