package policies

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// Records yields every record there is, until yield returns false. A record is good during the
// call alone.
type Records func(yield func(i id.Indicator, r *scope.Record) bool)

// ErrDiffers says that casbin and the compiled form disagree about a pair that would change: a
// defect, for which no set may come into force.
var ErrDiffers = errors.New("policies: casbin and the compiled form disagree")

// Count is how many pairs of a viewer and a record change: to may, and to may not.
type Count struct{ Gained, Lost int }

func (c *Count) add(d Count) { c.Gained, c.Lost = c.Gained+d.Gained, c.Lost+d.Lost }

// Tally counts the pairs that change for acts that change alike.
type Tally struct {
	Acts     []scope.Act
	Pairs    Count
	ByViewer map[string]Count
	ByType   map[observable.Type]Count
	ByLabel  map[string]Count
}

// Sample is one pair that changes.
type Sample struct {
	Viewer    string
	Indicator id.Indicator
	Cell      scope.Cell
	Act       scope.Act
	Gained    bool
}

// Difference is what a set would change, had it come into force at the moment of the snapshots.
type Difference struct {
	Records   int     // that were looked at
	Viewers   int     // that there are
	Tallies   []Tally // of the acts for which anything changes
	Samples   []Sample
	Confirmed int // pairs that casbin was asked about, on both sides
}

// Visible is what changes of who may see what.
func (d *Difference) Visible() Tally {
	for _, t := range d.Tallies {
		if slices.Contains(t.Acts, scope.See) {
			return t
		}
	}
	return Tally{}
}

