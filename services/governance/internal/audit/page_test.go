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
	credentials map[id.Credential]id.Member
	seats       map[id.TaskForce][]id.Member
}

func (h house) Credential(c id.Credential) (directory.Credential, bool) {
	m, ok := h.credentials[c]
	return directory.Credential{ID: c, Member: m}, ok
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

// world writes n entries at random, with gaps in their positions.
func world(r *rand.Rand, n int) (house, []ledger.Entry) {
	h := house{credentials: map[id.Credential]id.Member{}, seats: map[id.TaskForce][]id.Member{"one": {"brand-a"}, "two": {"brand-a", "market-b"}, "three": {}}}
	who := func() id.Member { return members()[r.IntN(3)] }
	es, p := make([]ledger.Entry, 0, n), ledger.Position(0)
	for range n {
		p += ledger.Position(1 + r.IntN(3)/2)
		m := who()
		e := ledger.Entry{Position: p, At: start.Add(time.Duration(r.IntN(1000)) * time.Second), Actor: "m:" + string(m) + "/k", Verb: []string{"made", "changed"}[r.IntN(2)]}
		switch r.IntN(6) {
		case 0:
			e.Kind, e.ID, e.Actor = ledger.KindMember, string(m), "u:admin"
		case 1:
			c := id.Credential(fmt.Sprintf("c-%s-%d", m, r.IntN(20)))
			h.credentials[c] = m
			e.Kind, e.ID = ledger.KindCredential, string(c)
			e.Actor = []string{"u:admin", e.Actor}[r.IntN(2)]
		case 2:
			e.Kind, e.ID, e.Actor = ledger.KindTaskForce, []string{"one", "two", "three"}[r.IntN(3)], "u:admin"
		case 3:
			e.Kind, e.ID = ledger.KindSubscription, fmt.Sprintf("s-%d", r.IntN(50))
			e.Actor = []string{"system", e.Actor}[r.IntN(2)]
		case 4:
			e.Kind, e.ID, e.Actor = ledger.KindPolicy, "one", "u:admin" // the id of a task force
		default:
			e.Kind, e.ID = ledger.KindIndicator, fmt.Sprintf("i-%d", r.IntN(n))
		}
		es = append(es, e)
	}
	return h, es
}

// naive is what a reader may read, newest first, as the package's promise says it.
func naive(h house, es []ledger.Entry, r audit.Reader, q audit.Query) []audit.Item {
	mine := func(actor string) bool { return strings.HasPrefix(actor, "m:"+string(r.Member)+"/") }
	first := map[string]string{}
	var out []audit.Item
	for _, e := range es {
		of := string(e.Kind) + " " + e.ID
		if _, known := first[of]; !known {
			first[of] = e.Actor
		}
		may := e.Kind != ledger.KindIndicator || r.Sees != nil && r.Sees(id.Indicator(e.ID))
		if !r.Oversees {
			may = mine(e.Actor) ||
				e.Kind == ledger.KindMember && e.ID == string(r.Member) ||
				e.Kind == ledger.KindCredential && h.credentials[id.Credential(e.ID)] == r.Member ||
				e.Kind == ledger.KindTaskForce && slices.Contains(h.seats[id.TaskForce(e.ID)], r.Member) ||
				(e.Kind == ledger.KindIndicator || e.Kind == ledger.KindSubscription) && mine(first[of])
		}
		i := audit.Item{Position: e.Position, At: e.At, Kind: e.Kind, ID: e.ID, Verb: e.Verb, Actor: e.Actor}
		if !r.Oversees && !mine(e.Actor) {
			i.Actor = audit.Alliance
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
	readers := []audit.Reader{{Oversees: true, Sees: func(i id.Indicator) bool { return len(i)%2 == 0 }}}
	for _, m := range members() {
		readers = append(readers, audit.Reader{Member: m})
	}
	for _, reader := range readers {
		for _, q := range []audit.Query{
			{},
			{Kind: ledger.KindIndicator},
			{Kind: ledger.KindTaskForce, ID: "two"},
			{ID: "one"},
			{Verb: "changed"},
			{Actor: "m:brand-a"},
			{Actor: "u:admin"},
			{Actor: audit.Alliance},
			{Since: start.Add(300 * time.Second), Until: start.Add(320 * time.Second)},
			{Kind: "none"},
		} {
			want := naive(h, es, reader, q)
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
				t.Errorf("%q %+v: %d items, want %d", reader.Member, q, len(got), len(want))
			}
		}
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
