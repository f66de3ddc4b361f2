package proposal_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/services/governance/internal/proposal"
	"github.com/entente-hub/entente/services/governance/internal/register"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// Lines that widen, for whom.
const (
	forMarkets = "\np, role:marketplace, *, *, red, see, allow\n"
	forBrands  = "\np, role:brand, *, *, red, see, allow\n"
	forPolice  = "\np, role:law_enforcement, *, *, amber, see, allow\n"
	tighter    = "\np, role:marketplace, *, *, red, *, deny\n"
)

func TestPropose(t *testing.T) {
	h := open(t)
	for name, c := range map[string]struct {
		by            id.Person
		text, comment string
		cases         string
		want, place   string
	}{
		"an auditor may not":        {"aud", policies.DefaultText(), "c", "", "scope-missing", ""},
		"no text":                   {"ada", "  ", "c", "", "policy-invalid", "/text"},
		"no comment":                {"ada", policies.DefaultText(), " ", "", "policy-invalid", "/comment"},
		"a line that is no rule":    {"ada", "p, *, *", "c", "", "policy-invalid", "/text"},
		"a rule the linter knows":   {"ada", "p, m:aa, *, *, red, see, Allow", "c", "", "policy-invalid", "/text"},
		"a case that is none":       {"ada", policies.DefaultText(), "c", "case, x", "policy-invalid", "/cases"},
		"too large to be kept":      {"ada", policies.DefaultText() + strings.Repeat("# x\n", 100_000), "c", "", "policy-invalid", "/text"},
		"too large once it is kept": {"ada", policies.DefaultText() + "#" + strings.Repeat("<", 100_000), "c", "", "policy-invalid", "/text"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := h.Propose(t.Context(), h.as(c.by), proposal.Draft{Text: c.text, Cases: &c.cases, Comment: c.comment}, ledger.Request{})
			if slug(err) != c.want {
				t.Fatalf("got %v", err)
			}
			if f, _ := fault.As(err); c.place != "" && (len(f.Fields) != 1 || f.Fields[0].Pointer != c.place) {
				t.Errorf("it names %v, want %s", f.Fields, c.place)
			}
		})
	}
	if all := h.register.All(); len(all) != 0 {
		t.Errorf("what was refused is on the register: %v", all)
	}
	t.Run("each bad line is named, with what to do", func(t *testing.T) {
		_, err := h.Propose(t.Context(), h.as("ada"), proposal.Draft{Text: "p, x, *, *, red, see, allow\np, *, *, *, rot, see, allow", Comment: "c"}, ledger.Request{})
		f, _ := fault.As(err)
		if f == nil || len(f.Fields) != 2 || !strings.HasPrefix(f.Fields[0].Detail, "line 1: who: ") || !strings.HasPrefix(f.Fields[1].Detail, "line 2: tlp: ") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("the cases are those in force unless it brings its own", func(t *testing.T) {
		p, err := h.Propose(t.Context(), h.as("ada"), proposal.Draft{Text: policies.DefaultText() + forMarkets, Comment: "c"}, ledger.Request{})
		if err != nil || p.Cases != policies.DefaultCases() || p.Tests.Cases < 100 {
			t.Fatalf("%+v, %v", p.Tests, err)
		}
		if len(p.Tests.Failed) == 0 || !strings.HasPrefix(p.Tests.Failed[0], "line ") {
			t.Errorf("a rule that the cases contradict fails none: %v", p.Tests.Failed)
		}
		if len(p.Tests.Missing) != 3 || len(p.Wider) != 1 || p.Base != "initial" || p.State != proposal.Open || p.Author != "u:ada" {
			t.Errorf("missing %v, wider %v, base %s, %s by %s", p.Tests.Missing, p.Wider, p.Base, p.State, p.Author)
		}
		if _, err := h.approve("cat", p); slug(err) != "proposal-tests-failed" {
			t.Errorf("approved: %v", err)
		}
	})
	t.Run("one without cases lacks them all", func(t *testing.T) {
		if p := h.propose("ada", ""); len(p.Tests.Missing) == 0 || len(p.Wider) != 0 {
			t.Errorf("missing %v, wider %v", p.Tests.Missing, p.Wider)
		}
	})
}

// TestWhoApproves is who may put what in force.
func TestWhoApproves(t *testing.T) {
	for name, c := range map[string]struct {
		author, approver id.Person
		lines            string
		want             string
	}{
		"one's own that shows more":                 {"ada", "ada", forPolice, "approver-is-author"},
		"another's that shows more":                 {"ada", "bob", forPolice, ""},
		"the bootstrap admin's own":                 {"admin", "admin", forPolice, "approver-is-author"},
		"the bootstrap admin, another's":            {"ada", "admin", forMarkets, ""},
		"one whose organisation gains":              {"ada", "cat", forMarkets, "approver-gains"},
		"one of another organisation":               {"ada", "bob", forMarkets, ""},
		"the publisher's, which gains others'":      {"ada", "bob", forBrands, "approver-gains"},
		"one's own that only tightens":              {"ada", "ada", tighter, ""},
		"another's that only tightens":              {"ada", "cat", tighter, ""},
		"one's own that says the same":              {"ada", "ada", "\n# a comment\n", ""},
		"one's own that shows more later":           {"bob", "bob", "\np, role:brand, *, *, red, see, allow, from=2030-01-01T00:00:00Z\n", "approver-is-author"},
		"whose organisation gains later":            {"ada", "cat", "\np, role:marketplace, *, *, red, see, allow, from=2026-06-01T12:00:01Z\n", "approver-gains"},
		"whose organisation gains later by a group": {"ada", "cat", "\np, role:guest, *, *, red, see, allow\ng, m:market-b, role:guest, from=2026-06-01T12:00:01Z\n", "approver-gains"},
		"whose organisation gains by a deny's end":  {"ada", "cat", forMarkets + "\np, role:marketplace, *, *, red, *, deny, until=2026-06-02T00:00:00Z\n", "approver-gains"},
		"whose organisation leaves a denied group":  {"ada", "cat", forMarkets + "\np, role:barred, *, *, red, *, deny\ng, m:market-b, role:barred, until=2026-06-02T00:00:00Z\n", "approver-gains"},
		"whose organisation lost it already":        {"ada", "cat", "\np, role:marketplace, *, *, red, see, allow, until=2026-06-01T12:00:00Z\n", ""},
		"who is no admin":                           {"ada", "aud", tighter, "scope-missing"},
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t)
			p := h.propose(c.author, c.lines)
			done, err := h.approve(c.approver, p)
			if slug(err) != c.want {
				t.Fatalf("got %v, want %q", err, c.want)
			}
			found, _ := h.register.Find(p.ID)
			r := h.rights.Revision()
			if c.want != "" {
				if found.State != proposal.Open || r.Position != 0 {
					t.Errorf("refused, and it is %s, the policy %s", found.State, r.Name())
				}
				return
			}
			if !reflect.DeepEqual(found, done) || found.State != proposal.Activated || found.Approver != h.as(c.approver).Viewer() || found.Simulation == nil {
				t.Errorf("%+v", found)
			}
			if r.Name() != string(p.ID) || r.Author != p.Author || r.Approver != found.Approver || r.Text != p.Text || r.Comment != p.Comment {
				t.Errorf("in force is %+v", r)
			}
		})
	}
}

