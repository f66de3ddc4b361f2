package catalog

import (
	"slices"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// voices are the sightings of all rows. Most rows have none.
type voices struct {
	all   map[id.Sighting]*voice
	of    map[uint32]*heard               // by ordinal
	about map[id.Indicator][]id.Sighting  // whatever became of the row
	told  map[ledger.Position]id.Sighting // by entry: those that events tell
}

// voice is a sighting, and where it stands.
type voice struct {
	Sighting

	ord      uint32 // nowhere: the indicator that it is about is no longer the one that its author saw
	record   scope.Record
	created  ledger.Position
	position ledger.Position
}

// noRow is the ordinal of no row.
const noRow = ^uint32(0)

// heard are the sightings of one row, in order, and how many of them say that it was seen again:
// by whom they are for, so that counting them is a decision for each audience and not for each.
type heard struct {
	voices []*voice
	open   int // for whoever may read the row
	others []audible
}

// audible is how many sightings one record decides on.
type audible struct {
	record scope.Record
	n      int
}

func newVoices() voices {
	return voices{
		all: map[id.Sighting]*voice{}, of: map[uint32]*heard{}, about: map[id.Indicator][]id.Sighting{}, told: map[ledger.Position]id.Sighting{},
	}
}

// sighted makes a sighting's entry ready to be folded.
func sighted(e ledger.Entry) (draft, error) {
	s, ok := e.Value.(*Sighting)
	if !ok {
		read, err := DecodeSighting(e)
		if err != nil {
			return draft{}, err
		}
		s = &read
	}
	return draft{id: s.Indicator, verb: "sighting." + e.Verb, at: nanos(e.At), sighting: s, row: row{modified: e.Position}}, nil
}

// hear folds a sighting. One of an indicator that was meanwhile published anew, for others to see,
// is nobody's but its author's: it was said of what those others never knew.
func (c *Catalog) hear(d *draft) {
	v := &voice{Sighting: *d.sighting, ord: noRow, created: d.row.modified, position: d.row.modified}
	was := c.voices.all[v.ID]
	if was != nil {
		v.ord, v.record, v.created = was.ord, was.record, was.created
		if h := c.voices.of[v.ord]; h != nil {
			h.count(was, -1)
		}
	} else {
		ord, known := c.find(v.Indicator)
		if !known || c.rows.at(ord).state == isErased {
			return // it came while that was erased, and goes with it
		}
		r := c.rows.at(ord)
		v.record = v.Sighting.record(c.publishers.all[r.publisher].id, r.cell)
		if r.created <= v.Saw {
			v.ord = ord
		}
		c.voices.about[v.Indicator] = append(c.voices.about[v.Indicator], v.ID)
	}
	c.voices.all[v.ID] = v
	if v.ord == noRow {
		return
	}
	h := c.voices.of[v.ord]
	if h == nil {
		h = &heard{}
		c.voices.of[v.ord] = h
	}
	if n := slices.Index(h.voices, was); was != nil && n >= 0 {
		h.voices[n] = v
	} else {
		h.voices = append(h.voices, v)
	}
	h.count(v, 1)
	c.voices.told[v.position] = v.ID
	c.events.add(v.position, v.ord, d.verb, d.at, 0)
}

// count adds a sighting to those that say that the thing was there again, or takes it away.
func (h *heard) count(v *voice, by int) {
	switch {
	case !v.Again():
	case v.Audience == ToIndicator:
		h.open += by
	default:
		same := func(a audible) bool {
			return a.record.Owner == v.record.Owner && a.record.Cell == v.record.Cell && slices.Equal(a.record.Atoms, v.record.Atoms)
		}
		if n := slices.IndexFunc(h.others, same); n >= 0 {
			h.others[n].n += by
		} else {
			h.others = append(h.others, audible{v.record, by})
		}
	}
}

// hush forgets all that was said of an indicator that was erased.
func (c *Catalog) hush(i id.Indicator) {
	for _, name := range c.voices.about[i] {
		if v := c.voices.all[name]; v != nil {
			delete(c.voices.of, v.ord)
			delete(c.voices.all, name)
		}
	}
	delete(c.voices.about, i)
}

// SightingsAbout names all sightings of an indicator, retracted ones too, oldest first: it asks no
// viewer, and is for erasing them with it.
func (c *Catalog) SightingsAbout(i id.Indicator) []id.Sighting {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return slices.Clone(c.voices.about[i])
}
