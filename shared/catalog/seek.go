package catalog

import (
	"cmp"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/entente-hub/entente/shared/observable"
)

// seek is a question made ready to be asked of many rows, by one request.
type seek struct {
	Query
	words  []string // folded
	bares  []string // the same, as they are looked for in notes
	prefix string   // folded
	within *roaring.Bitmap

	// What the texts tell, once it was looked up: the rows that have each word in a tag or a brand,
	// and those that may have all that is asked for; nil: any may.
	tagged []*roaring.Bitmap
	looked bool // at some rows already
	hinted bool
	hint   *roaring.Bitmap
}

func newSeek(q Query) *seek {
	s := &seek{Query: q, words: wordsOf(q.Text), prefix: folded(q.Prefix)}
	for _, w := range s.words {
		s.bares = append(s.bares, bare(w))
	}
	return s
}

// asksTexts reports whether the texts of rows are asked for.
func (s *seek) asksTexts() bool { return len(s.words) > 0 || s.prefix != "" || s.Registrable != "" }

// labels looks up which rows have a word in a tag or a brand.
func (s *seek) labels(c *Catalog) {
	if s.tagged != nil {
		return
	}
	for _, word := range s.words {
		var with []*roaring.Bitmap
		for _, names := range []facts[string]{c.brands, c.tags} {
			for name, b := range names {
				if strings.Contains(folded(name), word) {
					with = append(with, b)
				}
			}
		}
		s.tagged = append(s.tagged, roaring.FastOr(with...))
	}
}

// fewRows is how many rows are looked at one by one rather than asking which of them may match.
const fewRows = 1 << 12

// firstLook is how many rows are looked at before it is asked which may match: of what is common
// there is a page among them.
const firstLook = 1 << 10

// narrowed takes from a set those rows that cannot have what is asked of their texts, where that is
// sooner told than seen. What is looked up stands for the request: a row that changes during it may
// be missed, none is found wrongly.
func (s *seek) narrowed(c *Catalog, set *roaring.Bitmap) *roaring.Bitmap {
	if !s.asksTexts() {
		return set
	}
	s.labels(c)
	if (s.looked || c.remote()) && !s.hinted && set.GetCardinality() > c.fewRows {
		s.hint, s.hinted = s.hints(c), true
	}
	if s.hint != nil {
		set.And(s.hint)
	}
	return set
}

// most is how many rows are looked at under one lock.
func (s *seek) most(c *Catalog) int {
	if s.asksTexts() && !s.looked && !c.remote() {
		return firstLook
	}
	return slice
}

// hints are the rows that may have what is asked of texts, nil: any. The rarest is asked for first,
// and the rest only as long as many are left.
func (s *seek) hints(c *Catalog) *roaring.Bitmap {
	type part struct {
		rows  int // at most, as a rule
		value []uint16
		note  []uint16
		other *roaring.Bitmap
	}
	var parts []part
	if s.Registrable != "" {
		parts = append(parts, part{value: []uint16{ofRoot.bucket(s.Registrable)}})
	}
	if grams := inValue(nil, s.prefix); len(grams) > 0 {
		parts = append(parts, part{value: grams})
	}
	for n, word := range s.words {
		if grams := inValue(nil, word); len(grams) > 0 {
			parts = append(parts, part{value: grams, note: inNote(nil, s.bares[n]), other: s.tagged[n]})
		} // else it is too short to tell
	}
	for n := range parts {
		p := &parts[n]
		p.rows = c.postings.shortest(p.value)
		if p.other != nil {
			p.rows += int(p.other.GetCardinality())
		}
		if len(p.note) > 0 {
			p.rows += c.postings.shortest(p.note)
		}
	}
	slices.SortFunc(parts, func(a, b part) int { return cmp.Compare(a.rows, b.rows) })
	var found *roaring.Bitmap
	for _, p := range parts {
		if found != nil && found.GetCardinality() <= c.fewRows {
			break
		}
		rows := c.postings.with(p.value)
		if len(p.note) > 0 {
			rows.Or(c.postings.with(p.note))
		}
		if p.other != nil {
			rows.Or(p.other)
		}
		if found == nil {
			found = rows
		} else {
			found.And(rows)
		}
	}
	return found
}

// says reports whether a row says what is asked of texts, in what the classes let be read of it.
func (s *seek) says(c *Catalog, ord uint32, r *row, cs classes) bool {
	typ := r.cell.Type()
	pii := cs.pii || !typ.Personal() // else only words are asked for: see answers
	if s.Registrable != "" && (observable.Observable{Type: typ, Canonical: c.canonical(r)}).Registrable() != s.Registrable {
		return false
	}
	if s.prefix == "" && len(s.words) == 0 {
		return true
	}
	value := ""
	if pii {
		value = folded(c.canonical(r))
	}
	if !strings.HasPrefix(value, s.prefix) {
		return false
	}
	note, known := "", !cs.evidence
	for n, word := range s.words {
		if s.tagged[n].Contains(ord) || strings.Contains(value, word) {
			continue
		}
		if !known {
			note, known = folded(c.noteOf(r)), true
		}
		if !notes(note, s.bares[n]) {
			return false
		}
	}
	return true
}

// noteOf is note where a row is looked at for that alone: of one that is not at hand it is "", and what is
// answered of it is void.
func (c *Catalog) noteOf(r *row) string {
	if c.remote() && !c.gist(r).has(hasNote) {
		return ""
	}
	had := len(c.wanted())
	note := c.note(r)
	if len(c.wanted()) > had {
		c.hand.looks++
	}
	return note
}

// note is the text after `,"note":` in the core fragment: nothing within quotes can look so.
func (c *Catalog) note(r *row) string {
	return member(c.body(r).core(), `,"note":`)
}

// member reads a text of a JSON object by its name as object.text takes it, "" where it is absent.
func member(fragment, name string) string {
	at := strings.LastIndex(fragment, name+`"`)
	if at < 0 {
		return ""
	}
	at += len(name)
	end := at + 1
	for end < len(fragment) && fragment[end] != '"' {
		if fragment[end] == '\\' {
			end++
		}
		end++
	}
	if end >= len(fragment) {
		return ""
	}
	if raw := fragment[at+1 : end]; !strings.Contains(raw, `\`) {
		return raw
	}
	text, err := jsontext.AppendUnquote(nil, fragment[at:end+1])
	if err != nil { // a defect: nothing is found
		return ""
	}
	return string(text)
}
