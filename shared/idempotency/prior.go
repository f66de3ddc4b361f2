package idempotency

import "github.com/entente-hub/entente/shared/ledger"

// Prior returns the entry that the same request made before, ok false if there is none (or
// r is zero), ErrReused if the key was used for another body.
func (k *Keys) Prior(r ledger.Request) (p ledger.Position, ok bool, err error) {
	if r.Key == "" {
		return 0, false, nil
	}
	k.mu.RLock()
	a, ok := k.made[r.Key]
	k.mu.RUnlock()
	switch {
	case !ok || !a.at.After(k.now().Add(-Window)):
		return 0, false, nil
	case a.body != r.Body:
		return 0, false, ErrReused.With("Use a new key for a new request; send the same body to get the same answer.")
	default:
		return a.position, true, nil
	}
}