// Gainers are the viewers that would be allowed anything they are not, sorted.
func (d *Difference) Gainers() []string {
	var out []string
	for _, t := range d.Tallies {
		for v, n := range t.ByViewer {
			if n.Gained > 0 {
				out = append(out, v)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

const (
	maxSamples = 20  // that are shown
	maxConfirm = 200 // that casbin is asked about
	chunk      = 1 << 13
)

// Simulate counts exactly what changes between two snapshots over the same groups, over all
// records, at their moment. Only viewers and acts whose rights differ are looked at; the pairs
// that are shown, and some besides, are put to casbin on both sides, which must say the same:
// else the error wraps ErrDiffers. It ends early with ctx's error.
func Simulate(ctx context.Context, was, next *Snapshot, records Records) (Difference, error) {
	if !slices.Equal(was.Viewers(), next.Viewers()) || !was.groups.At.Equal(next.groups.At) {
		return Difference{}, errors.New("policies: simulate: the snapshots are of other groups")
	}
	now := was.groups.At.Unix()
	d := Difference{Viewers: len(was.Viewers())}
	cs := changes(was, next)
	confirm := sampler{most: maxConfirm}
	records(func(i id.Indicator, r *scope.Record) bool {
		d.Records++
		for n := range cs {
			cs[n].look(i, r, now, &confirm)
		}
		return d.Records%chunk != 0 || ctx.Err() == nil
	})
	if err := ctx.Err(); err != nil {
		return Difference{}, err
	}
	for n := range cs {
		if t := cs[n].tally(); t.Pairs != (Count{}) {
			d.Tallies = append(d.Tallies, t)
		}
	}
	for _, k := range confirm.kept {
		for _, side := range []struct {
			s    *Snapshot
			want bool
		}{{was, !k.Gained}, {next, k.Gained}} {
			got, err := side.s.Enforce(k.Viewer, &k.record, k.Act, now)
			if err != nil {
				return Difference{}, err
			}
			if got != side.want {
				return Difference{}, fmt.Errorf("%w: %s %s %s", ErrDiffers, k.Viewer, k.Act, k.Indicator)
			}
		}
		d.Confirmed++
	}
	for _, k := range confirm.kept[:min(len(confirm.kept), maxSamples)] {
		d.Samples = append(d.Samples, k.Sample)
	}
	return d, nil
}

// change is a set of acts whose rights change alike, and the viewers for whom they do.
type change struct {
	acts      []scope.Act
	was, next *scope.Fan
	a, b      scope.Bits // scratch
	viewers   []Count
	cells     [scope.Cells]Count
	offered   [][2 * graves]uint8 // by viewer and graveness: what the sampler was offered
}

// changes finds what differs between two snapshots.
func changes(was, next *Snapshot) []*change {
	var out []*change
	for a := range scope.ActCount {
		var before, after []*scope.View
		for _, name := range was.Viewers() {
			x, y := was.View(name), next.View(name)
			if !x.Acts[a].Equal(&y.Acts[a]) {
				before, after = append(before, x), append(after, y)
			}
		}
		if len(before) == 0 {
			continue
		}
		same := slices.IndexFunc(out, func(c *change) bool { return c.alike(before, after, a) })
		if same >= 0 {
			out[same].acts = append(out[same].acts, a)
			continue
		}
		out = append(out, &change{
			acts: []scope.Act{a}, was: scope.NewFan(before), next: scope.NewFan(after),
			viewers: make([]Count, len(before)), offered: make([][2 * graves]uint8, len(before)),
		})
	}
	return out
}

// alike reports whether act a changes for the same viewers, from and to the same rights.
func (c *change) alike(before, after []*scope.View, a scope.Act) bool {
	if !slices.Equal(c.was.Views(), before) || !slices.Equal(c.next.Views(), after) {
		return false
	}
	for i := range before {
		if !before[i].Acts[a].Equal(&before[i].Acts[c.acts[0]]) || !after[i].Acts[a].Equal(&after[i].Acts[c.acts[0]]) {
			return false
		}
	}
	return true
}

// look counts one record.
func (c *change) look(i id.Indicator, r *scope.Record, now int64, confirm *sampler) {
	c.a = c.was.AppendOut(c.a, c.acts[0], r, now)
	c.b = c.next.AppendOut(c.b, c.acts[0], r, now)
	for w := range c.a {
		gained, lost := c.b[w]&^c.a[w], c.a[w]&^c.b[w]
		for k, word := range []uint64{gained, lost} {
			for n := range (scope.Bits{word}).All() {
				at := w*64 + n
				one := Count{Gained: 1 - k, Lost: k}
				c.viewers[at].add(one)
				c.cells[r.Cell].add(one)
				if grave := graveness(r.Cell, k == 0); c.offered[at][grave] < maxAlike {
					c.offered[at][grave]++
					confirm.offer(kept{Sample{c.was.Views()[at].Name(), i, r.Cell, c.acts[0], k == 0}, *r, grave})
				}
			}
		}
	}
}

func (c *change) tally() Tally {
	t := Tally{Acts: c.acts, ByViewer: map[string]Count{}, ByType: map[observable.Type]Count{}, ByLabel: map[string]Count{}}
	for i, n := range c.viewers {
		if n != (Count{}) {
			t.ByViewer[c.was.Views()[i].Name()] = n
			t.Pairs.add(n)
		}
	}
	for cell, n := range c.cells {
		if n == (Count{}) {
			continue
		}
		at := scope.Cell(cell)
		typ, label := t.ByType[at.Type()], t.ByLabel[at.Label().String()]
		typ.add(n)
		label.add(n)
		t.ByType[at.Type()], t.ByLabel[at.Label().String()] = typ, label
	}
	return t
}

// graves is how many degrees of graveness there are of what is lost, and of what is gained.
const graves = 2 * tlp.Count

// graveness orders pairs: what is gained before what is lost, narrow labels and personal data
// first.
func graveness(c scope.Cell, gained bool) int {
	n := 2 * int(c.Label())
	if c.Type().Personal() {
		n++
	}
	if gained {
		n += graves
	}
	return n
}

// kept is a sample with its record.
type kept struct {
	Sample

	record scope.Record
	grave  int
}

// maxAlike is how many equally grave pairs of one viewer are offered to the sampler.
const maxAlike = 8

// sampler keeps the gravest pairs.
type sampler struct {
	most int
	kept []kept // the gravest first
}

func (s *sampler) offer(k kept) {
	at, _ := slices.BinarySearchFunc(s.kept, k, func(a, b kept) int { return cmp.Or(cmp.Compare(b.grave, a.grave), -1) })
	if at == s.most {
		return
	}
	k.record.Atoms = slices.Clone(k.record.Atoms)
	s.kept = slices.Insert(s.kept, at, k)
	s.kept = s.kept[:min(len(s.kept), s.most)]
}
