package moderation

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/fold"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Queue is the read model of what waits: folded from the indicators' own entries, and those of decisions, always in memory. It is safe for
// concurrent use.
type Queue struct {
	ID func(id.Indicator) id.Moderation

	mu     sync.RWMutex
	open   map[id.Indicator]*Item
	named  map[id.Moderation]id.Indicator    // of all that have waited, but those erased
	waited []id.Indicator                    // those that are open, in the order of First
	told   map[id.Moderation]ledger.Position // of the last decision
}

var _ fold.View = (*Queue)(nil)

// NewQueue returns an empty queue.
func NewQueue(name func(id.Indicator) id.Moderation) *Queue {
	return &Queue{ID: name, open: map[id.Indicator]*Item{}, named: map[id.Moderation]id.Indicator{}, told: map[id.Moderation]ledger.Position{}}
}

// Apply folds entries; it ignores other kinds.
func (q *Queue) Apply(es []ledger.Entry) error {
	for n := range es {
		e := &es[n]
		switch {
		case e.Kind == ledger.KindModeration:
			q.tell(id.Moderation(e.ID), e.Position)
		case e.Kind != ledger.KindIndicator:
		case e.Verb == catalog.VerbHeld && e.Erased == nil:
			i, err := catalog.Decode(*e)
			if err != nil {
				return fmt.Errorf("moderation: entry %d: %w", e.Position, err)
			}
			q.put(q.item(&i, e))
		default:
			q.end(id.Indicator(e.ID), e.Verb == catalog.VerbErased)
		}
	}
	return nil
}

// item is what a steward needs of an indicator that is held.
func (q *Queue) item(i *catalog.Indicator, e *ledger.Entry) *Item {
	x := &Item{
		ID: q.ID(i.ID), Indicator: i.ID, Publisher: i.Publisher, Type: i.Observable.Type,
		Since: e.At, Modified: e.At, First: e.Position, Position: e.Position,
	}
	x.Expiry = i.Meant().Expiry
	for _, f := range i.Findings {
		f.Detail = indicator.Without(f.Detail, i)
		x.Findings = append(x.Findings, f)
	}
	for _, t := range indicator.Texts(i) {
		if slices.ContainsFunc(i.Findings, func(f catalog.Finding) bool { return f.Pointer == t.Pointer }) {
			t.Text = indicator.Without(strings.Clone(t.Text), i)
			x.Texts = append(x.Texts, t)
		}
	}
	return x
}

func (q *Queue) put(x *Item) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if was := q.open[x.Indicator]; was != nil {
		x.First, x.Since = was.First, was.Since
	} else {
		q.waited = append(q.waited, x.Indicator)
	}
	q.open[x.Indicator], q.named[x.ID] = x, x.Indicator
}

// end takes what no longer waits off the desk, with its text.
func (q *Queue) end(i id.Indicator, erased bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.open[i] != nil {
		delete(q.open, i)
		q.waited = slices.DeleteFunc(q.waited, func(w id.Indicator) bool { return w == i })
	}
	if erased && len(q.named) > 0 {
		delete(q.named, q.ID(i))
	}
}

func (q *Queue) tell(name id.Moderation, p ledger.Position) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.told[name] = p
}

// last is where the last decision stands under a name, 0 for none.
func (q *Queue) last(name id.Moderation) ledger.Position {
	q.mu.RLock()
	defer q.mu.RUnlock()
	return q.told[name]
}

// all returns what waits, the longest first.
func (q *Queue) all() []Item {
	q.mu.RLock()
	defer q.mu.RUnlock()
	all := make([]Item, len(q.waited))
	for n, i := range q.waited {
		all[n] = *q.open[i]
	}
	return all
}

// find returns an item; closed says that it waited, and does no longer.
func (q *Queue) find(name id.Moderation) (x Item, open, closed bool) {
	q.mu.RLock()
	defer q.mu.RUnlock()
	i, known := q.named[name]
	if found := q.open[i]; known && found != nil {
		return *found, true, false
	}
	return Item{}, false, known
}
