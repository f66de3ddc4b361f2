package catalog

import (
	"slices"
	"strings"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
)

// rekeyed gives the observables of an indicator the forms that they have by the rules of now
// (observable.Renew): whoever looks for one finds what was written down under older rules. Its id
// stays, which is made of the form of its time. It changes nothing that i shares with others.
func rekeyed(i *Indicator) *Indicator {
	older := func(o *observable.Observable) bool { return o.Version < observable.Version }
	if !older(&i.Observable) && !slices.ContainsFunc(i.Links, func(l Link) bool { return older(&l.Observable) }) {
		return i
	}
	k := *i
	k.Observable = i.Observable.Renew()
	k.Links = slices.Clone(i.Links)
	for n := range k.Links {
		k.Links[n].Observable = k.Links[n].Observable.Renew()
	}
	return &k
}

// moved reports whether an entry makes another observable of an indicator. One that older or newer
// rules named may: two spellings that were one to those rules are two now. Any other may not, but for
// the one that erases it.
func (c *Catalog) moved(was *row, d *draft) bool {
	return d.row.state != isErased && c.canonical(was) != d.body.canonical()
}

// Claimed returns the name of the indicator that a member has on an observable, under whichever
// rules it was named: of several, which older rules told apart, one that has not ended; of
// those the oldest.
func (c *Catalog) Claimed(m id.Member, o observable.Observable) (i id.Indicator, ok bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	for it := c.exact([]string{o.Canonical}).Iterator(); it.HasNext(); {
		r := c.rows.at(it.Next())
		if r.cell.Type() != o.Type || r.state == isGone || c.publishers.all[r.publisher].id != m {
			continue
		}
		if !r.ended() {
			return id.Indicator(strings.Clone(string(c.id(r)))), true
		}
		if !ok {
			i, ok = id.Indicator(strings.Clone(string(c.id(r)))), true
		}
	}
	return i, ok
}
