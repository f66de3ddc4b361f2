package feed

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Register folds the entries of kind feed. It is a fold.View, and safe for concurrent use.
type Register struct {
	mu  sync.RWMutex
	all map[id.Member]Feed
}

// NewRegister returns an empty register.
func NewRegister() *Register { return &Register{all: map[id.Member]Feed{}} }

// Apply folds entries; it ignores other kinds.
func (r *Register) Apply(es []ledger.Entry) error {
	for _, e := range es {
		if e.Kind != ledger.KindFeed {
			continue
		}
		f, err := Decode(e)
		if err != nil {
			return fmt.Errorf("feed: entry %d: %w", e.Position, err)
		}
		r.mu.Lock()
		r.all[f.Member] = f
		r.mu.Unlock()
	}
	return nil
}

// find returns a member's feed, on or off; the zero value where there never was one.
func (r *Register) find(m id.Member) Feed {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.all[m]
}

// Since returns when a member's feed was turned on; zero where it is off.
func (r *Register) Since(m id.Member) time.Time {
	if f := r.find(m); !f.Off {
		return f.Created
	}
	return time.Time{}
}

// On returns the feeds that are on, by member.
func (r *Register) On() []Feed {
	r.mu.RLock()
	defer r.mu.RUnlock()
	var out []Feed
	for _, f := range r.all {
		if !f.Off {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b Feed) int { return cmp.Compare(a.Member, b.Member) })
	return out
}
