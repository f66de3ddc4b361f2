package protection

import (
	"strings"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
)

// Owned says that an observable belongs to a member, which is known to the alliance.
type Owned struct {
	Member id.Member
	Level  Level
	Whole  bool // it is what is listed, or a host below it; false: a page there, or a mailbox
}

// Own returns the members whose own o is, once each.
func (v *View) Own(o observable.Observable) []Owned {
	v.mu.RLock()
	defer v.mu.RUnlock()
	var all []Owned
	v.each(o, func(l *List, whole bool) {
		if l.Purpose != Own {
			return
		}
		for n := range all {
			if all[n].Member == l.Member {
				all[n].Whole = all[n].Whole || whole
				if l.Level == Refuse {
					all[n].Level = Refuse
				}
				return
			}
		}
		all = append(all, Owned{l.Member, l.Level, whole})
	})
	return all
}

// Blind returns the gravest level of the lists that are matched blind and have o, "" for none: of the
// asker's own, which are no secret to it, and of others', of which nobody is told more. They are
// apart: who has an observable on a list of its own must not read off it what others have.
func (v *View) Blind(o observable.Observable, asker id.Member) (others, mine Level) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	meet := func(x *List) {
		l := &others
		if x.Member == asker {
			l = &mine
		}
		if *l != Refuse {
			*l = x.Level
		}
	}
	v.each(o, func(x *List, _ bool) {
		if x.Purpose == Authorised {
			meet(x)
		}
	})
	if len(v.buyers) == 0 {
		return others, mine
	}
	for _, k := range KeysOf(o) {
		for m := range v.buyers {
			for _, x := range v.hashes[v.hash.HashOf(m, k)] {
				meet(x)
			}
		}
	}
	return others, mine
}

// each yields the lists that have o: by its keys, or by a host that it is of, down to the domain
// that somebody registered and no further.
func (v *View) each(o observable.Observable, yield func(l *List, whole bool)) {
	if len(v.keys) == 0 || o.Canonical == "" {
		return
	}
	for _, k := range KeysOf(o) {
		for _, l := range v.keys[k] {
			yield(l, true)
		}
	}
	host := o.Host()
	top := o.Registrable()
	if host == "" || top == "" {
		return
	}
	whole := o.Type == observable.Domain || front(o)
	for len(host) >= len(top) {
		k := observable.Key(observable.Domain.String() + ":" + host)
		if k != o.Key() {
			for _, l := range v.keys[k] {
				yield(l, whole)
			}
		}
		_, above, ok := strings.Cut(host, ".")
		if !ok {
			return
		}
		host = above
	}
}

// front reports whether o is the address of a site's front page, which is the site.
func front(o observable.Observable) bool {
	if o.Type != observable.ListingURL && o.Type != observable.StoreURL {
		return false
	}
	_, rest, _ := strings.Cut(o.Canonical, "://")
	n := strings.IndexAny(rest, "/?")
	return n < 0 || strings.Trim(rest[n:], "/") == ""
}
