package catalog

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// Meeting is how an observable that somebody asks about meets another, that indicators are about.
type Meeting string

// The meetings, the strongest first.
const (
	Exact       Meeting = "exact"       // it is the same observable
	Seller      Meeting = "seller"      // a marketplace_seller and the store_url of its store
	Mailbox     Meeting = "mailbox"     // an e-mail address that reaches the same mailbox
	Image       Meeting = "image"       // one whose perceptual hash is near
	Host        Meeting = "host"        // a domain, and what stands on it
	Linked      Meeting = "linked"      // an indicator says that it belongs with what that is about
	Registrable Meeting = "registrable" // another host of whoever registered the domain
)

// strengths are how far each meeting ties two observables, 0 to 100: a judgement, and no measure.
var strengths = map[Meeting]int{Exact: 100, Seller: 95, Mailbox: 90, Host: 60, Linked: 50, Registrable: 40}

// Sought is what somebody asks about. Fingerprints are an image's: near ones are met by them.
type Sought struct {
	observable.Observable

	Fingerprints []observable.Fingerprint // as ParseFingerprint gives them
}

// Match is one observable that was met, as one viewer may know it.
type Match struct {
	Meeting    Meeting
	Strength   int
	Algorithm  string                // of the hash, where Meeting is Image
	Distance   int                   // in bits, where Meeting is Image
	Observable observable.Observable // Type and Canonical
	Publishers int                   // distinct ones with an indicator that stands, as far as v may count them
	Items      []Item                // summaries (AppendJSON) of those that v may read, newest first
	More       int                   // of them that are not in Items
	Disputed   int                   // of them that are disputed: those count for nothing
}

// Meet returns for each observable the matches of those that stand or are disputed, the strongest
// first. Of each match it shows up to limit indicators, and of each observable up to limit matches.
//
// What v may not read is not met, but where it is the same observable and policy lets it be
// matched unseen (scope.Match): then it is counted, if the publishers are at least k (scope.View.Least).
func (c *Catalog) Meet(v *scope.View, sought []Sought, limit int, now time.Time) [][]Match {
	all := make([][]Match, len(sought))
	m := meeter{c: c, v: v, now: now.Unix(), limit: limit}
	for from := 0; from < len(sought); {
		from += m.meetAll(sought[from:min(from+meetSlice, len(sought))], all[from:])
	}
	return all
}

// What one request may cost, whoever has published what: how many observables are looked for under one
// lock, and how many rows are looked at until another gets its turn; how many matches of one
// observable are looked at, and how many rows for each way of meeting it by a key, the newest; how many
// where it is a lead alone, what stands beside it (a crowd says nothing of one of it); and after how many
// bytes of summaries the others are counted alone.
const (
	meetSlice   = 128
	meetRows    = 1 << 12
	mostMet     = 1000
	mostLed     = 16
	mostSummary = 16 << 20
)

// meeter looks for observables on behalf of one viewer.
type meeter struct {
	c     *Catalog
	v     *scope.View
	now   int64
	limit int

	read  *roaring.Bitmap // what the viewer may read, under the lock at hand
	found []met           // of the observable at hand
	rows  []uint32        // memory of tied
	seen  int             // rows looked at, under the lock at hand
	json  []byte
	shown int // bytes of summaries
}

// met is a match in the making.
type met struct {
	meeting    Meeting
	t          observable.Type
	canonical  string
	strength   int
	algorithm  string
	distance   int
	rows       []uint32 // those that may be read
	publishers []uint32 // of those that may be read and stand
	unseen     []uint32 // publishers of those that may only be counted
}

// meetAll answers some of what is sought, and returns how many.
func (m *meeter) meetAll(sought []Sought, into [][]Match) int {
	m.c.open(m.now)
	defer m.c.mu.RUnlock()
	_, m.read = m.c.visible(m.v, m.now)
	m.seen = 0
	for n := range sought {
		if m.seen > meetRows {
			return n
		}
		m.found = m.found[:0]
		m.seek(sought[n].Observable)
		m.near(sought[n].Fingerprints)
		into[n] = m.matches()
	}
	return len(sought)
}

