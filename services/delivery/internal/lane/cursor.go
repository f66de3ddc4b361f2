package lane

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
	"github.com/entente-hub/entente/shared/ledger"
)

// Shelf is where cursors are kept.
type Shelf interface {
	Last(ctx context.Context, key string) (journal.Record, bool, error)
	Replace(ctx context.Context, key string, body []byte, seq uint64) (uint64, error)
	Range(ctx context.Context, filter string, after uint64, limit int, fn func(journal.Record) error) error
}

// Limits are those of the journal that cursors are kept in.
func Limits() journal.Limits { return journal.Limits{MaxPerSubject: 1} }

// keptShare is a share as the shelf has it. Lanes that it does not name are up with its head, or
// were made after it: those without trouble cost nothing to keep.
type keptShare struct {
	By    string                    `json:"by"`
	Head  catalog.Mark              `json:"head"`
	Seen  ledger.Position           `json:"seen"` // up to where the ledger was known to who wrote it
	Lanes map[id.Subscription]*kept `json:"lanes,omitempty"`
}

// kept is a lane as the shelf has it.
type kept struct {
	Cursor    catalog.Mark    `json:"mark,omitempty"`
	Since     ledger.Position `json:"since"`                // of the subscription: void if that is newer
	Idle      bool            `json:"idle,omitempty"`       // it is up with the head
	Failed    int             `json:"failed,omitempty"`     // attempts, one after another
	Warned    int             `json:"warned,omitempty"`     // per cent
	Last      string          `json:"last,omitempty"`       // why it failed
	Failing   catalog.Mark    `json:"failing,omitempty"`    // what was tried
	FailingTo catalog.Mark    `json:"failing_to,omitempty"` // where it were several
	FailingAt time.Time       `json:"failing_at,omitzero"`  // when the first of it happened
	Tried     int             `json:"tried,omitempty"`      // how often
	Due       time.Time       `json:"due,omitzero"`
	Again     *keptReplay     `json:"again,omitempty"`
}

// keptReplay is a replay.
type keptReplay struct {
	Since  ledger.Position `json:"since"`
	Cursor catalog.Mark    `json:"mark"`
	Told   int             `json:"told"`
	Ended  time.Time       `json:"ended,omitzero"`
}

func shareKey(n int) string { return "share." + strconv.Itoa(n) }

// seldom is how often the record of a share is written where nothing was told: whoever comes next
// would look at all that happened since.
const seldom = 30 * time.Second

// save writes the shares where something was told or has changed.
func (d *Desk) save(ctx context.Context) error {
	var err error
	for _, s := range d.shares {
		err = errors.Join(err, d.saveShare(ctx, s))
	}
	return err
}

func (d *Desk) saveShare(ctx context.Context, s *share) error {
	d.mu.Lock()
	if !s.on {
		d.mu.Unlock()
		return nil
	}
	r := keptShare{By: s.by, Head: d.head, Seen: d.seen, Lanes: map[id.Subscription]*kept{}}
	any := false
	for name, l := range d.lanes {
		if l.share != s {
			continue
		}
		any = true
		if k := l.kept(d.head); k != nil {
			r.Lanes[name] = k
		}
	}
	dirty, saved, at, seq := s.dirty, s.saved, s.at, s.seq
	s.dirty = false
	d.mu.Unlock()
	lanes, err := json.Marshal(r.Lanes)
	if err != nil {
		return fmt.Errorf("lane: %w", err)
	}
	if !dirty && string(lanes) == saved && (!any || time.Since(at) < seldom && !d.isEnded()) {
		return nil
	}
	body, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("lane: %w", err)
	}
	if d.shared { // what another holds meanwhile must not be written over
		last, ok, err := d.o.Cursors.Last(ctx, shareKey(s.n))
		if err != nil {
			d.soil(s)
			return fmt.Errorf("lane: %w", err)
		}
		if ok && !d.isOurs(last.Body, r.By) {
			d.lose(ctx, s, r.By)
			return nil
		}
	}
	if err := d.o.Given.Save(ctx); err != nil { // of what these cursors have passed
		d.soil(s)
		return fmt.Errorf("lane: %w", err)
	}
	next, err := d.o.Cursors.Replace(ctx, shareKey(s.n), body, seq)
	if errors.Is(err, journal.ErrMoved) {
		// Another process has it, or this one has written it and was not told.
		if last, ok, read := d.o.Cursors.Last(ctx, shareKey(s.n)); read == nil && ok && d.isOurs(last.Body, r.By) {
			next, err = d.o.Cursors.Replace(ctx, shareKey(s.n), body, last.Seq)
		}
	}
	if errors.Is(err, journal.ErrMoved) {
		d.lose(ctx, s, r.By)
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case err != nil:
		s.dirty = true
		return fmt.Errorf("lane: %w", err)
	case s.by == r.By:
		s.seq, s.saved, s.at = next, string(lanes), time.Now()
	}
	return nil
}

