package protection

import (
	"fmt"
	"slices"

	"github.com/entente-hub/entente/shared/ledger"
)

// Apply folds entries; it ignores other kinds.
func (v *View) Apply(es []ledger.Entry) error {
	var changed []*List
	for _, e := range es {
		if e.Kind != ledger.KindProtection {
			continue
		}
		l, err := Decode(e)
		if err != nil {
			return fmt.Errorf("entry %d: %w", e.Position, err)
		}
		changed = append(changed, &l)
	}
	if len(changed) == 0 {
		return nil
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, l := range changed {
		if was := v.lists[l.ID]; was != nil {
			v.forget(was)
		}
		v.lists[l.ID] = l
		v.learn(l)
	}
	v.marks = nil
	return nil
}

func (v *View) learn(l *List) {
	for _, k := range l.Keys {
		v.keys[k] = append(v.keys[k], l)
	}
	for _, h := range l.Hashes {
		v.hashes[h] = append(v.hashes[h], l)
	}
	if l.Purpose == Buyers && !l.Gone {
		v.buyers[l.Member]++
	}
}

func (v *View) forget(l *List) {
	for _, k := range l.Keys {
		without(v.keys, k, l)
	}
	for _, h := range l.Hashes {
		without(v.hashes, h, l)
	}
	if l.Purpose == Buyers && !l.Gone {
		if v.buyers[l.Member]--; v.buyers[l.Member] == 0 {
			delete(v.buyers, l.Member)
		}
	}
}

func without[K comparable](all map[K][]*List, k K, l *List) {
	left := slices.DeleteFunc(all[k], func(x *List) bool { return x == l })
	if len(left) == 0 {
		delete(all, k)
		return
	}
	all[k] = left
}
