// Package letter keeps dead letters: events that an endpoint has refused for good, so that the rest
// could go on. Each says which event it was and how it went; never what was in it. One is sent
// again where its owner wants it to, as it stands then.
package letter

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
)

// Letter is an event that an endpoint has refused.
type Letter struct {
	Name     string       `json:"w"` // its webhook-id
	Mark     catalog.Mark `json:"m"`
	Event    string       `json:"e"` // its type
	At       time.Time    `json:"o"` // when it happened
	Tried    time.Time    `json:"t"` // the last time
	Attempts int          `json:"n"`
	Status   int          `json:"c,omitempty"`
	Failure  string       `json:"f,omitempty"`
	Wanted   bool         `json:"-"` // it is to be sent again
}

// Most is how many a subscription may have: then it is stopped, for something is wrong with the
// endpoint and not with the events.
const Most = 1000

// strikes is after how many attempts an event counts as refused by an answer that may be of the
// moment.
const strikes = 3

// Refused reports whether an endpoint's answer to the n-th attempt at one event refuses it for
// good: 413 and 415 at once (RFC 9110, sections 15.5.14 and 15.5.16: the same again is no use),
// 400 and 422 when it has said so three times.
func Refused(status, n int) bool {
	switch status {
	case http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType:
		return true
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		return n >= strikes
	}
	return false
}

// Limits are those of the journal that letters are kept in: 30 days.
func Limits() journal.Limits {
	return journal.Limits{MaxAge: 30 * 24 * time.Hour, MaxBytes: 1 << 30, MaxPerSubject: 1}
}

// Shelf is where letters are kept.
type Shelf interface {
	PutAll(ctx context.Context, rs []journal.Record) error
	Range(ctx context.Context, filter string, after uint64, limit int, fn func(journal.Record) error) error
	Forget(ctx context.Context, filter string) error
}

var _ Shelf = (*journal.Journal)(nil)

// The first part of a letter's key: it lies, or it is wanted.
const (
	lies   = "d."
	wanted = "w."
)

// Box keeps letters. It is safe for concurrent use.
type Box struct {
	shelf Shelf

	mu sync.Mutex
	of map[id.Subscription]int // how many, at most: of those that were counted
}

// NewBox keeps letters on a shelf.
func NewBox(s Shelf) *Box { return &Box{shelf: s, of: map[id.Subscription]int{}} }

// Put keeps letters of a subscription, and full says that there is no room for them.
func (b *Box) Put(ctx context.Context, s id.Subscription, ls []Letter) (full bool, err error) {
	n, err := b.count(ctx, s, len(ls))
	if err != nil {
		return false, err
	}
	if n+len(ls) > Most {
		return true, nil
	}
	if err := b.put(ctx, lies, s, ls); err != nil {
		return false, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.of[s] += len(ls)
	return false, nil
}

// count is how many letters a subscription has. Others may have taken some away: it is counted anew
// where there would be too many.
func (b *Box) count(ctx context.Context, s id.Subscription, more int) (int, error) {
	b.mu.Lock()
	n, known := b.of[s]
	b.mu.Unlock()
	if known && n+more <= Most {
		return n, nil
	}
	all, err := b.Of(ctx, s)
	if err != nil {
		return 0, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.of[s] = len(all)
	return len(all), nil
}

func (b *Box) put(ctx context.Context, how string, s id.Subscription, ls []Letter) error {
	rs := make([]journal.Record, len(ls))
	for n := range ls {
		body, err := json.Marshal(&ls[n])
		if err != nil {
			return fmt.Errorf("letter: %w", err)
		}
		rs[n] = journal.Record{Key: how + string(s) + "." + ls[n].Name, Body: body}
	}
	for part := range slices.Chunk(rs, 256) {
		if err := b.shelf.PutAll(ctx, part); err != nil {
			return fmt.Errorf("letter: %w", err)
		}
	}
	return nil
}

// Of returns a subscription's letters, in the order in which the events happened.
func (b *Box) Of(ctx context.Context, s id.Subscription) ([]Letter, error) {
	by := map[string]Letter{}
	err := b.read(ctx, "*."+string(s)+".>", func(_ id.Subscription, l Letter) {
		l.Wanted = l.Wanted || by[l.Name].Wanted
		by[l.Name] = l
	})
	if err != nil {
		return nil, err
	}
	all := make([]Letter, 0, len(by))
	for _, l := range by {
		all = append(all, l)
	}
	slices.SortFunc(all, func(a, b Letter) int {
		return cmp.Or(cmp.Compare(a.Mark, b.Mark), strings.Compare(a.Name, b.Name))
	})
	return all, nil
}

// Wanted returns the letters that are to be sent again, of all subscriptions.
func (b *Box) Wanted(ctx context.Context) (map[id.Subscription][]Letter, error) {
	all := map[id.Subscription][]Letter{}
	err := b.read(ctx, wanted+">", func(s id.Subscription, l Letter) { all[s] = append(all[s], l) })
	return all, err
}

func (b *Box) read(ctx context.Context, filter string, each func(id.Subscription, Letter)) error {
	err := b.shelf.Range(ctx, filter, 0, 0, func(r journal.Record) error {
		how, rest, _ := strings.Cut(r.Key, ".")
		s, _, _ := strings.Cut(rest, ".")
		var l Letter
		if err := json.Unmarshal(r.Body, &l); err != nil {
			return err
		}
		l.Wanted = how+"." == wanted
		each(id.Subscription(s), l)
		return nil
	})
	if err != nil {
		return fmt.Errorf("letter: %w", err)
	}
	return nil
}

// Want has letters sent again.
func (b *Box) Want(ctx context.Context, s id.Subscription, ls []Letter) error {
	if err := b.put(ctx, wanted, s, ls); err != nil {
		return err
	}
	for n := range ls {
		if err := b.forget(ctx, lies+string(s)+"."+ls[n].Name); err != nil {
			return err
		}
	}
	return nil
}

// Return puts a letter that was refused again back to the others, unless it was forgotten meanwhile.
func (b *Box) Return(ctx context.Context, s id.Subscription, l Letter) error {
	there := false
	if err := b.read(ctx, wanted+string(s)+"."+l.Name, func(id.Subscription, Letter) { there = true }); err != nil || !there {
		return err
	}
	if err := b.put(ctx, lies, s, []Letter{l}); err != nil {
		return err
	}
	return b.forget(ctx, wanted+string(s)+"."+l.Name)
}

// Forget removes a letter.
func (b *Box) Forget(ctx context.Context, s id.Subscription, name string) error {
	return b.forget(ctx, "*."+string(s)+"."+name)
}

// Clear removes all letters of a subscription.
func (b *Box) Clear(ctx context.Context, s id.Subscription) error {
	b.mu.Lock()
	delete(b.of, s)
	b.mu.Unlock()
	return b.forget(ctx, "*."+string(s)+".>")
}

func (b *Box) forget(ctx context.Context, filter string) error {
	if err := b.shelf.Forget(ctx, filter); err != nil {
		return fmt.Errorf("letter: %w", err)
	}
	return nil
}
