package network

import (
	"cmp"
	"maps"
	"slices"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/observable"
)

// around is what stands directly about one observable.
type around struct {
	of       observable.Observable
	raw      bool // of has the form that somebody gave it
	claims   []*catalog.Claim
	standing bool // one of them is not contested
	disputed bool // one of them is
	bonds    map[bondKey]*bond
	next     map[observable.Key]observable.Observable
	most     int  // neighbours, beyond which it is a hub whose others are not read
	read     int  // claims
	hub      bool // there are more, or too many claims to tell
	rest     bool // not all was read
}

type bondKey struct {
	from, to observable.Key
	relation string
}

// look reads what stands about an observable. The start is read further than others.
func (w *walk) look(o observable.Observable, start bool) *around {
	a := &around{of: o, most: HubAt, bonds: map[bondKey]*bond{}, next: map[observable.Key]observable.Observable{}}
	if start {
		a.most = maxClaims
	}
	w.ties.Carrying(o.Key(), func(k *catalog.Claim) bool {
		a.carried(k)
		return a.more()
	})
	for _, k := range o.MatchKeys() {
		w.alike(a, k)
		if t, canonical, ok := observable.ParseKey(k); ok {
			w.known(a, observable.Observable{Type: t, Raw: canonical, Canonical: canonical}, MatchKey)
		}
	}
	w.alike(a, o.Key())
	if root := catalog.RootOf(o); root != "" {
		w.known(a, observable.Observable{Type: observable.Domain, Raw: root, Canonical: root}, OnDomain)
	} else if o.Type == observable.Domain && o.Registrable() == o.Canonical && !a.rest {
		w.ties.Under(o.Canonical, func(k *catalog.Claim) bool {
			for below := range k.All {
				if !k.Disputed && catalog.RootOf(below) == o.Canonical {
					a.bond(below, o, OnDomain)
				}
			}
			return a.more()
		})
	}
	a.hub = a.rest || len(a.next) > HubAt
	w.read += a.read
	return a
}

// more counts a claim that was read, and reports whether another one is to be.
func (a *around) more() bool {
	a.read++
	a.rest = a.rest || a.read >= maxClaims || len(a.next) > a.most
	return !a.rest
}

// carried takes in a claim that carries the observable.
func (a *around) carried(k *catalog.Claim) {
	a.claims = append(a.claims, k)
	key := a.of.Key()
	for o := range k.All {
		if !a.raw && o.Key() == key {
			a.of.Raw, a.raw = o.Raw, true
		}
	}
	if k.Disputed {
		a.disputed = true
		return
	}
	a.standing = true
	own := k.Observable
	if own.Canonical == "" {
		return // masked: what it would tie is not tied
	}
	said := map[bondKey]bool{} // a claim that says a thing twice is one witness
	for _, l := range k.Links {
		if to := l.Observable; own.Key() == key || to.Key() == key {
			if name := (bondKey{own.Key(), to.Key(), l.Relation}); !said[name] {
				said[name] = true
				if b := a.bond(own, to, l.Relation); b != nil {
					b.witness(k)
				}
			}
		}
	}
}

// bond returns the tie between two observables, of which one is that in the middle; nil where both
// are.
func (a *around) bond(from, to observable.Observable, relation string) *bond {
	one, other := from.Key(), to.Key()
	if one == other {
		return nil
	}
	if relation == MatchKey && one > other { // it has no direction
		from, to, one, other = to, from, other, one
	}
	if one == a.of.Key() {
		a.meet(to)
	} else {
		a.meet(from)
	}
	name := bondKey{one, other, relation}
	b := a.bonds[name]
	if b == nil {
		b = &bond{from: from, to: to, relation: relation, witnesses: map[string]float64{}}
		a.bonds[name] = b
	}
	return b
}

func (a *around) meet(o observable.Observable) {
	if k := o.Key(); a.next[k].Canonical == "" {
		a.next[k] = o
	}
}

// alike ties the observable to those that have a match key in common with it.
func (w *walk) alike(a *around, k observable.Key) {
	if a.rest {
		return
	}
	w.ties.Alike(k, func(claim *catalog.Claim) bool {
		for o := range claim.All {
			if !claim.Disputed && slices.Contains(o.MatchKeys(), k) {
				a.bond(a.of, o, MatchKey)
			}
		}
		return a.more()
	})
}

// known ties the observable to one that follows from it, if somebody names that too: else it may
// be a stranger's, or a host of strangers.
func (w *walk) known(a *around, o observable.Observable, relation string) {
	if a.rest {
		return
	}
	standing := false
	w.ties.Carrying(o.Key(), func(k *catalog.Claim) bool {
		standing = !k.Disputed
		return a.more() && !standing
	})
	if standing {
		a.bond(a.of, o, relation)
	}
}

// sorted are the ties in an order that hangs on nothing else.
func (a *around) sorted() []*bond {
	return slices.SortedFunc(maps.Values(a.bonds), func(x, y *bond) int {
		return cmp.Or(cmp.Compare(x.from.Key(), y.from.Key()), cmp.Compare(x.to.Key(), y.to.Key()), cmp.Compare(x.relation, y.relation))
	})
}
