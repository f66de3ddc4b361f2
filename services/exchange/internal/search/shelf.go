package search

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Shelf is the read model of kept searches. It is safe for concurrent use.
type Shelf struct {
	mu  sync.RWMutex
	all map[id.Search]Saved
	of  map[string][]id.Search // by owner, oldest first
}

// NewShelf returns an empty shelf.
func NewShelf() *Shelf { return &Shelf{all: map[id.Search]Saved{}, of: map[string][]id.Search{}} }

// row is a search as its entry has it (schema 1).
type row struct {
	Owner    string     `json:"owner"`
	Name     string     `json:"name"`
	Query    url.Values `json:"query,omitempty"`
	Gone     bool       `json:"gone,omitempty"`
	Created  time.Time  `json:"created"`
	Modified time.Time  `json:"modified"`
}

var errSchema = errors.New("search: unknown schema")

// Encode gives the body of a search entry. What is gone leaves no question behind.
func Encode(s Saved) []byte {
	body, err := json.Marshal(row{Owner: s.Owner, Name: s.Name, Query: s.Query, Gone: s.Gone, Created: s.Created, Modified: s.Modified})
	if err != nil {
		panic("search: " + err.Error()) // strings and times in range always marshal
	}
	return body
}

// Decode reads a search entry.
func Decode(e ledger.Entry) (Saved, error) {
	if e.Schema != Schema {
		return Saved{}, fmt.Errorf("%w %d", errSchema, e.Schema)
	}
	var r row
	if err := json.Unmarshal(e.Body, &r); err != nil {
		return Saved{}, fmt.Errorf("search: %w", err)
	}
	return Saved{
		ID: id.Search(e.ID), Owner: r.Owner, Name: r.Name, Query: r.Query, Gone: r.Gone,
		Created: r.Created, Modified: r.Modified, Position: e.Position,
	}, nil
}

// Apply folds entries; it ignores other kinds.
func (h *Shelf) Apply(es []ledger.Entry) error {
	for _, e := range es {
		if e.Kind != ledger.KindSearch {
			continue
		}
		s, err := Decode(e)
		if err != nil {
			return fmt.Errorf("search: entry %d: %w", e.Position, err)
		}
		h.put(s)
	}
	return nil
}

func (h *Shelf) put(s Saved) {
	h.mu.Lock()
	defer h.mu.Unlock()
	was, had := h.all[s.ID]
	if s.First = s.Position; had {
		s.First = was.First
	}
	switch {
	case s.Gone:
		delete(h.all, s.ID)
		h.of[s.Owner] = slices.DeleteFunc(h.of[s.Owner], func(x id.Search) bool { return x == s.ID })
		return
	case !had:
		h.of[s.Owner] = append(h.of[s.Owner], s.ID)
	}
	h.all[s.ID] = s
}

// Find returns the newest state of an owner's search: another's is there for nobody else.
func (h *Shelf) Find(owner string, s id.Search) (Saved, bool) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	found, ok := h.all[s]
	if !ok || found.Owner != owner {
		return Saved{}, false
	}
	return found, true
}

// Of returns an owner's searches, oldest first.
func (h *Shelf) Of(owner string) []Saved {
	h.mu.RLock()
	defer h.mu.RUnlock()
	all := make([]Saved, 0, len(h.of[owner]))
	for _, s := range h.of[owner] {
		all = append(all, h.all[s])
	}
	return all
}
