package indicator

import (
	"context"
	"sync"
	"time"

	"github.com/entente-hub/entente/shared/ledger"
)

// Janitor overwrites what was erased: at once where it can, and again until it has. It follows
// erasures too (fold.View), so that those which another process has written and not carried out
// are carried out.
type Janitor struct {
	Archive Archive
	Now     func() time.Time
	Failed  func(err error) // is told of what will be tried again; nil: nobody is

	mu  sync.Mutex
	due map[ledger.Position]time.Time // when to try
}

// How long the janitor leaves an erasure to who wrote it, how old one may be that it finds at its start
// and still looks after (an older one that was not carried out is overdue), and how often it tries.
const (
	grace  = 30 * time.Second
	recent = 24 * time.Hour
	round  = 10 * time.Second
)

// Apply takes in the erasures among some entries.
func (j *Janitor) Apply(es []ledger.Entry) error {
	now := j.Now()
	for i := range es {
		if es[i].Kind != ledger.KindErasure || now.Sub(es[i].At) > recent {
			continue
		}
		rs, err := ledger.DecodeErasure(&es[i])
		if err != nil {
			return err
		}
		j.mu.Lock()
		for n := range rs {
			j.wait(rs[n].Position, now.Add(grace))
		}
		j.mu.Unlock()
	}
	return nil
}

// wait has a position tried at a time. The lock is held.
func (j *Janitor) wait(p ledger.Position, at time.Time) {
	if j.due == nil {
		j.due = map[ledger.Position]time.Time{}
	}
	j.due[p] = at
}

// Sweep overwrites what remains are listed of.
func (j *Janitor) Sweep(ctx context.Context, rs []ledger.Remains) {
	for n := range rs {
		j.erase(ctx, rs[n].Position)
	}
}

func (j *Janitor) erase(ctx context.Context, p ledger.Position) {
	err := j.Archive.Erase(ctx, p)
	j.mu.Lock()
	defer j.mu.Unlock()
	if err == nil {
		delete(j.due, p)
		return
	}
	j.wait(p, j.Now().Add(round))
	if j.Failed != nil {
		j.Failed(err)
	}
}

// Run tries until ctx ends.
func (j *Janitor) Run(ctx context.Context) {
	tick := time.NewTicker(round)
	defer tick.Stop()
	for {
		j.Round(ctx)
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// Round tries what is due now, and what was found undone.
func (j *Janitor) Round(ctx context.Context) {
	todo := j.Archive.Overdue()
	now := j.Now()
	j.mu.Lock()
	for p, at := range j.due {
		if !at.After(now) {
			todo = append(todo, p)
		}
	}
	j.mu.Unlock()
	for _, p := range todo {
		if ctx.Err() != nil {
			return
		}
		j.erase(ctx, p)
	}
}
