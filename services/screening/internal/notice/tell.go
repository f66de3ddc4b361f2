package notice

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/entente-hub/entente/services/screening/internal/screen"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// met is an indicator that a request has met, by the strongest match.
type met struct {
	indicator id.Indicator
	how       catalog.Meeting
}

// Tell has the publishers of what results show told, marks the matches that are, and returns the
// position up to which it wrote, 0 where it wrote nothing. One entry stands for all that a member
// says of an indicator in a day. What cannot be written costs no answer: it is not marked.
//
// Whether a publisher is told in the end, policy and the publisher say, and the sender must not learn:
// it would know publishers apart that it may not know. So what is not heard is written all the same, as
// the sender's own, and takes as long; and a mark says what the sender knows by itself. A notice
// without a name is heard only where k members could have sent it.
func (d *Desk) Tell(ctx context.Context, p Plan, results []screen.Result) ledger.Position {
	if p.attribution == "" {
		return 0
	}
	all := p.met(results)
	if len(all) == 0 || !d.Current(p.by) {
		return 0
	}
	var told told
	var last ledger.Position
	for range tries {
		var drafts []ledger.Draft
		told, drafts = d.drafts(&p, all)
		if len(drafts) == 0 {
			break
		}
		es, err := d.Ledger.AppendAll(ctx, drafts)
		if errors.Is(err, ledger.ErrConflict) { // another request of the member's says the same just now
			continue
		}
		if err != nil {
			d.Failed(ctx, fmt.Errorf("tell of %d matches: %w", len(drafts), err))
			return 0
		}
		d.Budget.Take(p.by.Member, len(drafts), d.Now())
		last = es[len(es)-1].Position
		break
	}
	for n := range results {
		results[n].Notified = p.marks(told, results[n].Matches)
	}
	return last
}

// met are the indicators that publishers are to be told of, each once.
func (p *Plan) met(results []screen.Result) []met {
	var all []met
	place := map[id.Indicator]int{}
	for n := range results {
		for k := range results[n].Matches {
			m := &results[n].Matches[k]
			if !p.tells(m) {
				continue
			}
			for _, i := range m.Items {
				if at, there := place[i.ID]; !there {
					place[i.ID] = len(all)
					all = append(all, met{i.ID, m.Meeting})
				} else if m.Meeting == catalog.Exact {
					all[at].how = m.Meeting
				}
			}
		}
	}
	return all
}

// told has what became of each indicator: true for what is told, false for the sender's own. What is not
// in it is not told.
type told map[id.Indicator]bool

// drafts are the entries that say what was not said today, as many as one batch and the member's day
// have room for.
func (d *Desk) drafts(p *Plan, all []met) (told, []ledger.Draft) {
	now := d.Now().UTC().Truncate(time.Millisecond)
	v := d.View(p.by.Viewer())
	done := make(told, len(all))
	room := min(ledger.MaxBatch, d.Budget.Left(p.by.Member, now))
	var drafts []ledger.Draft
	for _, m := range all {
		s, seen := d.Catalog.Standing(v, m.indicator, now)
		if !seen || !s.Read || !s.Stands() {
			continue
		}
		if s.Publisher == p.by.Member {
			done[m.indicator] = false
			continue
		}
		name := d.ID(p.by.Member, m.indicator, p.attribution)
		n, position := d.Catalog.NoticeBy(p.by.Member, name)
		if position > 0 && now.Sub(n.Sent.Last) < Every {
			done[m.indicator] = true
			continue
		}
		if len(drafts) == room {
			continue
		}
		done[m.indicator] = true
		n.ID, n.Indicator, n.Member, n.Attribution = name, m.indicator, p.by.Member, p.attribution
		n.Sent = n.Sent.Add(m.how, now)
		if d.heard(v, p, &s, now) {
			n.Heard = n.Heard.Add(m.how, now)
		}
		drafts = append(drafts, draft(p.by, &n, position, now))
	}
	return done, drafts
}

// heard reports whether the publisher is told: policy lets the sender tell it, it would be told, and a
// sender without a name is one of k that it could be.
func (d *Desk) heard(v *scope.View, p *Plan, s *catalog.Standing, now time.Time) bool {
	publisher, _ := d.Directory.Member(s.Publisher)
	k := v.Least()
	return v.Decide(scope.Notify, &s.Record, now.Unix()) &&
		publisher.State == directory.StateActive && !publisher.Notices.Refused &&
		(p.attribution == catalog.Named || d.Readers(&s.Record, k, now.Unix()) >= k)
}

func draft(by access.Caller, n *catalog.Notice, expect ledger.Position, now time.Time) ledger.Draft {
	return ledger.Draft{
		At: now, Kind: ledger.KindNotice, ID: string(n.ID), Verb: catalog.VerbMatched, Actor: by.Actor(),
		Schema: catalog.SchemaNotice, Body: catalog.EncodeNotice(*n), Expect: expect, Value: n,
	}
}

// marks says of each match whether its publishers are told: all of those that it shows but the sender
// itself. nil: of none.
func (p *Plan) marks(done told, ms []catalog.Match) []bool {
	var marks []bool
	for n := range ms {
		if !p.tells(&ms[n]) {
			continue
		}
		others, all := false, true
		for _, i := range ms[n].Items {
			is, there := done[i.ID]
			others, all = others || is, all && there
		}
		if others && all {
			if marks == nil {
				marks = make([]bool, len(ms))
			}
			marks[n] = true
		}
	}
	return marks
}
