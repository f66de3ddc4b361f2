package fold

import (
	"fmt"
	"slices"

	"github.com/entente-hub/entente/shared/ledger"
)

// follow takes what the follower brings. It alone knows that there is nothing in between:
// positions may be missing, where entries were erased.
func (f *Fold) follow(es []ledger.Entry) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.apply(f.news(es))
	f.applyEarly()
	return f.err
}

// echo takes what this process has just put on the ledger, all adjacent.
func (f *Fold) echo(es []ledger.Entry) {
	f.mu.Lock()
	defer f.mu.Unlock()
	es = f.news(es)
	if len(es) == 0 {
		return
	}
	if es[0].Position == f.Position()+1 {
		f.apply(es)
		f.applyEarly()
		return
	}
	for _, e := range es {
		if len(f.early) < maxEarly {
			f.early[e.Position] = e
		}
	}
}

// news is what the views do not hold yet.
func (f *Fold) news(es []ledger.Entry) []ledger.Entry {
	held := f.Position()
	for len(es) > 0 && es[0].Position <= held {
		es = es[1:]
	}
	return es
}

// applyEarly applies what has waited for its turn, and forgets what came another way.
func (f *Fold) applyEarly() {
	if len(f.early) == 0 {
		return
	}
	var es []ledger.Entry
	for p := f.Position() + 1; ; p++ {
		e, ok := f.early[p]
		if !ok {
			break
		}
		es = append(es, e)
	}
	f.apply(es)
	held := f.Position()
	for p := range f.early {
		if p <= held {
			delete(f.early, p)
		}
	}
}

// apply feeds the views, and wakes who waited for it.
func (f *Fold) apply(es []ledger.Entry) {
	if len(es) == 0 || f.err != nil {
		return
	}
	last := es[len(es)-1].Position
	for _, v := range f.views {
		if err := v.Apply(es); err != nil {
			f.err = fmt.Errorf("fold: positions %d to %d: %w", es[0].Position, last, err)
			close(f.failed)
			f.stop()
			return
		}
	}
	f.position.Store(uint64(last))
	f.caught(last)
	f.waiting = slices.DeleteFunc(f.waiting, func(w waiter) bool {
		if w.position <= last {
			close(w.held)
		}
		return w.position <= last
	})
}
