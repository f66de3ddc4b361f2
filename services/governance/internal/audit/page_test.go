package audit_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/governance/internal/audit"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// house is a directory, and who owns what in it.
type house struct {
	credentials map[id.Credential]string // "m:<member>", "u:<person>"
	seats       map[id.TaskForce][]id.Member
	persons     map[id.Person]directory.Person
}

func (h house) Credential(c id.Credential) (directory.Credential, bool) {
	of, ok := h.credentials[c]
	if p, is := strings.CutPrefix(of, "u:"); is {
		return directory.Credential{ID: c, Person: id.Person(p)}, ok
	}
	return directory.Credential{ID: c, Member: id.Member(strings.TrimPrefix(of, "m:"))}, ok
}

func (h house) Person(p id.Person) (directory.Person, bool) {
	found, ok := h.persons[p]
	return found, ok
}

func (h house) TaskForces() []directory.TaskForce {
	var all []directory.TaskForce
	for tf, ms := range h.seats {
		t := directory.TaskForce{ID: tf}
		for _, m := range ms {
			t.Seats = append(t.Seats, directory.Seat{Member: m})
		}
		all = append(all, t)
	}
	return all
}

var start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func members() []id.Member { return []id.Member{"brand-a", "market-b", "carrier-c", "quiet-d"} }

// world writes n entries at random, with gaps in their positions. Its people go over from one
// member to another, and to the alliance.
func world(r *rand.Rand, n int) (house, []ledger.Entry) {
	h := house{
		credentials: map[id.Credential]string{}, persons: map[id.Person]directory.Person{},
		seats: map[id.TaskForce][]id.Member{"one": {"brand-a"}, "two": {"brand-a", "market-b"}, "three": {}},
	}
	es, p := make([]ledger.Entry, 0, n), ledger.Position(0)
	one := func(of ...string) string { return of[r.IntN(len(of))] }
	for range n {
		p += ledger.Position(1 + r.IntN(3)/2)
		who := one("m:brand-a", "m:market-b", "m:carrier-c", "u:jane", "u:joe")
		e := ledger.Entry{
			Position: p, At: start.Add(time.Duration(r.IntN(1000)) * time.Second), Actor: one(who+"/k", who+"/k", "u:admin", "system"), Verb: one("made", "changed"),
			Schema: 1,
		}
		switch r.IntN(8) {
		case 0:
			e.Kind, e.ID = ledger.KindMember, string(members()[r.IntN(3)])
		case 1:
			c := id.Credential(fmt.Sprintf("c-%s-%d", who[2:], r.IntN(20)))
			h.credentials[c] = who
			e.Kind, e.ID = ledger.KindCredential, string(c)
		case 2:
			e.Kind, e.ID = ledger.KindTaskForce, one("one", "two", "three")
		case 3:
			e.Kind, e.ID = ledger.KindSubscription, fmt.Sprintf("s-%d", r.IntN(50))
		case 4:
			e.Kind, e.ID = ledger.KindPolicy, "one" // the id of a task force
		case 5:
			x := directory.Person{ID: id.Person(one("jane", "joe")), Member: id.Member(one("brand-a", "market-b", "")), Roles: []string{directory.RoleReader}}
			if x.Member == "" || r.IntN(4) == 0 {
				x.Roles = []string{directory.RoleSteward}
			}
			e.Kind, e.ID, e.Body = ledger.KindPerson, string(x.ID), directory.EncodePerson(x)
			h.persons[x.ID] = x
		default:
			e.Kind, e.ID = ledger.KindIndicator, fmt.Sprintf("i-%d", r.IntN(n))
		}
		es = append(es, e)
	}
	return h, es
}

