package catalog

// index finds ordinals by a hash, with 8 bytes for each and a fourth of room: a third of what a
// map takes. Several may have one hash. It grows a part at a time, so that no fold waits long.
type index struct {
	parts [1 << 8]struct {
		slots []slot
		used  int
	}
}

// slot has the lower half of a hash and an ordinal + 1; the zero slot is free.
type slot uint64

func slotOf(hash uint64, ord uint32) slot { return slot(hash<<32 | uint64(ord+1)) }

func (s slot) hash() uint32 { return uint32(s >> 32) }
func (s slot) ord() uint32  { return uint32(s) - 1 }

// home is where the search for a hash begins, of n slots (Lemire, "A fast alternative to the
// modulo reduction").
func home(hash uint32, n int) int { return int(uint64(hash) * uint64(n) >> 32) }

// find returns the first ordinal of a hash for which is holds. It must look: now and then two
// hashes are taken for one.
func (x *index) find(hash uint64, is func(ord uint32) bool) (ord uint32, ok bool) {
	if s := x.look(hash, is); s != nil {
		return s.ord(), true
	}
	return 0, false
}

func (x *index) look(hash uint64, is func(ord uint32) bool) *slot {
	slots := x.parts[hash>>56].slots
	if len(slots) == 0 {
		return nil
	}
	for at := home(uint32(hash), len(slots)); slots[at] != 0; {
		if s := &slots[at]; s.hash() == uint32(hash) && is(s.ord()) {
			return s
		}
		if at++; at == len(slots) {
			at = 0
		}
	}
	return nil
}

// add adds an ordinal of a hash.
func (x *index) add(hash uint64, ord uint32) {
	p := &x.parts[hash>>56]
	if p.used >= len(p.slots)*4/5 {
		old := p.slots
		p.slots = make([]slot, max(8, len(old)*5/4))
		for _, s := range old {
			if s != 0 {
				lay(p.slots, s)
			}
		}
	}
	lay(p.slots, slotOf(hash, ord))
	p.used++
}

// set gives the place of an ordinal of a hash to another.
func (x *index) set(hash uint64, was, is uint32) {
	if s := x.look(hash, func(ord uint32) bool { return ord == was }); s != nil {
		*s = slotOf(hash, is)
	}
}

func lay(slots []slot, s slot) {
	at := home(s.hash(), len(slots))
	for slots[at] != 0 {
		if at++; at == len(slots) {
			at = 0
		}
	}
	slots[at] = s
}

// each yields the ordinals of a hash, in no order; and now and then those of another, which is taken
// for it.
func (x *index) each(hash uint64, yield func(ord uint32)) {
	x.look(hash, func(ord uint32) bool {
		yield(ord)
		return false
	})
}

// remove takes an ordinal of a hash away, if it is there. Those behind it that it has kept from their
// place move up.
func (x *index) remove(hash uint64, ord uint32) {
	p := &x.parts[hash>>56]
	n := len(p.slots)
	if n == 0 {
		return
	}
	gone := home(uint32(hash), n)
	for p.slots[gone] != slotOf(hash, ord) {
		if p.slots[gone] == 0 {
			return
		}
		gone = (gone + 1) % n
	}
	p.used--
	for at := (gone + 1) % n; p.slots[at] != 0; at = (at + 1) % n {
		// How far it stands from its home, and how far the gap is from it: both round the end.
		if away := (at - home(p.slots[at].hash(), n) + n) % n; away >= (at-gone+n)%n {
			p.slots[gone] = p.slots[at]
			gone = at
		}
	}
	p.slots[gone] = 0
}
