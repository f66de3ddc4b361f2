package idempotency

import (
	"slices"
	"time"

	"github.com/entente-hub/entente/shared/ledger"
)

// Apply folds entries. Of several entries of one request the first is remembered.
func (k *Keys) Apply(es []ledger.Entry) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	edge := k.now().Add(-Window)
	for _, e := range es {
		if e.Request.Key == "" || !e.At.After(edge) {
			continue
		}
		if old, ok := k.made[e.Request.Key]; ok {
			if old.at.After(edge) {
				continue // the first answer stands
			}
			k.forget(e.Request.Key)
		}
		k.made[e.Request.Key] = answer{body: e.Request.Body, position: e.Position, at: e.At}
		k.order = append(k.order, e.Request.Key)
	}
	k.drop(edge)
	return nil
}

// drop takes out what has passed out of the window or over the limit, oldest first. The
// queue is moved up only when half of it is spent.
func (k *Keys) drop(edge time.Time) {
	for k.spent < len(k.order) {
		key := k.order[k.spent]
		if len(k.order)-k.spent <= k.limit && k.made[key].at.After(edge) {
			break
		}
		delete(k.made, key)
		k.order[k.spent] = ""
		k.spent++
	}
	if k.spent > len(k.order)/2 {
		k.order = slices.Delete(k.order, 0, k.spent)
		k.spent = 0
	}
}

// forget takes out one key that has passed out of the window behind a younger one (clocks of
// two writers differ): rare, so a walk will do.
func (k *Keys) forget(key string) {
	delete(k.made, key)
	k.order = slices.DeleteFunc(k.order[k.spent:], func(x string) bool { return x == key })
	k.spent = 0
}