// naive is what a reader may read, newest first, as the package's promise says it.
func naive(t *testing.T, h house, es []ledger.Entry, r audit.Reader, q audit.Query) []audit.Item {
	t.Helper()
	persons := map[string]directory.Person{} // as they were
	acts := func(actor string) id.Member {
		who, _, _ := strings.Cut(actor, "/")
		if m, is := strings.CutPrefix(who, "m:"); is {
			return id.Member(m)
		}
		if p := persons[who]; p.ForMember() {
			return p.Member
		}
		return ""
	}
	asker := func(who string) string {
		if p := persons[who]; p.Member != "" {
			return who + "@" + string(p.Member)
		}
		return who
	}
	knows := func(who string) bool {
		p := h.persons[id.Person(who[2:])]
		return p.ID == r.Person || r.Manages && p.Member == r.Member
	}
	maker := map[string]id.Member{}
	var out []audit.Item
	for _, e := range es {
		who, _, _ := strings.Cut(e.Actor, "/")
		by := acts(e.Actor)
		if e.Kind == ledger.KindPerson {
			p, err := directory.DecodePerson(e)
			if err != nil {
				t.Fatal(err)
			}
			persons["u:"+e.ID] = p
		}
		of := string(e.Kind) + " " + e.ID
		if _, known := maker[of]; !known {
			maker[of] = by
		}
		human := strings.HasPrefix(who, "u:") && who != "u:admin"
		may := r.Member != "" && by == r.Member || human && asker(who) == r.Asker
		ofPerson := "" // whom it is about
		switch e.Kind {
		case ledger.KindMember:
			may = may || e.ID == string(r.Member)
		case ledger.KindPerson:
			ofPerson = "u:" + e.ID
		case ledger.KindCredential:
			if c := h.credentials[id.Credential(e.ID)]; strings.HasPrefix(c, "u:") {
				ofPerson = c
			} else {
				may = may || c == "m:"+string(r.Member)
			}
		case ledger.KindTaskForce:
			may = may || slices.Contains(h.seats[id.TaskForce(e.ID)], r.Member)
		case ledger.KindIndicator, ledger.KindSubscription:
			may = may || r.Member != "" && maker[of] == r.Member
		case ledger.KindPolicy, ledger.KindProposal, ledger.KindClock, ledger.KindCheckpoint, ledger.KindLost:
		case ledger.KindSighting, ledger.KindDispute, ledger.KindModeration, ledger.KindProtection, ledger.KindSearch, ledger.KindNotice, ledger.KindAlarm, ledger.KindFeed, ledger.KindErasure:
		}
		if ofPerson != "" {
			may = may || asker(ofPerson) == r.Asker || r.Member != "" && persons[ofPerson].Member == r.Member
			may = may && knows(ofPerson)
		}
		i := audit.Item{Position: e.Position, At: e.At, Kind: e.Kind, ID: e.ID, Verb: e.Verb, Actor: e.Actor}
		switch {
		case r.Oversees:
			may = e.Kind != ledger.KindIndicator || r.Sees(id.Indicator(e.ID))
		case human && who == "u:"+string(r.Person):
		case by == "" || by != r.Member:
			i.Actor = audit.Alliance
		case human && !knows(who):
			i.Actor = "m:" + string(by)
		}
		if may && (q.Kind == "" || q.Kind == i.Kind) && (q.Verb == "" || q.Verb == i.Verb) && (q.ID == "" || q.ID == i.ID) &&
			(q.Actor == "" || q.Actor == i.Actor || strings.HasPrefix(i.Actor, q.Actor+"/")) &&
			(q.Since.IsZero() || !i.At.Before(q.Since)) && (q.Until.IsZero() || i.At.Before(q.Until)) {
			out = append(out, i)
		}
	}
	slices.Reverse(out)
	return out
}

// readers are one who oversees, each member, and each person at each place it was at.
func readers() []audit.Reader {
	all := []audit.Reader{{Oversees: true, Sees: func(i id.Indicator) bool { return len(i)%2 == 0 }}}
	for _, m := range members() {
		for _, manages := range []bool{false, true} {
			all = append(all, audit.Reader{Asker: "m:" + string(m), Member: m, Manages: manages})
		}
	}
	for _, p := range []id.Person{"jane", "joe"} {
		for _, m := range []id.Member{"brand-a", "market-b"} {
			at := "u:" + string(p) + "@" + string(m)
			all = append(all, audit.Reader{Asker: at, Member: m, Person: p, Manages: true}, audit.Reader{Asker: at, Member: m, Person: p}, audit.Reader{Asker: at, Person: p})
		}
		all = append(all, audit.Reader{Asker: "u:" + string(p), Person: p})
	}
	return all
}

// TestPage holds pages against the naive reading, for every reader and many filters, over more
// entries than are looked at under one lock.
func TestPage(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	h, es := world(r, 10_000)
	trail := audit.New(h)
	for part := range slices.Chunk(es, 777) {
		if err := trail.Apply(part); err != nil {
			t.Fatal(err)
		}
	}
	shown := 0
	for _, reader := range readers() {
		for _, q := range []audit.Query{
			{},
			{Kind: ledger.KindIndicator},
			{Kind: ledger.KindTaskForce, ID: "two"},
			{ID: "one"},
			{Verb: "changed"},
			{Actor: "m:brand-a"},
			{Actor: "u:admin"},
			{Actor: "u:jane"},
			{Kind: ledger.KindPerson},
			{Actor: audit.Alliance},
			{Since: start.Add(300 * time.Second), Until: start.Add(320 * time.Second)},
			{Kind: "none"},
		} {
			want := naive(t, h, es, reader, q)
			var got []audit.Item
			before, limit := ledger.Position(0), 1+r.IntN(400)
			for {
				items, more := trail.Page(reader, q, before, limit)
				got = append(got, items...)
				if !more {
					break
				}
				if len(items) != limit {
					t.Fatalf("%+v %+v: a page of %d of %d, and there are more", reader.Member, q, len(items), limit)
				}
				before = items[limit-1].Position
			}
			if len(got) != len(want) || len(got) > 0 && !reflect.DeepEqual(got, want) {
				t.Errorf("%+v %+v: %d items, want %d", reader, q, len(got), len(want))
			}
			shown += len(got)
		}
	}
	if shown < 50_000 {
		t.Errorf("only %d items: the test does not test", shown)
	}
}

// BenchmarkTrail measures what an entry about a new indicator costs.
func BenchmarkTrail(b *testing.B) {
	const n = 200_000
	es := make([]ledger.Entry, n)
	for i := range es {
		es[i] = ledger.Entry{
			Position: ledger.Position(i + 1), At: start, Kind: ledger.KindIndicator, ID: fmt.Sprintf("ind_%026d", i), Verb: "published", Actor: "m:brand-a/k",
		}
	}
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		trail := audit.New(house{})
		if err := trail.Apply(es); err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(trail)
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/n, "B/entry")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/entry")
}
