package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"github.com/go-json-experiment/json"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// Alarm is what a member is told of a subscription of its own, by its other ones and on its feed:
// that the endpoint fails, or that the hub has stopped. Nobody else is ever told.
type Alarm struct {
	Member       id.Member
	Subscription id.Subscription
	Percent      int    // of the way to being stopped
	Attempts     int    // that failed, one after another
	Reason       string // what went wrong last, in words for the member
}

// Verbs of alarm entries; the event's type is "subscription." + verb.
const (
	VerbFailing  = "failing"
	VerbDisabled = "disabled"
)

// SchemaAlarm is the version of an alarm entry's body.
const SchemaAlarm = 1

// maxAlarms is how many of a member's alarms are told to who follows from the start: the newest.
const maxAlarms = 1000

// alarmRow is an alarm as its entry has it (schema 1).
type alarmRow struct {
	Member       id.Member       `json:"member"`
	Subscription id.Subscription `json:"subscription"`
	Percent      int             `json:"percent"`
	Attempts     int             `json:"attempts,omitempty"`
	Reason       string          `json:"reason,omitempty"`
}

// EncodeAlarm gives the body of an alarm entry.
func EncodeAlarm(a Alarm) []byte {
	body, err := json.Marshal(alarmRow(a))
	if err != nil {
		panic("catalog: " + err.Error()) // strings and numbers always marshal
	}
	return body
}

// alarms are what members are told of their subscriptions: each member's, in order.
type alarms struct {
	mu sync.RWMutex
	of map[id.Member][]Event
}

func (as *alarms) apply(es []ledger.Entry) error {
	for n := range es {
		if es[n].Kind != ledger.KindAlarm {
			continue
		}
		if err := as.add(&es[n]); err != nil {
			return fmt.Errorf("catalog: entry %d: %w", es[n].Position, err)
		}
	}
	return nil
}

func (as *alarms) add(e *ledger.Entry) error {
	var r alarmRow
	if err := json.Unmarshal(e.Body, &r); err != nil {
		return err
	}
	body := append(append(make([]byte, 0, 160), `{"subscription":"`...), r.Subscription...)
	body = append(append(body, `","percent":`...), strconv.Itoa(r.Percent)...)
	body = append(append(body, `,"attempts":`...), strconv.Itoa(r.Attempts)...)
	body = append(quote(append(body, `,"reason":`...), r.Reason), '}')
	told := Event{
		Mark: MarkOf(e.Position), Type: "subscription." + e.Verb, At: e.At.UTC(),
		Item: Item{Subscription: r.Subscription, Position: e.Position, json: body},
	}
	as.mu.Lock()
	defer as.mu.Unlock()
	if as.of == nil {
		as.of = map[id.Member][]Event{}
	}
	all := append(as.of[r.Member], told)
	as.of[r.Member] = all[max(0, len(all)-maxAlarms):]
	return nil
}

// any reports whether a viewer has alarms between two marks.
func (as *alarms) any(v *scope.View, after, to Mark) bool {
	as.mu.RLock()
	defer as.mu.RUnlock()
	all := as.of[v.Member]
	return len(all) > 0 && all[len(all)-1].Mark > after && slices.ContainsFunc(all, func(e Event) bool { return e.Mark > after && e.Mark <= to })
}

// merge puts a viewer's alarms between two marks among the events that were found there, up to
// limit of all, and returns up to where they go.
func (as *alarms) merge(v *scope.View, found []Event, after, looked Mark, limit int) ([]Event, Mark) {
	if v.Member == "" {
		return found, looked
	}
	as.mu.RLock()
	defer as.mu.RUnlock()
	all := as.of[v.Member]
	from, _ := slices.BinarySearchFunc(all, after+1, func(e Event, m Mark) int { return cmp.Compare(e.Mark, m) })
	to, _ := slices.BinarySearchFunc(all, looked+1, func(e Event, m Mark) int { return cmp.Compare(e.Mark, m) })
	if from >= to {
		return found, looked
	}
	found = append(found, all[from:min(to, from+limit)]...)
	slices.SortFunc(found, func(a, b Event) int { return cmp.Compare(a.Mark, b.Mark) })
	if len(found) >= limit {
		found = found[:limit]
		looked = found[limit-1].Mark
	}
	return found, looked
}
