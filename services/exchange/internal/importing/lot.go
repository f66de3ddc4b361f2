package importing

import (
	"context"
	"slices"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
)

// lot is some lines on their way to the ledger.
type lot struct {
	claims  []catalog.Indicator
	lines   []int64 // of the claims
	ids     map[id.Indicator]bool
	rejects []Reject
	twice   int64 // lines that say again what the lot before says

	landed chan struct{} // closed when the two below are known
	done   indicator.Lot
	err    error
}

// newLot sorts lines. What the lot before says, which may be under way still, is not sent
// again: whatever becomes of it, this is a duplicate.
func newLot(items []*item, before *lot) *lot {
	l := &lot{
		claims: make([]catalog.Indicator, 0, len(items)),
		ids:    make(map[id.Indicator]bool, len(items)),
		landed: make(chan struct{}),
	}
	for _, x := range items {
		switch {
		case x.err != nil:
			l.err = x.err
		case x.wrong != nil:
			l.rejects = append(l.rejects, Reject{Line: x.line, Problem: *x.wrong})
		case before.ids[x.claim.ID]:
			l.twice++
		default:
			l.claims, l.lines = append(l.claims, x.claim), append(l.lines, x.line)
			l.ids[x.claim.ID] = true
		}
	}
	return l
}

// failedLot is a lot without lines, that ends an import.
func failedLot(err error) *lot {
	l := &lot{landed: make(chan struct{}), err: err}
	close(l.landed)
	return l
}

// recordAll records lots as they land, and returns the error of the first that failed; it
// closes failed then.
func (j *job) recordAll(ctx context.Context, queue <-chan *lot, failed chan<- struct{}) error {
	var first error
	for l := range queue {
		<-l.landed
		j.record(ctx, l)
		if l.err != nil && first == nil {
			first = l.err
			close(failed)
		}
	}
	return first
}

// record counts what became of a lot, and keeps the report if it is time to.
func (j *job) record(ctx context.Context, l *lot) {
	j.mu.Lock()
	j.report.Duplicate += l.twice
	count := &j.desk.count
	count.duplicate.Add(uint64(l.twice))
	for n, o := range l.done.Outcomes {
		switch o {
		case indicator.Refused:
			p, _ := problemOf(indicator.ErrErased)
			l.rejects = append(l.rejects, Reject{Line: l.lines[n], Problem: p})
		case indicator.Accepted, indicator.Held:
			if o == indicator.Held {
				count.held.Add(1)
			} else {
				count.accepted.Add(1)
			}
			j.report.Accepted++
			j.warn(l.lines[n], l.claims[n].Warnings)
			j.wait(l.lines[n], l.claims[n].Findings)
		case indicator.Duplicate:
			j.report.Duplicate++
			count.duplicate.Add(1)
		}
	}
	j.report.Last = max(j.report.Last, l.done.Last)
	lastKept := j.report.Seen
	j.mu.Unlock()
	for _, x := range l.rejects {
		j.reject(ctx, x)
	}
	if now := j.desk.Now().UTC(); now.Sub(lastKept) >= j.desk.pulse() {
		j.keep(ctx, now)
	}
}

// warn counts a line that was taken with warnings, and keeps the first of them.
func (j *job) warn(line int64, all []catalog.Warning) {
	if len(all) == 0 {
		return
	}
	if j.report.Warned++; len(j.report.Warnings) == chunk {
		return
	}
	kept := slices.Clone(all[:min(maxWarnings, len(all))])
	for n := range kept {
		kept[n].Detail = short(kept[n].Detail)
	}
	j.report.Warnings = append(j.report.Warnings, Note{Line: line, Warnings: kept})
}

// wait counts a line that was taken and waits for a steward, and keeps what was found in the first of them.
func (j *job) wait(line int64, all []catalog.Finding) {
	if len(all) == 0 {
		return
	}
	if j.report.Held++; len(j.report.Holds) == chunk {
		return
	}
	kept := slices.Clone(all[:min(maxWarnings, len(all))])
	for n := range kept {
		kept[n].Detail = short(kept[n].Detail)
	}
	j.report.Holds = append(j.report.Holds, Hold{Line: line, Findings: kept})
}
