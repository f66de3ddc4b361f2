package proposal

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// maxViewers is for how many viewers a tally is kept.
const maxViewers = 100

// Simulate counts what the proposal would change if it came into force now, over all records and
// viewers, and keeps that on it. A million records take seconds; it ends with ctx.
// It returns ErrNotFound, ErrMoved, ErrClosed, ErrStale, access.ErrScope, ctx's error, and the
// ledger's.
func (b *Book) Simulate(ctx context.Context, by access.Caller, i id.Proposal, m Match) (Proposal, error) {
	p, err := b.opened(by, i, m)
	if err != nil {
		return Proposal{}, err
	}
	if err := b.fresh(p); err != nil {
		return Proposal{}, err
	}
	next, err := policies.Parse([]byte(p.Text))
	if err != nil {
		return Proposal{}, fmt.Errorf("simulate %s: %w", p.ID, err)
	}
	d, at, err := b.compare(ctx, inForce(b.Policy.Revision()), next)
	if err != nil {
		return Proposal{}, fmt.Errorf("simulate %s: %w", p.ID, err)
	}
	if err := b.gate(by); err != nil {
		return Proposal{}, err
	}
	p.Simulation = d.keep(at)
	return b.write(ctx, p, VerbSimulated, by.Actor(), ledger.Request{}, lost(m))
}

// difference is policies.Difference as it is kept.
type difference struct{ policies.Difference }

// compare runs two sets over the records and the directory as they are now.
func (b *Book) compare(ctx context.Context, was, next policies.Set) (d difference, at policies.Groups, err error) {
	done, err := turn(ctx, b.Turn)
	if err != nil {
		return d, at, err
	}
	defer done()
	at = b.Groups(b.Now())
	before, err := policies.NewSnapshot(was, at)
	if err != nil {
		return d, at, err
	}
	after, err := policies.NewSnapshot(next, at)
	if err != nil {
		return d, at, err
	}
	d.Difference, err = policies.Simulate(ctx, before, after, b.Records)
	return d, at, err
}

// turn waits for the one place in which a core is taken for long; done gives it back.
func turn(ctx context.Context, place chan struct{}) (done func(), err error) {
	select {
	case place <- struct{}{}:
		return func() { <-place }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// keep is what stays of a difference on the ledger.
func (d *difference) keep(g policies.Groups) *Simulation {
	s := &Simulation{
		At: g.At.UTC(), Records: d.Records, Viewers: d.Viewers, Visible: d.Visible().Pairs, Confirmed: d.Confirmed,
	}
	for _, t := range d.Tallies {
		kept := Tally{Pairs: t.Pairs, Viewers: parts(t.ByViewer), Labels: parts(t.ByLabel)}
		for _, a := range t.Acts {
			kept.Acts = append(kept.Acts, a.String())
		}
		types := map[string]Count{}
		for typ, n := range t.ByType {
			types[typ.String()] = n
		}
		kept.Types = parts(types)
		if n := len(kept.Viewers); n > maxViewers {
			kept.Viewers, kept.More = kept.Viewers[:maxViewers], n-maxViewers
		}
		s.Tallies = append(s.Tallies, kept)
	}
	for _, x := range d.Samples {
		s.Samples = append(s.Samples, Sample{
			Indicator: id.Indicator(strings.Clone(string(x.Indicator))), // not to hold the record's whole body
			Type:      x.Cell.Type().String(), Label: x.Cell.Label().String(),
			Viewer: x.Viewer, Act: x.Act.String(), Gained: x.Gained,
		})
	}
	return s
}

// parts are counts by name, those with most first.
func parts(by map[string]Count) []Part {
	out := make([]Part, 0, len(by))
	for name, n := range by {
		out = append(out, Part{name, n})
	}
	slices.SortFunc(out, func(a, b Part) int {
		return cmp.Or(cmp.Compare(b.Gained+b.Lost, a.Gained+a.Lost), cmp.Compare(a.Name, b.Name))
	})
	return out
}
