package catalog

import (
	"hash/maphash"
	"math/bits"

	"github.com/entente-hub/entente/shared/observable"
)

// Keys under which an observable is met by others that are not it: its match keys
// (observable.MatchKeys), and the hosts that it stands on.
const (
	hostKey        = "host:"
	registrableKey = "registrable:"
)

// placesOf returns the host that o is or stands on, and the domain that somebody registered for
// it, "" where that ties it to nobody: a marketplace, a mail provider, a host of shops.
func placesOf(o observable.Observable) (host, registrable string) {
	host = o.Host()
	if host == "" {
		return "", ""
	}
	registrable = o.Registrable()
	if registrable == "" || observable.Crowded(host) || observable.Crowded(registrable) {
		return "", ""
	}
	return host, registrable
}

// keysOf returns the hashes that a row is entered under. Its own canonical form is not among
// them: Catalog.same has it.
func (c *Catalog) keysOf(o observable.Observable) []uint64 {
	var keys []uint64
	for _, k := range o.MatchKeys() {
		keys = append(keys, maphash.String(c.seed, string(k)))
	}
	host, registrable := placesOf(o)
	if host == "" {
		return keys
	}
	if o.Type != observable.Domain { // for a domain it is the canonical form
		keys = append(keys, c.hashOf(hostKey, host))
	}
	if o.Type != observable.Domain || host != registrable {
		keys = append(keys, c.hashOf(registrableKey, registrable))
	}
	return keys
}

func (c *Catalog) hashOf(prefix, text string) uint64 {
	var h maphash.Hash
	h.SetSeed(c.seed)
	_, _ = h.WriteString(prefix) // never fails
	_, _ = h.WriteString(text)
	return h.Sum64()
}

// keyring finds ordinals by the hash of a key: 8 bytes and some slack for each. It grows a bucket
// at a time (linear hashing, Litwin 1980), so that no write waits until all is moved.
type keyring struct {
	buckets [][]uint64 // a hash's upper bits, and an ordinal in the lower
	count   int
}

const perBucket = 24 // entries, on average: as many as three cache lines hold

const ordinal = 1<<places - 1

// slot is the bucket of a hash, by bits that an entry keeps: it can be moved without the key.
func (k *keyring) slot(hash uint64) int {
	n := uint64(len(k.buckets))
	mask := uint64(1)<<bits.Len64(n-1) - 1
	if at := hash >> places & mask; at < n {
		return int(at)
	}
	return int(hash >> places & (mask >> 1))
}

func (k *keyring) add(hash uint64, ord uint32) {
	hash &^= ordinal
	if k.count >= perBucket*len(k.buckets) {
		k.split()
	}
	at := k.slot(hash)
	k.buckets[at] = append(k.buckets[at], hash|uint64(ord))
	k.count++
}

// split adds a bucket, and moves to it what is now its own.
func (k *keyring) split() {
	n := len(k.buckets)
	k.buckets = append(k.buckets, nil)
	if n == 0 {
		return
	}
	half := 1
	for half*2 <= n {
		half *= 2
	}
	from := n - half
	old := k.buckets[from]
	var stay, move int
	for _, e := range old {
		if k.slot(e&^ordinal) == n {
			move++
		} else {
			stay++
		}
	}
	kept, moved := make([]uint64, 0, stay+stay/4), make([]uint64, 0, move+move/4)
	for _, e := range old {
		if k.slot(e&^ordinal) == n {
			moved = append(moved, e)
		} else {
			kept = append(kept, e)
		}
	}
	k.buckets[from], k.buckets[n] = kept, moved
}

// each yields the ordinals under a hash, those of some other hashes among them.
func (k *keyring) each(hash uint64, yield func(ord uint32)) {
	if len(k.buckets) == 0 {
		return
	}
	hash &^= ordinal
	for _, e := range k.buckets[k.slot(hash)] {
		if e&^ordinal == hash {
			yield(uint32(e & ordinal))
		}
	}
}