// What a widening shows is seen at once, and what a tightening hides is gone at once.
func TestApprovalTakesEffect(t *testing.T) {
	h := open(t)
	if h.sees("m:police-l", "amber") || !h.sees("m:market-b", "green") {
		t.Fatal("the default is not what this test thinks")
	}
	if _, err := h.approve("bob", h.propose("ada", forPolice)); err != nil {
		t.Fatal(err)
	}
	if !h.sees("m:police-l", "amber") {
		t.Error("the police do not see what the policy in force shows them")
	}
	if _, err := h.approve("ada", h.propose("ada", forPolice+tighter)); err != nil {
		t.Fatal(err)
	}
	if h.sees("m:market-b", "green") {
		t.Error("the marketplace sees what the policy in force hides")
	}
	p, err := h.Rollback(t.Context(), h.as("ada"), "initial", "back", ledger.Request{})
	if err != nil || p.Text != policies.DefaultText() || p.Cases != policies.DefaultCases() || p.Restores != "initial" || len(p.Tests.Failed) != 0 {
		t.Fatalf("%+v, %v", p, err)
	}
	if _, err := h.approve("ada", p); slug(err) != "approver-is-author" {
		t.Errorf("a rollback that shows more passes by one: %v", err)
	}
	if _, err := h.approve("bob", p); err != nil {
		t.Fatal(err)
	}
	if h.sees("m:police-l", "amber") || !h.sees("m:market-b", "green") {
		t.Error("the default is in force, and does not decide")
	}
	if _, err := h.Rollback(t.Context(), h.as("ada"), string(p.ID), "again", ledger.Request{}); slug(err) != "policy-invalid" {
		t.Errorf("back to what is in force: %v", err)
	}
	if _, err := h.Rollback(t.Context(), h.as("ada"), "nowhere", "again", ledger.Request{}); slug(err) != "policy-invalid" {
		t.Errorf("back to what never was: %v", err)
	}
	if n := len(h.register.Revisions()); n != 4 {
		t.Errorf("%d revisions", n)
	}
}

