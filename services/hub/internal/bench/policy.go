package bench

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/policies/crowd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// The sizes that the policy is measured with.
const (
	policyMembers = 300
	policyForces  = 50
	policyRules   = 2000
	fanMembers    = 1000
)

// policy measures decisions in this process, without a hub: casbin and what is compiled of it, over
// one alliance.
func (b *bench) policy(ctx context.Context) error {
	c := crowd.New(policyMembers, policyForces)
	set, err := policies.Parse([]byte(c.Policy(policies.DefaultText(), policyRules)))
	if err != nil {
		return err
	}
	d, err := c.Directory()
	if err != nil {
		return err
	}
	now := time.Now()
	s, err := policies.NewSnapshot(set, policies.GroupsOf(d, now))
	if err != nil {
		return err
	}
	if err := b.decisions(s, now.Unix()); err != nil {
		return err
	}
	if err := b.building(set, now); err != nil {
		return err
	}
	if err := b.shadow(c, now); err != nil {
		return err
	}
	return b.simulation(ctx, c, set, s, now)
}

// someRecord is a record with five facts, of one in the middle of the crowd.
func someRecord(l tlp.Mark) *scope.Record {
	return &scope.Record{
		Owner: "member-7", Cell: scope.CellOf(observable.Domain, l),
		Atoms: []scope.Atom{scope.By("member-7"), scope.In("force-3"), scope.In("force-9"), scope.Named("member-30"), scope.Never("member-99")},
	}
}

// each is the median time of one call, of five rounds of n.
func each(n int, do func()) time.Duration {
	var rounds []time.Duration
	for range 5 {
		began := time.Now()
		for range n {
			do()
		}
		rounds = append(rounds, time.Since(began)/time.Duration(n))
	}
	return median(rounds)
}

// decisions puts the compiled decision beside casbin's, over some viewers and labels.
func (b *bench) decisions(s *policies.Snapshot, now int64) error {
	records := []*scope.Record{someRecord(tlp.Green), someRecord(tlp.Amber), someRecord(tlp.Red)}
	var views []*scope.View
	for i := range 10 {
		views = append(views, s.View(fmt.Sprintf("m:member-%d", i*30)))
	}
	var rounds, limit []time.Duration
	var failed error
	for range 5 {
		n := b.size(300)
		began := time.Now()
		for i := range n {
			if _, err := s.Enforce(views[i%len(views)].Name(), records[i%len(records)], scope.See, now); err != nil {
				failed = err
			}
		}
		limit = append(limit, time.Since(began)/time.Duration(n))
		n = b.size(3_000_000)
		began = time.Now()
		for i := range n {
			views[i%len(views)].Allow(scope.See, records[i%len(records)], now)
		}
		rounds = append(rounds, time.Since(began)/time.Duration(n))
	}
	if failed != nil {
		return failed
	}
	o, l := median(rounds), median(limit)
	b.add(row{
		fmt.Sprintf("a decision, compiled / casbin Enforce; %d members, %d task forces, %d rules", policyMembers, policyForces, policyRules),
		ns(o), ms(l), float64(l) / float64(o), 10_000,
	})
	return nil
}

// building measures a snapshot for a thousand, and one event's way to them.
func (b *bench) building(set policies.Set, now time.Time) error {
	d, err := crowd.New(fanMembers, policyForces).Directory()
	if err != nil {
		return err
	}
	g := policies.GroupsOf(d, now)
	var s *policies.Snapshot
	var load, views []time.Duration
	var before, loaded, after runtime.MemStats
	for range 5 {
		runtime.GC()
		runtime.ReadMemStats(&before)
		began := time.Now()
		next, err := policies.NewSnapshot(set, g)
		if err != nil {
			return err
		}
		load = append(load, time.Since(began))
		runtime.GC()
		runtime.ReadMemStats(&loaded)
		began = time.Now()
		next.Fan().Out(scope.See, someRecord(tlp.Green), now.Unix())
		views = append(views, time.Since(began))
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(s) // the one before it is in all three sizes
		s = next
	}
	b.add(row{
		what: fmt.Sprintf("a snapshot for %d members, %d rules: load into casbin and verify", fanMembers, len(set.Rules)),
		ours: ms(median(load)) + ", " + mb(before, loaded),
	})
	b.add(row{what: "the same: all views and the fan", ours: ms(median(views)) + ", " + mb(loaded, after)})
	var out scope.Bits
	r, fan := someRecord(tlp.Amber), s.Fan()
	took := each(b.size(1_000_000), func() { out = fan.AppendOut(out, scope.See, r, now.Unix()) })
	b.add(row{fmt.Sprintf("fan-out: who of %d members may see one event / 1 us", fanMembers), ns(took), ns(time.Microsecond), float64(time.Microsecond) / float64(took), 1})
	return nil
}

