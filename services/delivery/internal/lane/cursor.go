package lane

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
	"github.com/entente-hub/entente/shared/ledger"
)

// kept is a lane as the shelf has it. An idle one has been up with the desk's own record ever
// since, so that lanes without trouble cost nothing to keep.
type kept struct {
	Cursor  catalog.Mark    `json:"mark"`
	Since   ledger.Position `json:"since"` // of the subscription: void if that is newer
	Idle    bool            `json:"idle,omitempty"`
	Failed  int             `json:"failed,omitempty"`
	Failing catalog.Mark    `json:"failing_mark,omitempty"`
	Due     time.Time       `json:"due,omitzero"`

	// Of hubs before marks: they are read, and written no more.
	OldCursor  ledger.Position `json:"cursor,omitempty"`
	OldFailing ledger.Position `json:"failing,omitempty"`
}

// keptDesk says up to where all idle lanes are.
type keptDesk struct {
	Head catalog.Mark `json:"mark"`

	OldHead ledger.Position `json:"head,omitempty"` // of hubs before marks
}

// renew puts what a hub before marks wrote into marks: whatever was at a position was done
// with. What it was trying stays the event that is the entry itself.
func (k *kept) renew() {
	if k.OldCursor > 0 {
		k.Cursor = catalog.MarkAfter(k.OldCursor)
	}
	if k.OldFailing > 0 {
		k.Failing = catalog.MarkOf(k.OldFailing)
	}
	k.OldCursor, k.OldFailing = 0, 0
}

const (
	deskKey = "desk"
	laneKey = "lane."
)

// save writes the lanes that are not as the shelf has them, and then how far all the others
// are: in this order, so that a crash between the two only repeats.
func (d *Desk) save(ctx context.Context) error {
	type change struct {
		lane *lane
		now  kept
	}
	var changes []change
	var rs []journal.Record
	d.mu.Lock()
	head := d.head
	for name, l := range d.lanes {
		now := l.kept(head)
		switch {
		case l.saved != nil && l.saved.Idle && now.Idle && l.saved.Since == now.Since:
			continue
		case l.saved == nil && now.Idle:
			continue
		case l.saved != nil && *l.saved == now:
			continue
		}
		body, err := json.Marshal(now)
		if err != nil {
			d.mu.Unlock()
			return fmt.Errorf("lane: %w", err)
		}
		changes = append(changes, change{l, now})
		rs = append(rs, journal.Record{Key: laneKey + string(name), Body: body})
	}
	written := d.written
	d.mu.Unlock()
	if err := d.o.Given.Save(ctx); err != nil {
		return fmt.Errorf("lane: %w", err)
	}
	if len(rs) > 0 {
		if err := d.o.Cursors.PutAll(ctx, rs); err != nil {
			return fmt.Errorf("lane: %w", err)
		}
	}
	d.mu.Lock()
	for _, c := range changes {
		c.lane.saved = &c.now
	}
	d.mu.Unlock()
	if head == written {
		return nil
	}
	body, err := json.Marshal(keptDesk{Head: head})
	if err != nil {
		return fmt.Errorf("lane: %w", err)
	}
	if err := d.o.Cursors.Put(ctx, deskKey, body); err != nil {
		return fmt.Errorf("lane: %w", err)
	}
	d.mu.Lock()
	d.written = head
	d.mu.Unlock()
	return nil
}

// kept is what the shelf is to have of a lane. d.mu is held.
func (l *lane) kept(head catalog.Mark) kept {
	k := kept{Cursor: l.cursor, Since: l.sub.Since}
	if l.sub.State == subscription.Active && l.cursor >= head {
		k.Idle, k.Cursor = true, 0
		return k
	}
	if l.failed > 0 {
		k.Failed, k.Failing, k.Due = l.failed, l.failing, l.due.Round(0)
	}
	return k
}

// load puts the lanes where they were, and lets them begin.
func (d *Desk) load(ctx context.Context) error {
	var desk keptDesk
	lanes := map[id.Subscription]kept{}
	err := d.o.Cursors.Range(ctx, ">", 0, 0, func(r journal.Record) error {
		name, isLane := strings.CutPrefix(r.Key, laneKey)
		if !isLane {
			if err := json.Unmarshal(r.Body, &desk); err != nil {
				return err
			}
			if desk.OldHead > 0 {
				desk.Head = catalog.MarkAfter(desk.OldHead)
			}
			return nil
		}
		var k kept
		if err := json.Unmarshal(r.Body, &k); err != nil {
			return err
		}
		k.renew()
		lanes[id.Subscription(name)] = k
		return nil
	})
	if err != nil {
		return fmt.Errorf("read cursors: %w", err)
	}
	if err := d.o.Given.Open(ctx); err != nil {
		return fmt.Errorf("read cursors: %w", err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.written = desk.Head
	for name, l := range d.lanes {
		k, ok := lanes[name]
		ok = ok && k.Since == l.sub.Since
		switch {
		case ok && k.Idle, !ok && l.sub.Since <= desk.Head.Position():
			l.cursor = max(l.sub.From, desk.Head)
		case ok:
			l.cursor, l.failed, l.failing = k.Cursor, k.Failed, k.Failing
			if !k.Due.IsZero() && l.sub.State == subscription.Active {
				d.wait(l, k.Due)
			}
		}
		if ok {
			l.saved = &k
		}
		d.o.Given.Resume(&l.sub, l.cursor)
	}
	d.started = true
	return nil
}