func TestStale(t *testing.T) {
	h := open(t)
	p, other := h.propose("ada", forPolice), h.propose("bob", tighter)
	if _, err := h.approve("cat", other); err != nil {
		t.Fatal(err)
	}
	if !h.Stale(p) {
		t.Error("it does not say that it is stale")
	}
	if _, err := h.approve("bob", p); slug(err) != "proposal-stale" {
		t.Errorf("approved: %v", err)
	}
	if _, err := h.Simulate(t.Context(), h.as("bob"), p.ID, proposal.Match{}); slug(err) != "proposal-stale" {
		t.Errorf("simulated: %v", err)
	}
	if _, err := h.Change(t.Context(), h.as("ada"), p.ID, proposal.Draft{Text: p.Text, Comment: "c"}, at(p)); slug(err) != "proposal-stale" {
		t.Errorf("changed: %v", err)
	}
	if _, err := h.Reject(t.Context(), h.as("bob"), p.ID, "too late", proposal.Match{}); err != nil {
		t.Errorf("not even rejected: %v", err)
	}
}

// A proposal is its author's to change, and whoever approves it names the state that they mean.
func TestChange(t *testing.T) {
	h := open(t)
	p := h.propose("ada", forPolice)
	simulated, err := h.Simulate(t.Context(), h.as("bob"), p.ID, proposal.Match{})
	if err != nil || simulated.Simulation == nil {
		t.Fatal(err)
	}
	d := proposal.Draft{Text: policies.DefaultText() + tighter, Comment: "c"}
	if _, err := h.Change(t.Context(), h.as("bob"), p.ID, d, at(simulated)); slug(err) != "not-author" {
		t.Errorf("another's: %v", err)
	}
	if _, err := h.Change(t.Context(), h.as("ada"), p.ID, d, proposal.Match{}); slug(err) != "precondition-required" {
		t.Errorf("without a condition: %v", err)
	}
	if _, err := h.Change(t.Context(), h.as("ada"), p.ID, d, at(p)); slug(err) != "precondition-failed" {
		t.Errorf("on an old state: %v", err)
	}
	changed, err := h.Change(t.Context(), h.as("ada"), p.ID, d, at(simulated))
	if err != nil || changed.Simulation != nil || len(changed.Wider) != 0 || changed.Text != d.Text || changed.Cases != "" || changed.Created != p.Created {
		t.Fatalf("%+v, %v", changed, err)
	}
	for name, m := range map[string]proposal.Match{"precondition-failed": at(simulated), "precondition-required": {}} {
		if _, err := h.Approve(t.Context(), h.as("bob"), p.ID, "", m); slug(err) != name {
			t.Errorf("approved, want %s: %v", name, err)
		}
	}
	if _, err := h.Reject(t.Context(), h.as("bob"), p.ID, "", proposal.Match{}); slug(err) != "policy-invalid" {
		t.Errorf("rejected without a reason: %v", err)
	}
	if _, err := h.Reject(t.Context(), h.as("bob"), p.ID, "no", proposal.Match{}); err != nil {
		t.Fatal(err)
	}
	anyState := proposal.Match{Given: true, Any: true}
	_, err1 := h.Change(t.Context(), h.as("ada"), p.ID, d, anyState)
	_, err2 := h.Approve(t.Context(), h.as("bob"), p.ID, "", anyState)
	_, err3 := h.Reject(t.Context(), h.as("bob"), p.ID, "no", anyState)
	_, err4 := h.Simulate(t.Context(), h.as("bob"), p.ID, anyState)
	for _, err := range []error{err1, err2, err3, err4} {
		if slug(err) != "proposal-closed" {
			t.Errorf("what is closed goes on: %v", err)
		}
	}
}

func TestVerbs(t *testing.T) {
	h := open(t)
	own, others := h.propose("ada", tighter), h.propose("ada", forPolice)
	_, err1 := h.Reject(t.Context(), h.as("ada"), own.ID, "wrong", proposal.Match{})
	_, err2 := h.Reject(t.Context(), h.as("bob"), others.ID, "wrong", proposal.Match{})
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	for want, p := range map[string]id.Proposal{proposal.VerbWithdrawn: own.ID, proposal.VerbRejected: others.ID} {
		found, _ := h.register.Find(p)
		e, err := h.ledger.At(t.Context(), found.Position)
		if err != nil || e.Verb != want || found.State != proposal.Rejected || found.Reason != "wrong" {
			t.Errorf("%s by %s, %s: %v", e.Verb, e.Actor, found.State, err)
		}
	}
}

