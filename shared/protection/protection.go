// Package protection is the read model of members' protective lists: what is their own, who may
// sell their goods, who buys for them in secret, and which words are theirs. It says whether an
// observable is on one; what a list holds is its owner's alone to read.
package protection

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
)

// Purpose is what a list is for.
type Purpose string

// The purposes. Own is known to the alliance as the member's; Authorised and Buyers are matched
// blind: whoever meets one learns neither whose it is nor which. Of Buyers not even the hub keeps
// the values, only keyed hashes. Marks are words, for look-alike domains.
const (
	Own        Purpose = "own"
	Authorised Purpose = "authorised"
	Buyers     Purpose = "buyers"
	Marks      Purpose = "marks"
)

// Purposes lists them.
func Purposes() []Purpose { return []Purpose{Own, Authorised, Buyers, Marks} }

// Level is what becomes of a claim about what is on a list.
type Level string

// The levels: it is published and its publisher told, or it needs a reason.
const (
	Warn   Level = "warn"
	Refuse Level = "refuse"
)

// Usual is the level of a list whose owner said none.
func (p Purpose) Usual() Level {
	if p == Authorised {
		return Warn
	}
	return Refuse
}

// List is one protective list. Keys are of Own and Authorised, Hashes of Buyers, Words of Marks.
type List struct {
	ID       id.Protection
	Member   id.Member
	Name     string
	Purpose  Purpose
	Level    Level
	Keys     []observable.Key
	Hashes   []string // of the keys of Buyers and of their match keys
	Count    int      // of the entries that Hashes were made of
	Words    []string
	Gone     bool // it was deleted
	Created  time.Time
	Modified time.Time
	Position ledger.Position // of its last entry
}

// Hash is a keyed PRF: hubkey.Key.ID.
type Hash func(purpose string, parts ...string) string

// HashOf is how a key of a Buyers list is kept. Nobody without the hub's key can find it by
// guessing, and the member is in it: equal entries of two members' lists do not look equal.
func (h Hash) HashOf(m id.Member, k observable.Key) string {
	return h("protection", string(m), string(k))
}

// KeysOf are the keys under which an observable is looked for and kept: its own, and the weaker
// ones that find it in another spelling.
func KeysOf(o observable.Observable) []observable.Key {
	return append([]observable.Key{o.Key()}, o.MatchKeys()...)
}

// View folds the entries of kind protection. It is safe for concurrent use, and what it returns
// is the caller's to keep.
type View struct {
	hash Hash

	mu     sync.RWMutex
	lists  map[id.Protection]*List
	keys   map[observable.Key][]*List // of Own and Authorised
	hashes map[string][]*List         // of Buyers
	buyers map[id.Member]int          // how many lists of Buyers a member has
	marks  []Mark                     // nil: not made since the last change
}

// New returns an empty view.
func New(h Hash) *View {
	return &View{
		hash: h, lists: map[id.Protection]*List{}, keys: map[observable.Key][]*List{}, hashes: map[string][]*List{}, buyers: map[id.Member]int{},
	}
}

// List returns a member's list; another's is not there.
func (v *View) List(m id.Member, i id.Protection) (List, bool) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	l, ok := v.lists[i]
	if !ok || m == "" || l.Member != m {
		return List{}, false
	}
	return *l, true
}

// Lists returns a member's lists, oldest first, then by id.
func (v *View) Lists(m id.Member) []List {
	v.mu.RLock()
	defer v.mu.RUnlock()
	var all []List
	for _, l := range v.lists {
		if m != "" && l.Member == m && !l.Gone {
			all = append(all, *l)
		}
	}
	slices.SortFunc(all, func(a, b List) int {
		if n := a.Created.Compare(b.Created); n != 0 {
			return n
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	return all
}
