package lookalike

import (
	"math/rand/v2"
	"time"

	"github.com/entente-hub/entente/shared/tlp"
)

// Draft is a publish body (api/exchange, IndicatorDraft).
type Draft struct {
	Observable   Observable `json:"observable"`
	Brands       []string   `json:"brands"`
	Infringement string     `json:"infringement"`
	Confidence   int        `json:"confidence"`
	Basis        string     `json:"basis"`
	Tags         []string   `json:"tags"`
	FirstSeen    time.Time  `json:"first_seen"`
	ValidUntil   time.Time  `json:"valid_until,omitzero"`
	TLP          string     `json:"tlp"`
	Share        *Share     `json:"share,omitempty"`
	Attribution  string     `json:"attribution"`
	Links        []Link     `json:"links,omitempty"`
	Note         string     `json:"note,omitempty"`
}

// Observable is what was seen, as somebody typed it.
type Observable struct {
	Type  string `json:"type"`
	Value string `json:"value"`
}

// Share is the audience of a draft.
type Share struct {
	TaskForces []string `json:"task_forces,omitempty"`
	Members    []string `json:"members,omitempty"`
}

// Link is another observable that belongs with the first.
type Link struct {
	Type     string `json:"type"`
	Value    string `json:"value"`
	Relation string `json:"relation"`
}

// At returns draft number i, from 0 on. Two indices never give the same observable.
func (g *Generator) At(i int) Draft {
	r := rand.New(rand.NewPCG(g.seed, mix(uint64(i))))
	d := Draft{
		Observable:   g.observable(i),
		Brands:       []string{g.brands[g.brand(i)]},
		Infringement: pick(r, infringements),
		Confidence:   40 + 5*r.IntN(12),
		Basis:        pick(r, bases),
		Tags:         []string{good(i)},
		FirstSeen:    g.first.day(r),
		TLP:          g.tlps[r.IntN(len(g.tlps))].String(),
		Attribution:  pick(r, attributions),
	}
	if r.IntN(3) > 0 {
		d.ValidUntil = g.last.day(r)
	}
	if r.IntN(4) == 0 {
		d.Tags = append(d.Tags, pick(r, channels))
	}
	if r.IntN(8) == 0 {
		d.Note = pick(r, notes)
	}
	d.Share = g.share(r, d.TLP)
	d.Links = g.links(r, i)
	return d
}

// day is a moment of one of the days of w.
func (w window) day(r *rand.Rand) time.Time {
	return w.from.Add(time.Duration(r.IntN(w.days*24*60)) * time.Minute)
}

func (g *Generator) share(r *rand.Rand, mark string) *Share {
	s := &Share{}
	switch mark {
	case tlp.Clear.String(), tlp.Green.String():
		return nil
	case tlp.Red.String():
		s.Members = []string{pick(r, g.members)}
		return s
	}
	if len(g.taskForces) > 0 {
		s.TaskForces = []string{pick(r, g.taskForces)}
	}
	if len(g.members) > 0 && (s.TaskForces == nil || r.IntN(4) == 0) {
		s.Members = []string{pick(r, g.members)}
	}
	return s
}

// links ties some drafts into networks: a contact that neighbours have in common, and an
// earlier draft of the same operator.
func (g *Generator) links(r *rand.Rand, i int) []Link {
	var links []Link
	if r.IntN(4) == 0 {
		links = append(links, Link{"email", "desk-" + g.code(i/7) + "@post.example", "contact"})
	}
	if i > 0 && r.IntN(10) == 0 {
		o := g.observable(i - 1 - r.IntN(min(i, 20)))
		links = append(links, Link{o.Type, o.Value, "same_operator"})
	}
	return links
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

// mix spreads neighbouring indices over all 64 bits (SplitMix64), so that neighbouring
// generators have nothing in common.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
