package catalog

import (
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/tlp"
)

// Strip is what may stay of an indicator entry's body that is erased: whose it was, for whom it was
// meant and until when, so that those who were given it are told of the end of it the same after
// every start; nothing of what it said but the type of its observable.
func Strip(e ledger.Entry) ([]byte, error) {
	i, err := Decode(e)
	if err != nil {
		return nil, err
	}
	return Encode(Indicator{
		ID: i.ID, Publisher: i.Publisher, Observable: stripped(i.Observable.Type), Confidence: -1,
		ValidUntil: i.ValidUntil, EmbargoUntil: i.EmbargoUntil, TLP: i.TLP, Share: i.Share, Attribution: i.Attribution,
		State: i.State, Private: i.Private, Created: i.Created, Modified: i.Modified,
	}), nil
}

// Tombstone is the state that stands for an indicator once it is erased: its publisher's alone, and that of
// those who may know of everything; of one that was held its publisher's alone.
func (i *Indicator) Tombstone() Indicator {
	return Indicator{
		ID: i.ID, Publisher: i.Publisher, Observable: stripped(i.Observable.Type), Confidence: -1,
		TLP: tlp.Red, Attribution: i.Attribution, State: Erased, Private: i.Private, Created: i.Created,
	}
}

// stripped is an observable of which the type is left.
func stripped(t observable.Type) observable.Observable {
	return observable.Observable{Type: t, Version: observable.Version}
}

// StripSighting is what may stay of a sighting's entry that is erased with its indicator: who said it, for
// whom, and whether it was seen.
func StripSighting(e ledger.Entry) ([]byte, error) {
	s, err := DecodeSighting(e)
	if err != nil {
		return nil, err
	}
	return EncodeSighting(Sighting{
		Indicator: s.Indicator, Member: s.Member, Type: s.Type, Count: 1, Audience: s.Audience, TLP: s.TLP, Share: s.Share,
		Attribution: s.Attribution, Retracted: s.Retracted, Saw: s.Saw, Created: s.Created, Modified: s.Modified,
	}), nil
}

// unshare forgets that a row has its value, and that those have it which were the indicator's before it was
// published anew.
func (c *Catalog) unshare(ord uint32, r *row) {
	canonical := c.canonical(r)
	hash := c.hash(canonical)
	newest, known := c.same.find(hash, anyOf)
	if !known || canonical == "" {
		return
	}
	var left []uint32
	for n, other := range c.sameHash(canonical) {
		if n != ord && (other.state != isGone || c.id(other) != c.id(r)) {
			left = append(left, n)
		}
	}
	c.shared.Remove(ord)
	r.before = 0
	if len(left) == 0 {
		c.same.remove(hash, newest)
		return
	}
	c.same.set(hash, newest, left[0])
	for n, next := range left[1:] {
		c.rows.at(left[n]).before = next + 1
	}
	c.rows.at(left[len(left)-1]).before = 0
}
