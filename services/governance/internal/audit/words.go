package audit

import (
	"hash/maphash"

	"github.com/entente-hub/entente/shared/id"
)

// words gives each word a number, from 0. There are few: verbs, kinds, keys.
type words struct {
	all []string
	of  map[string]uint32
}

func newWords() words { return words{of: map[string]uint32{}} }

func (w *words) number(s string) uint32 {
	n, known := w.of[s]
	if !known {
		n = uint32(len(w.all))
		w.all = append(w.all, s)
		w.of[s] = n
	}
	return n
}

// actor is who did something, and for which member ("": for none).
type actor struct {
	name string
	acts id.Member
}

// actors gives each actor a number, from 0. One that goes over to another member is another.
type actors struct {
	all []actor
	of  map[actor]uint32
}

func newActors() actors { return actors{of: map[actor]uint32{}} }

func (as *actors) number(a actor) uint32 {
	n, known := as.of[a]
	if !known {
		n = uint32(len(as.all))
		as.all = append(as.all, a)
		as.of[a] = n
	}
	return n
}

// entities gives each entity a number, from 0. There are as many as records, so their ids stand
// in one text, and are found by hash: some 60 bytes each instead of 150.
type entities struct {
	seed   maphash.Seed
	text   []byte
	all    []entity
	byHash map[uint64]uint32
}

type entity struct {
	owner string // whose it is: "m:<member>", "u:<person>", "" for nobody's
	start uint32 // of its id in the text
	size  uint16
	kind  uint16
}

func newEntities() entities {
	return entities{seed: maphash.MakeSeed(), byHash: map[uint64]uint32{}}
}

func (es *entities) id(n uint32) string {
	e := &es.all[n]
	return string(es.text[e.start : e.start+uint32(e.size)])
}

// slot is where the entity is in byHash, or where it would be: two of one hash stand under
// numbers that follow each other.
func (es *entities) slot(kind uint16, of string) (slot uint64, n uint32, known bool) {
	for slot = maphash.String(es.seed, of) + uint64(kind); ; slot++ {
		n, known = es.byHash[slot]
		if !known || es.all[n].kind == kind && es.id(n) == of {
			return slot, n, known
		}
	}
}

// number is the entity's; fresh tells that it has none yet and got one now.
func (es *entities) number(kind uint16, of string) (n uint32, fresh bool) {
	slot, n, known := es.slot(kind, of)
	if known {
		return n, false
	}
	n = uint32(len(es.all))
	es.all = append(es.all, entity{start: uint32(len(es.text)), size: uint16(len(of)), kind: kind})
	es.text = append(es.text, of...)
	es.byHash[slot] = n
	return n, true
}