// Two proposals on one policy, approved at once: one comes into force.
func TestApprovalsRace(t *testing.T) {
	for range 5 {
		h := open(t)
		ps := []proposal.Proposal{h.propose("ada", forPolice), h.propose("ada", tighter)}
		h.Turn = make(chan struct{}, 2) // side by side
		errs := make([]error, 2)
		var both sync.WaitGroup
		for n, p := range ps {
			both.Go(func() { _, errs[n] = h.approve("bob", p) })
		}
		both.Wait()
		won := 0
		for n, err := range errs {
			found, _ := h.register.Find(ps[n].ID)
			switch s := slug(err); {
			case err == nil:
				won++
				if found.State != proposal.Activated || h.rights.Revision().Name() != string(found.ID) {
					t.Errorf("the winner is %s, and not in force", found.State)
				}
			case s != "proposal-stale" && s != "precondition-failed" || found.State != proposal.Open:
				t.Errorf("the loser is %s: %v", found.State, err)
			}
		}
		if won != 1 || len(h.register.Revisions()) != 2 {
			t.Fatalf("%d won, %d revisions: %v", won, len(h.register.Revisions()), errs)
		}
	}
}

// elsewhere is a ledger on which another hub is faster.
type elsewhere struct {
	proposal.Ledger
	before func()
}

func (e elsewhere) AppendAll(ctx context.Context, ds []ledger.Draft) ([]ledger.Entry, error) {
	e.before()
	return e.Ledger.AppendAll(ctx, ds)
}

// The policy's entry and the proposal's are both written, or none: whichever of them another
// hub has moved on.
func TestAllOrNothing(t *testing.T) {
	for name, c := range map[string]struct {
		meanwhile func(h *house, p proposal.Proposal) ledger.Draft
		want      string
	}{
		"the policy has moved on": {func(*house, proposal.Proposal) ledger.Draft {
			return ledger.Draft{
				At: epoch, Kind: ledger.KindPolicy, ID: policies.Entity, Verb: policies.VerbActivated, Actor: "u:x", Schema: policies.Schema,
				Body: policies.Encode(policies.Revision{Text: policies.DefaultText(), Proposal: "prop_other"}),
			}
		}, "proposal-stale"},
		"the proposal has moved on": {func(h *house, p proposal.Proposal) ledger.Draft {
			p.State, p.Reason = proposal.Rejected, "elsewhere"
			return ledger.Draft{
				At: epoch, Kind: ledger.KindProposal, ID: string(p.ID), Verb: proposal.VerbRejected, Actor: "u:x", Schema: proposal.Schema,
				Body: h.register.Encode(p), Expect: p.Position,
			}
		}, "precondition-failed"},
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t)
			p := h.propose("ada", forPolice)
			h.Ledger = elsewhere{h.fold, func() {
				if _, err := h.fold.Append(t.Context(), c.meanwhile(h, p)); err != nil {
					t.Error(err)
				}
			}}
			if _, err := h.approve("bob", p); slug(err) != c.want {
				t.Fatalf("got %v, want %s", err, c.want)
			}
			found, _ := h.register.Find(p.ID)
			if found.State == proposal.Activated || h.rights.Revision().Proposal == string(p.ID) {
				t.Errorf("half of it is written: %s, %s", found.State, h.rights.Revision().Proposal)
			}
		})
	}
}

// Who was an admin when the approval began and is none when it ends has approved nothing.
func TestKeyEndsMeanwhile(t *testing.T) {
	h := open(t)
	p := h.propose("ada", forPolice)
	letIn, records := h.Current, h.Records
	gone := false
	h.Records = func(yield func(id.Indicator, *scope.Record) bool) { gone = true; records(yield) }
	h.Current = func(by access.Caller) bool { return !gone && letIn(by) }
	if _, err := h.approve("bob", p); slug(err) != "unauthenticated" {
		t.Errorf("got %v", err)
	}
	if h.rights.Revision().Position != 0 {
		t.Error("it is in force")
	}
}

