package process

import (
	"fmt"
	"sync"

	"github.com/entente-hub/entente/shared/fold"
	"github.com/entente-hub/entente/shared/ledger"
)

type named struct {
	name string
	view fold.View
}

// views is one view made of many, in the order they were added. The fold knows only this one,
// so that a service can add its own before the fold runs.
type views struct {
	mu     sync.Mutex
	frozen bool
	all    []named
}

func (v *views) add(name string, x fold.View) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.frozen {
		return fmt.Errorf("%w: %s", ErrRunning, name)
	}
	v.all = append(v.all, named{name, x})
	return nil
}

// freeze ends the adding; from then on the list is read without a lock.
func (v *views) freeze() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.frozen = true
}

func (v *views) names() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	out := make([]string, len(v.all))
	for i, x := range v.all {
		out[i] = x.name
	}
	return out
}

// Apply hands entries to each view.
func (v *views) Apply(es []ledger.Entry) error {
	for _, x := range v.all {
		if err := x.view.Apply(es); err != nil {
			return fmt.Errorf("view %s: %w", x.name, err)
		}
	}
	return nil
}
