package warninglist

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"github.com/entente-hub/entente/shared/observable"
)

// Hits returns the lists that o is on, the gravest first, then by name; at most one a list. What
// is compared is its canonical form, and its host: a list never reaches above the domain that
// somebody registered, so that a shop on a host of shops is not taken for the host.
func (s *Set) Hits(o observable.Observable) []Hit {
	if s == nil || o.Canonical == "" {
		return nil
	}
	var q query
	q.set, q.o, q.host = s, o, o.Host()
	q.page = isPage(o)
	if low := strings.ToLower(o.Canonical); len(s.exact) > 0 {
		q.all(s.exact[low])
	}
	q.hosts()
	q.networks()
	q.address = false
	for _, n := range s.slow {
		q.ask(n)
	}
	slices.SortFunc(q.hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Level, a.Level), cmp.Compare(a.List, b.List))
	})
	return q.hits
}

// query is one call of Hits.
type query struct {
	set  *Set
	o    observable.Observable
	host string
	page bool // it is a page of a site, not the site

	address bool // what is being met is the address that the host is
	hits    []Hit
}

// isPage reports whether o is an address of more than a site's front page.
func isPage(o observable.Observable) bool {
	if o.Type != observable.ListingURL && o.Type != observable.StoreURL {
		return false
	}
	_, rest, _ := strings.Cut(o.Canonical, "://")
	n := strings.IndexAny(rest, "/?")
	return n >= 0 && strings.Trim(rest[n:], "/") != ""
}

// hosts asks for the host and those above it, down to the one that somebody registered.
func (q *query) hosts() {
	if q.host == "" || len(q.set.hosts) == 0 {
		return
	}
	top := q.o.Registrable()
	if top == "" {
		q.all(q.set.hosts[q.host])
		return
	}
	itself := q.host
	if bare := strings.TrimPrefix(itself, "www."); len(bare) >= len(top) {
		itself = bare
	}
	for host := q.host; len(host) >= len(top); {
		above := host != q.host && host != itself
		strangers := above && q.set.hosting[host]
		for _, x := range q.set.hosts[host] {
			if !strangers || hosting(q.set.lists[x.list].id) {
				q.hit(x, host, strangers, !above)
			}
		}
		_, next, ok := strings.Cut(host, ".")
		if strangers || !ok { // what is above a host of strangers is not accused with one of them
			return
		}
		host = next
	}
}

// networks asks for an address, and for that of a page at a bare one.
func (q *query) networks() {
	text := q.host
	if q.o.Type.String() == "ip" {
		text = q.o.Canonical
	}
	if text == "" || len(q.set.networks) == 0 {
		return
	}
	if c := text[len(text)-1]; c != ']' && (c < '0' || c > '9') && q.o.Type.String() != "ip" {
		return
	}
	a, err := netip.ParseAddr(strings.Trim(text, "[]"))
	if err != nil {
		return
	}
	a = a.Unmap().WithZone("")
	for _, bits := range q.set.bits[family(a)] {
		p, err := a.Prefix(bits)
		if err == nil {
			q.address = true
			q.all(q.set.networks[p])
		}
	}
}

// ask asks one list that has no index.
func (q *query) ask(n int) {
	l := &q.set.lists[n]
	if l.types != nil && !l.types[q.o.Type] {
		return
	}
	low := strings.ToLower(q.o.Canonical)
	for _, part := range l.parts {
		if strings.Contains(low, part) {
			q.hit(at{n, part}, part, false, true)
			return
		}
	}
	for _, re := range l.patterns {
		if re.MatchString(q.o.Canonical) {
			q.hit(at{n, re.String()}, re.String(), false, true)
			return
		}
	}
}

func (q *query) all(found []at) {
	for _, x := range found {
		q.hit(x, x.entry, false, true)
	}
}

// hit adds a list, unless it is about other things, says nothing of this, or was added already.
// Where strangers share the host it warns at most.
func (q *query) hit(x at, entry string, strangers, itself bool) {
	l := &q.set.lists[x.list]
	if !q.address && l.types != nil && !l.types[q.o.Type] {
		return
	}
	level := l.levels.Host
	switch {
	case q.o.Type == observable.Email:
		level = l.levels.Email
	case q.page:
		level = l.levels.Page
	}
	if strangers {
		level = min(level, Warn)
	}
	if level == None || slices.ContainsFunc(q.hits, func(h Hit) bool { return h.List == l.id }) {
		return
	}
	detail := "It is on the warning list “" + l.name + "”"
	switch {
	case strangers:
		detail += ": anybody can have a host under " + entry
	case !itself:
		detail += ": it is a host of " + entry
	case x.entry != q.o.Canonical:
		detail += ": " + x.entry
	}
	q.hits = append(q.hits, Hit{List: l.id, Name: l.name, Level: level, Entry: x.entry, Detail: detail + "."})
}