// seek finds the rows that meet an observable, by the strongest meeting first.
func (m *meeter) seek(o observable.Observable) {
	m.same(Exact, o.Type, o.Canonical)
	for _, k := range o.MatchKeys() {
		if t, canonical, ok := observable.ParseKey(k); ok { // it is another's canonical form
			m.same(Seller, t, canonical)
		}
		m.alike(o, k)
	}
	key := o.Key()
	m.alike(o, key)
	m.places(o)
	for _, ord := range m.newest(m.c.tie(linked, string(key)), mostLed) {
		if r := m.c.rows.at(ord); m.known(r) && m.links(r, o) {
			m.add(Linked, ord, r)
		}
	}
}

// newest returns up to most of the newest rows under a hash of those that the viewer may read: what is
// hidden takes no other's place, and hardly any time.
func (m *meeter) newest(hash uint64, most int) []uint32 {
	m.rows = m.c.ties.newest(m.rows[:0], hash, m.read, most)
	return m.rows
}

// alike finds the rows of other observables that have a match key.
func (m *meeter) alike(o observable.Observable, k observable.Key) {
	m.tied(o, m.c.tie(alike, string(k)), mostMet, func(other observable.Observable) Meeting {
		if slices.Contains(other.MatchKeys(), k) {
			return meansOf(o.Type)
		}
		return ""
	})
}

// meansOf is what a match key of a type means.
func meansOf(t observable.Type) Meeting {
	if t == observable.Email {
		return Mailbox
	}
	return Seller
}

// places finds what stands on the same host, or on another under the same registered domain. One
// of the two is a domain: two pages of one host need not have one hand behind them.
func (m *meeter) places(o observable.Observable) {
	host, registrable := placesOf(o)
	if host == "" {
		return
	}
	kinds := []tie{under, mailUnder}
	if o.Type != observable.Domain {
		m.same(Host, observable.Domain, host)
		kinds = kinds[:1] // a mailbox is no domain either
	}
	if registrable != o.Canonical {
		m.same(Registrable, observable.Domain, registrable)
	}
	for _, kind := range kinds {
		m.tied(o, m.c.tie(kind, registrable), mostLed, func(other observable.Observable) Meeting {
			h, r := placesOf(other)
			switch {
			case r != registrable || o.Type != observable.Domain && other.Type != observable.Domain:
				return ""
			case h == host:
				return Host
			}
			return Registrable
		})
	}
}

// near finds the rows of images whose hash is near, and keeps of each the nearest.
func (m *meeter) near(fs []observable.Fingerprint) {
	for _, f := range fs {
		near := 0
		m.seen += m.c.pictures.count() >> 8 // as long as so many rows take
		m.c.pictures.near(f, func(ord uint32, distance int) {
			if near == mostMet || !m.read.Contains(ord) {
				return
			}
			near++
			x := m.add(Image, ord, m.c.rows.at(ord))
			if strength := nearness(f.Algorithm, distance); x != nil && x.meeting == Image && (x.algorithm == "" || x.strength < strength) {
				x.strength, x.algorithm, x.distance = strength, f.Algorithm, distance
			}
		})
	}
}

// placesOf returns the host that o is or stands on, and the domain that somebody registered for
// it, "" where that ties it to nobody: a marketplace, a mail provider, a host of shops.
func placesOf(o observable.Observable) (host, registrable string) {
	host, registrable = o.Host(), o.Registrable()
	if host == "" || registrable == "" || observable.Crowded(host) || observable.Crowded(registrable) {
		return "", ""
	}
	return host, registrable
}

// same finds the rows of an observable.
func (m *meeter) same(how Meeting, t observable.Type, canonical string) {
	for ord, r := range m.c.sameHash(canonical) {
		if r.cell.Type() == t && m.c.canonical(r) == canonical {
			m.add(how, ord, r)
		}
	}
}

// tied finds the rows under a hash that are not of the observable itself and do meet it: a hash
// alone accuses nobody.
func (m *meeter) tied(o observable.Observable, hash uint64, most int, how func(observable.Observable) Meeting) {
	for _, ord := range m.newest(hash, most) {
		r := m.c.rows.at(ord)
		other := observable.Observable{Type: r.cell.Type(), Canonical: m.c.canonical(r)}
		if other.Canonical != "" && (other.Type != o.Type || other.Canonical != o.Canonical) {
			if how := how(other); how != "" {
				m.add(how, ord, r)
			}
		}
	}
}

// known reports whether the viewer may read what a row is about.
func (m *meeter) known(r *row) bool {
	record := m.c.record(r)
	return knows(m.v, &record, m.now)
}