// shadow measures what it costs to have casbin confirm what is red: once a decision is known, and when it
// is new.
func (b *bench) shadow(c crowd.Crowd, now time.Time) error {
	d, err := c.Directory()
	if err != nil {
		return err
	}
	current, err := policies.NewCurrent(policies.Revision{Text: c.Policy(policies.DefaultText(), policyRules)}, d, func() time.Time { return now })
	if err != nil {
		return err
	}
	v, r := current.Snapshot().View("m:member-30"), someRecord(tlp.Red)
	if !v.Decide(scope.See, r, now.Unix()) {
		return errors.New("what is red and names a member is hidden from it")
	}
	known := each(b.size(200_000), func() { v.Decide(scope.See, r, now.Unix()) })
	bare := each(b.size(1_000_000), func() { v.Allow(scope.See, r, now.Unix()) })
	other := 0
	fresh := each(b.size(300), func() {
		other++
		r.Atoms[4] = scope.In(id.TaskForce(fmt.Sprint("other-", other))) // what concerns others alone would be remembered
		v.Decide(scope.See, r, now.Unix())
	})
	checked, differ := current.Shadow.Checked()
	if checked == 0 || differ > 0 {
		return fmt.Errorf("%d of %d decisions differ", differ, checked)
	}
	b.add(row{what: "a decision on a red record, confirmed by casbin, verdict remembered / not confirmed", ours: ns(known), limit: ns(bare)})
	b.add(row{what: "the same, verdict not remembered", ours: ms(fresh), limit: ns(bare)})
	return nil
}

// simulation measures the exact difference that a proposal would make.
func (b *bench) simulation(ctx context.Context, c crowd.Crowd, set policies.Set, was *policies.Snapshot, now time.Time) error {
	n := b.size(1_000_000)
	next, err := policies.Parse([]byte(set.CSV() +
		"p, role:law_enforcement, *, *, amber, see, allow\n" +
		"p, role:law_enforcement, *, *, amber, read.core, allow\n" +
		"p, role:marketplace, tf, phone, red, read.pii, deny\n" +
		"p, m:member-3, by:m:member-4, *, amber, *, allow\n"))
	if err != nil {
		return err
	}
	d, err := c.Directory()
	if err != nil {
		return err
	}
	records := c.Records(n, now.Unix())
	began := time.Now()
	is, err := policies.NewSnapshot(next, policies.GroupsOf(d, now))
	if err != nil {
		return err
	}
	diff, err := policies.Simulate(ctx, was, is, records)
	if err != nil {
		return err
	}
	took := time.Since(began)
	if v := diff.Visible(); v.Pairs.Gained == 0 || diff.Records != n {
		return fmt.Errorf("a proposal that changes nothing: %+v", v.Pairs)
	}
	b.add(row{fmt.Sprintf("simulation of a proposal of 4 lines: %d records x %d members, all acts, exact; %d pairs of sight change, %d put to casbin / 10 s",
		n, policyMembers, diff.Visible().Pairs.Gained+diff.Visible().Pairs.Lost, diff.Confirmed), seconds(took), "10 s", float64(10*time.Second) / float64(took), 1})
	return nil
}

func ns(d time.Duration) string { return fmt.Sprintf("%d ns", d.Nanoseconds()) }

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

// mb is how much more is live.
func mb(before, after runtime.MemStats) string {
	return fmt.Sprintf("%.1f MB", (float64(after.HeapAlloc)-float64(before.HeapAlloc))/1e6)
}
