package lane

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"log/slog"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
)

// Shares is how many parts the lanes are cut into. One process works at each.
const Shares = 16

// share is one part of the lanes. Its fields are the desk's, under its lock.
type share struct {
	n   int
	on  bool            // this process holds it
	ctx context.Context // of its posts, while on
	off context.CancelFunc

	seq   uint64 // of its record
	by    string // who holds it, as the record says it
	saved string // its lanes, as the record has them
	at    time.Time
	dirty bool // something was told since the record was written
}

func (d *Desk) shareOf(s id.Subscription) *share {
	h := fnv.New32a()
	_, _ = h.Write([]byte(s)) // never fails
	return d.shares[h.Sum32()%Shares]
}

// work works at a share until ctx ends, or until another process has taken it.
func (d *Desk) work(ctx context.Context, s *share) {
	by := rand.Text()
	r, seq, err := d.claim(ctx, s, by)
	if err != nil {
		if ctx.Err() == nil {
			d.o.Log.WarnContext(ctx, "a share of the subscriptions is not taken on; it is tried again", slog.Int("share", s.n), slog.Any("error", err))
		}
		return
	}
	on, off := context.WithCancel(ctx)
	defer off()
	d.mu.Lock()
	s.on, s.ctx, s.off, s.seq, s.by, s.saved, s.at, s.dirty = true, on, off, seq, by, "", time.Now(), false
	for name, l := range d.lanes {
		if l.share == s {
			d.place(l, r.Lanes[name], r.Head)
		}
	}
	d.mu.Unlock()
	poke(d.wake)
	<-on.Done()
	d.mu.Lock()
	defer d.mu.Unlock()
	s.on = false
}

// claim writes into a share's record who holds it now: who held it before can write no more. It
// returns the record once the desk knows of all that it speaks of.
func (d *Desk) claim(ctx context.Context, s *share, by string) (keptShare, uint64, error) {
	for {
		r, seq, err := d.read(ctx, s)
		if err != nil {
			return r, 0, err
		}
		r.By = by
		body, err := json.Marshal(r)
		if err != nil {
			return r, 0, fmt.Errorf("lane: %w", err)
		}
		seq, err = d.o.Cursors.Replace(ctx, shareKey(s.n), body, seq)
		if errors.Is(err, journal.ErrMoved) {
			continue
		}
		if err != nil {
			return r, 0, fmt.Errorf("lane: %w", err)
		}
		return r, seq, d.reach(ctx, &r)
	}
}

// reach waits until the desk has been told all that whoever wrote a record had been told.
func (d *Desk) reach(ctx context.Context, r *keptShare) error {
	for {
		d.mu.Lock()
		there := d.seen >= r.Seen
		d.mu.Unlock()
		if there {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// read reads a share's record, or makes one of what a hub before shares has left.
func (d *Desk) read(ctx context.Context, s *share) (r keptShare, seq uint64, err error) {
	record, ok, err := d.o.Cursors.Last(ctx, shareKey(s.n))
	switch {
	case err != nil:
		return r, 0, fmt.Errorf("read cursors: %w", err)
	case !ok:
		r, err = d.readOld(ctx, s)
		return r, 0, err
	}
	if err := json.Unmarshal(record.Body, &r); err != nil {
		return r, 0, fmt.Errorf("read cursors: %w", err)
	}
	return r, record.Seq, nil
}

// place puts a lane where its record says that it is; k is nil where the record says nothing. d.mu
// is held.
func (d *Desk) place(l *lane, k *kept, head catalog.Mark) {
	l.due, l.trouble = time.Time{}, trouble{}
	live, again := &l.live, &l.again
	switch {
	case k != nil && k.Since == l.sub.Since && !k.Idle:
		live.put(k.Cursor, k.Since)
		l.trouble = trouble{failed: k.Failed, warned: k.Warned, last: k.Last}
		if k.Failing > 0 {
			live.flights = []*flight{{track: live, epoch: live.epoch, first: k.Failing, last: max(k.Failing, k.FailingTo), at: k.FailingAt, number: k.Tried, state: failed}}
		}
		if !k.Due.IsZero() {
			d.wait(l, k.Due)
		}
	case k != nil && k.Since == l.sub.Since, l.sub.Since <= head.Position():
		live.put(max(l.sub.From, head), l.sub.Since)
	default:
		live.put(l.sub.From, l.sub.Since)
	}
	if again.off(); l.sub.AgainSince > 0 {
		again.put(l.sub.Again, l.sub.AgainSince)
		if k != nil && k.Again != nil && k.Again.Since == l.sub.AgainSince {
			again.put(k.Again.Cursor, k.Again.Since)
			again.told, again.ended, again.on = k.Again.Told, k.Again.Ended, k.Again.Ended.IsZero()
		}
	}
	from := live.cursor
	if again.on {
		from = min(from, again.cursor)
	}
	d.o.Given.Resume(&l.sub, from)
}
