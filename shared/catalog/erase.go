package catalog

import (
	"hash/maphash"
	"slices"

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
		State: i.State, Created: i.Created, Modified: i.Modified,
	}), nil
}

// Tombstone is the state that stands for an indicator once it is erased: its publisher's alone, and that of
// those who may know of everything.
func (i *Indicator) Tombstone() Indicator {
	return Indicator{
		ID: i.ID, Publisher: i.Publisher, Observable: stripped(i.Observable.Type), Confidence: -1,
		TLP: tlp.Red, Attribution: i.Attribution, State: Erased, Created: i.Created,
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
	hash := maphash.String(c.seed, r.canonical)
	first, known := c.same[hash]
	if !known || r.canonical == "" {
		return
	}
	name := r.id()
	its := func(n uint32) bool { return n == ord || c.rows.at(n).state == isGone && c.rows.at(n).id() == name }
	c.shared.Remove(ord)
	left := slices.DeleteFunc(append(slices.Clone(c.sharers[hash]), first), its)
	slices.Sort(left)
	delete(c.same, hash)
	delete(c.sharers, hash)
	if len(left) > 0 {
		c.same[hash] = left[0]
	}
	if len(left) > 1 {
		c.sharers[hash] = left[1:]
	}
}
