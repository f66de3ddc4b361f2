package process

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// turns tells the catalog what each entry does to rights, so that what a viewer gains and loses
// is told on the exits of events, where the entry stands. It goes by the ledger alone, by the
// times that entries carry: after a restart it says the same.
//
// It costs an entry of an indicator two comparisons; and one that changes rights nothing as long
// as there are no indicators.
type turns struct {
	rights  *policies.Rights
	catalog *catalog.Catalog
	log     *slog.Logger

	mu     sync.Mutex
	at     time.Time       // the newest time that an entry of rights carried
	known  bool            // rights are those of at; else they are found out when there is a need
	until  time.Time       // when they change by themselves; zero: never
	clock  ledger.Position // of the last entry of the clock
	failed string          // why rights could not be found out
}

// moves reports whether entries of a kind can change what anyone may do.
func moves(k ledger.Kind) bool {
	switch k { //nolint:exhaustive // the others are records, and no rights
	case ledger.KindMember, ledger.KindPerson, ledger.KindTaskForce, ledger.KindPolicy, ledger.KindClock:
		return true
	}
	return false
}

// due reports whether rights are to be found out before an entry: nobody has needed them yet, or
// they have changed by themselves.
func (t *turns) due(e *ledger.Entry) bool {
	return e.Kind == ledger.KindIndicator && (!t.known || (t.until.After(t.at) && !e.At.Before(t.until)))
}

// run returns how many of the entries go together: one that changes rights goes alone, and one
// before which they are to be looked at begins anew.
func (t *turns) run(es []ledger.Entry) int {
	if moves(es[0].Kind) {
		return 1
	}
	n := 1
	for n < len(es) && !moves(es[n].Kind) && !t.due(&es[n]) {
		n++
	}
	return n
}

// before tells the catalog of the rights under which it will be given entries, by the first of
// them. The directory and the policy have that entry already.
func (t *turns) before(e *ledger.Entry) error {
	turns := moves(e.Kind)
	at, err := timeOf(e)
	if err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if e.Kind == ledger.KindClock {
		t.clock = e.Position
	}
	if !turns && (t.known || e.Kind != ledger.KindIndicator) {
		return nil
	}
	if at.After(t.at) {
		t.at = at
	}
	if turns && t.catalog.Empty() { // nobody has anything to gain or lose
		t.known = false
		t.catalog.Turn(e.Position, t.at, nil)
		return nil
	}
	t.shift(e.Position, t.catalog.Turn)
	return nil
}

// catchUp tells the catalog of rights that have changed by themselves before an entry, at each
// moment that they did. The directory and the policy do not have the entry yet: what it says of
// rights was not so at those moments.
func (t *turns) catchUp(e *ledger.Entry) error {
	at, err := timeOf(e)
	if err != nil || (!moves(e.Kind) && e.Kind != ledger.KindIndicator) {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.known && t.until.After(t.at) && !at.Before(t.until) {
		t.at = t.until
		t.shift(e.Position, t.catalog.Lapse)
	}
	return nil
}

// shift tells the catalog what has changed up to t.at. t.mu is held.
func (t *turns) shift(p ledger.Position, tell func(ledger.Position, time.Time, []scope.Shift)) {
	shifts, err := t.rights.Shift(t.at)
	if t.known = err == nil; err != nil && t.failed != err.Error() {
		t.failed = err.Error()
		t.log.ErrorContext(context.Background(), "rights are not known; what they give and take is told later", slog.Any("error", err))
	}
	t.until = t.rights.Until()
	tell(p, t.at, shifts)
}

// timeOf is when an entry was written or, for one of the clock, the time that it says has come.
func timeOf(e *ledger.Entry) (time.Time, error) {
	if e.Kind == ledger.KindClock {
		return decodeClock(e)
	}
	return e.At, nil
}

// next is when rights, or a row's embargo or validity, change by themselves next.
func (t *turns) next() (at time.Time, clock ledger.Position, ok bool) {
	at, ok = t.catalog.NextBoundary()
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.known && !t.until.IsZero() && (!ok || t.until.Before(at)) {
		at, ok = t.until, true
	}
	return at, t.clock, ok
}

// apply feeds views run by run: first those that rights are made of, then the catalog.
func (t *turns) apply(es []ledger.Entry, rights []named, records named) error {
	for len(es) > 0 {
		if err := t.catchUp(&es[0]); err != nil {
			return err
		}
		n := t.run(es)
		for _, x := range rights {
			if err := x.view.Apply(es[:n]); err != nil {
				return fmt.Errorf("view %s: %w", x.name, err)
			}
		}
		if err := t.before(&es[0]); err != nil {
			return err
		}
		if err := records.view.Apply(es[:n]); err != nil {
			return fmt.Errorf("view %s: %w", records.name, err)
		}
		es = es[n:]
	}
	return nil
}
