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
	turns  *turns
	before int // how many views are fed before the catalog: those that rights are made of
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

// addCatalog adds the view that turns are told to: those added before it know the rights.
func (v *views) addCatalog(name string, x fold.View, t *turns) error {
	v.mu.Lock()
	v.before, v.turns = len(v.all), t
	v.mu.Unlock()
	return v.add(name, x)
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

// Apply hands entries to each view: to all others once the catalog has them.
func (v *views) Apply(es []ledger.Entry) error {
	if err := v.turns.apply(es, v.all[:v.before], v.all[v.before]); err != nil {
		return err
	}
	for _, x := range v.all[v.before+1:] {
		if err := x.view.Apply(es); err != nil {
			return fmt.Errorf("view %s: %w", x.name, err)
		}
	}
	return nil
}