// lose lets go of a share that another process has taken on.
func (d *Desk) lose(ctx context.Context, s *share, by string) {
	d.o.Log.InfoContext(ctx, "another process has taken on a share of the subscriptions", slog.Int("share", s.n))
	d.mu.Lock()
	defer d.mu.Unlock()
	if s.by == by {
		s.on = false
		s.off()
	}
}

// soil has a share written again.
func (d *Desk) soil(s *share) {
	d.mu.Lock()
	defer d.mu.Unlock()
	s.dirty = true
}

func (*Desk) isOurs(body []byte, by string) bool {
	var r keptShare
	return json.Unmarshal(body, &r) == nil && r.By == by
}

func (d *Desk) isEnded() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.ended
}

// kept is what the shelf is to have of a lane, nil if nothing. d.mu is held.
func (l *lane) kept(head catalog.Mark) *kept {
	k := &kept{Cursor: l.live.cursor, Since: l.sub.Since, Again: l.again.kept()}
	if l.sub.State == subscription.Active && l.live.cursor >= head && l.trouble.failed == 0 {
		if k.Idle, k.Cursor = true, 0; k.Again == nil {
			return nil
		}
		return k
	}
	if t := l.trouble; t.failed > 0 {
		k.Failed, k.Warned, k.Last, k.Due = t.failed, t.warned, t.last, l.due.Round(0).UTC()
	}
	for _, f := range l.live.flights {
		if f.state == failed {
			k.Failing, k.FailingTo, k.FailingAt, k.Tried = f.first, f.last, f.at, f.number
			break
		}
	}
	return k
}

// kept is what the shelf is to have of a replay, nil if there was none.
func (t *track) kept() *keptReplay {
	if t.since == 0 {
		return nil
	}
	return &keptReplay{Since: t.since, Cursor: t.cursor, Told: t.told, Ended: t.ended.Round(0).UTC()}
}

// oldKept is a lane as hubs before shares kept it; and oldDesk up to where all idle ones were.
type oldKept struct {
	Cursor  catalog.Mark    `json:"mark"`
	Since   ledger.Position `json:"since"`
	Idle    bool            `json:"idle"`
	Failed  int             `json:"failed"`
	Failing catalog.Mark    `json:"failing_mark"`
	Due     time.Time       `json:"due"`

	// Of hubs before marks: whatever was at a position was done with.
	OldCursor  ledger.Position `json:"cursor"`
	OldFailing ledger.Position `json:"failing"`
}

type oldDesk struct {
	Head    catalog.Mark    `json:"mark"`
	OldHead ledger.Position `json:"head"`
}

// readOld makes a share's record of what hubs before shares have left.
func (d *Desk) readOld(ctx context.Context, s *share) (keptShare, error) {
	r := keptShare{Lanes: map[id.Subscription]*kept{}}
	err := d.o.Cursors.Range(ctx, ">", 0, 0, func(record journal.Record) error {
		name, isLane := strings.CutPrefix(record.Key, "lane.")
		if of := id.Subscription(name); isLane && d.shareOf(of) == s {
			var k oldKept
			if err := json.Unmarshal(record.Body, &k); err != nil {
				return err
			}
			r.Lanes[of] = k.renew()
		}
		if record.Key == "desk" {
			var k oldDesk
			if err := json.Unmarshal(record.Body, &k); err != nil {
				return err
			}
			if r.Head = k.Head; k.OldHead > 0 {
				r.Head = catalog.MarkAfter(k.OldHead)
			}
		}
		return nil
	})
	if err != nil {
		return r, fmt.Errorf("read cursors: %w", err)
	}
	return r, nil
}

func (k *oldKept) renew() *kept {
	if k.OldCursor > 0 {
		k.Cursor = catalog.MarkAfter(k.OldCursor)
	}
	if k.OldFailing > 0 {
		k.Failing = catalog.MarkOf(k.OldFailing)
	}
	return &kept{Cursor: k.Cursor, Since: k.Since, Idle: k.Idle, Failed: k.Failed, Failing: k.Failing, Tried: k.Failed, Due: k.Due}
}