// links reports whether a row that may be read links to o, as far as the viewer may read that.
func (m *meeter) links(r *row, o observable.Observable) bool {
	record := m.c.record(r)
	if o.Type.Personal() && !m.v.ReadsWhole() && !m.v.Decide(scope.ReadPII, &record, m.now) {
		return false
	}
	return slices.ContainsFunc(m.c.linked(r), func(l Link) bool {
		return l.Observable.Type == o.Type && l.Observable.Canonical == o.Canonical
	})
}

// add puts a row to its match, as far as the viewer may know it, and returns that.
func (m *meeter) add(how Meeting, ord uint32, r *row) *met {
	m.seen++
	if how != Exact && !m.read.Contains(ord) {
		return nil
	}
	stands := r.live(m.now)
	if !stands && (r.state != isDisputed || r.expiry != 0 && m.now >= r.expiry) {
		return nil
	}
	record := m.c.record(r)
	read := knows(m.v, &record, m.now)
	if !read && (how != Exact || !stands || !m.v.MatchesUnseen() || !m.v.Decide(scope.Match, &record, m.now)) {
		return nil
	}
	x := m.matchOf(how, r)
	switch {
	case x == nil, slices.Contains(x.rows, ord): // it meets by a weaker key, too
	case !read:
		x.unseen = append(x.unseen, r.publisher)
	default:
		x.rows = append(x.rows, ord)
		if stands {
			x.publishers = append(x.publishers, r.publisher)
		}
	}
	return x
}

// matchOf is the match that a row belongs to: one for each observable. nil: there are too many.
func (m *meeter) matchOf(how Meeting, r *row) *met {
	t, canonical := r.cell.Type(), m.c.canonical(r)
	at := slices.IndexFunc(m.found, func(x met) bool { return x.t == t && x.canonical == canonical })
	if at < 0 {
		if at = len(m.found); at == mostMet {
			return nil
		}
		m.found = append(m.found, met{meeting: how, strength: strengths[how], t: t, canonical: strings.Clone(canonical)})
	}
	return &m.found[at]
}

// count returns how many distinct publishers a viewer may count, as corroboration does.
func (x *met) count(v *scope.View) int {
	t := tally{known: x.publishers, unseen: x.unseen}
	return t.total(v)
}

// matches renders what was found.
func (m *meeter) matches() []Match {
	var all []Match
	for n := range m.found {
		x := &m.found[n]
		match := Match{
			Meeting: x.meeting, Strength: x.strength, Algorithm: x.algorithm, Distance: x.distance, Publishers: x.count(m.v),
			Observable: observable.Observable{Type: x.t, Canonical: x.canonical},
		}
		if len(x.rows) == 0 && match.Publishers == 0 {
			continue
		}
		m.fill(&match, x)
		all = append(all, match)
	}
	slices.SortStableFunc(all, func(a, b Match) int { return cmp.Compare(b.Strength, a.Strength) })
	return all[:min(len(all), m.limit)]
}

// fill adds the summaries, newest first.
func (m *meeter) fill(match *Match, x *met) {
	slices.SortFunc(x.rows, func(a, b uint32) int {
		if by := cmp.Compare(m.c.rows.at(b).modified, m.c.rows.at(a).modified); by != 0 {
			return by
		}
		return cmp.Compare(b, a)
	})
	for _, ord := range x.rows {
		if m.c.rows.at(ord).state == isDisputed {
			match.Disputed++
		}
	}
	shown := x.rows[:min(len(x.rows), m.limit)]
	if m.shown > mostSummary {
		shown = nil
	}
	match.More = len(x.rows) - len(shown)
	match.Items = make([]Item, len(shown))
	for n, ord := range shown {
		match.Items[n] = m.item(m.c.rows.at(ord))
	}
}

func (m *meeter) item(r *row) Item {
	record := m.c.record(r)
	cs := classesOf(m.v, &record, m.now)
	pub := m.c.publishers.all[r.publisher]
	from := len(m.json)
	m.json = m.c.appendSummary(m.json, r, pub, m.v.Owns(&record), m.v.Side, cs)
	m.shown += len(m.json) - from
	item := Item{ID: id.Indicator(strings.Clone(string(m.c.id(r)))), Position: r.modified, json: m.json[from:len(m.json):len(m.json)]}
	if record.Cell.Label() == tlp.Red || record.Cell.Type().Personal() {
		sensitive := record
		item.Sensitive = &sensitive
	}
	return item
}