// A simulation counts what changes, by act, viewer, type and label, and is kept.
func TestSimulate(t *testing.T) {
	h := open(t)
	p, err := h.Simulate(t.Context(), h.as("bob"), h.propose("ada", forPolice+tighter).ID, proposal.Match{})
	if err != nil {
		t.Fatal(err)
	}
	s := p.Simulation
	if s.Records != 3 || s.Viewers != 8 || s.Visible != (proposal.Count{Gained: 1, Lost: 2}) || s.Confirmed == 0 || !s.At.Equal(epoch) {
		t.Errorf("%+v", s)
	}
	first := s.Tallies[0]
	want := []proposal.Part{{Name: "m:market-b", Count: proposal.Count{Lost: 2}}, {Name: "m:police-l", Count: proposal.Count{Gained: 1}}}
	if first.Acts[0] != "see" || !reflect.DeepEqual(first.Viewers, want) {
		t.Errorf("%+v", first)
	}
	if len(first.Types) != 1 || first.Types[0].Name != "domain" || len(first.Labels) != 2 {
		t.Errorf("%+v %+v", first.Types, first.Labels)
	}
	if s.Samples[0] != (proposal.Sample{Indicator: "ind_amber", Type: "domain", Label: "amber", Viewer: "m:police-l", Act: "see", Gained: true}) {
		t.Errorf("the gravest is %+v", s.Samples[0])
	}
	if found, _ := h.register.Find(p.ID); !reflect.DeepEqual(found, p) {
		t.Errorf("kept is %+v", found)
	}
}

// Who leaves does not leave a simulation behind, whether it waits for its turn or counts.
func TestSimulationEndsWithItsReader(t *testing.T) {
	h := open(t)
	p := h.propose("ada", forPolice)
	h.Turn <- struct{}{}
	short, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := h.Simulate(short, h.as("bob"), p.ID, proposal.Match{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting: %v", err)
	}
	<-h.Turn
	ctx, leave := context.WithCancel(t.Context())
	yielded := 0
	h.Records = func(yield func(id.Indicator, *scope.Record) bool) {
		r := scope.Record{Owner: "brand-a"}
		for yield("ind_x", &r) {
			if yielded++; yielded == 10 {
				leave()
			}
		}
	}
	if _, err := h.Simulate(ctx, h.as("bob"), p.ID, proposal.Match{}); !errors.Is(err, context.Canceled) {
		t.Errorf("counting: %v", err)
	}
	if found, _ := h.register.Find(p.ID); found.Simulation != nil || len(h.Turn) != 0 {
		t.Errorf("it is kept, or holds the turn: %+v", found.Simulation)
	}
	if _, err := h.Propose(ctx, h.as("ada"), proposal.Draft{Text: policies.DefaultText(), Comment: "c"}, ledger.Request{}); !errors.Is(err, context.Canceled) {
		t.Errorf("its cases are run for nobody: %v", err)
	}
}

// A register that folds the ledger again holds the same.
func TestRestart(t *testing.T) {
	h := open(t)
	p, err := h.Simulate(t.Context(), h.as("bob"), h.propose("ada", forPolice).ID, proposal.Match{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.approve("bob", p); err != nil {
		t.Fatal(err)
	}
	rejected := h.propose("bob", tighter)
	if _, err := h.Reject(t.Context(), h.as("ada"), rejected.ID, "no", proposal.Match{}); err != nil {
		t.Fatal(err)
	}
	h.propose("cat", "")
	again := register.New(policies.Initial())
	for at := ledger.Position(1); at <= h.fold.Position(); at++ {
		e, err := h.ledger.At(t.Context(), at)
		if err != nil {
			t.Fatal(err)
		}
		if err := again.Apply([]ledger.Entry{e}); err != nil {
			t.Fatal(err)
		}
	}
	if !reflect.DeepEqual(again, h.register) || len(again.All()) != 3 || again.All()[0].State != proposal.Open || len(again.Revisions()) != 2 {
		t.Errorf("%+v\nwant\n%+v", again, h.register)
	}
}

// Where a hub with other words made the policy in force, nobody may do anything; another set may
// follow it, by two.
func TestPolicyThatCannotBeLoaded(t *testing.T) {
	h := open(t)
	if _, err := h.fold.Append(t.Context(), ledger.Draft{
		At: epoch, Kind: ledger.KindPolicy, ID: policies.Entity, Verb: policies.VerbActivated, Actor: "u:x", Schema: policies.Schema,
		Body: policies.Encode(policies.Revision{Text: "p, *, *, hologram, red, see, allow", Proposal: "prop_new"}),
	}); err != nil {
		t.Fatal(err)
	}
	p := h.propose("ada", "")
	if _, err := h.approve("ada", p); slug(err) != "approver-is-author" {
		t.Errorf("by one: %v", err)
	}
	if _, err := h.approve("admin", p); err != nil || !h.sees("m:market-b", "green") {
		t.Errorf("by two: %v", err)
	}
}
