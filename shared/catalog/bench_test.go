package catalog

import (
	"flag"
	"fmt"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/cellar"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

var benchRecords = flag.Int("records", 100_000, "how many indicators the benchmarks fold")

// fill folds n indicators of some 600 bytes: 200 members, 20 task forces, 5,000 tags; one in
// seven on an observable that nine others know too. A member sees a tenth of them.
func fill(b *testing.B, n int) (c *Catalog, took, used time.Duration) {
	b.Helper()
	bodies, err := cellar.Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	c = New(Options{Cellar: bodies, ETag: func(p ledger.Position) string { return fmt.Sprintf("%032d", p) }, Pseudonym: testOptions.Pseudonym, RangeKey: make([]byte, 32)})
	batch := make([]ledger.Entry, 0, 1000)
	for k := range n {
		value := fmt.Sprintf("shop-%d-outlet.example", k)
		if k%7 == 0 {
			value = fmt.Sprintf("shop-%d-outlet.example", k%(n/70+1))
		}
		i := Indicator{
			Publisher: id.Member(fmt.Sprintf("member-%d", k%200)), Observable: observable.Observable{Type: observable.Domain, Raw: strings.ToUpper(value), Canonical: value, Version: observable.Version},
			Brands: []string{fmt.Sprintf("maison-%d", k%300)}, Infringement: "counterfeit", Confidence: k % 101, Basis: "test_purchase",
			Tags: []string{"handbags", fmt.Sprintf("campaign-%d", k%5000)}, FirstSeen: at(-k), ValidUntil: at(86400*365 + k),
			TLP: tlp.Amber, Share: Share{TaskForces: []id.TaskForce{id.TaskForce(fmt.Sprintf("force-%d", k%20))}}, Attribution: Named,
			Links: []Link{{Observable: observable.Observable{Type: observable.Phone, Raw: "+86 138 0013 8000", Canonical: "+8613800138000", Version: observable.Version}, Relation: "contact"}},
			Note:  strings.Repeat("Bought and examined. ", 5), State: Published, Created: at(k), Modified: at(k),
		}
		switch {
		case k%50 == 0:
			i.TLP, i.Share = tlp.Green, Share{}
		case k%9 == 0:
			i.Share.Members = []id.Member{"member-7"}
			i.Attribution = Pseudonymous
		}
		i.ID = testID(i.Publisher, i.Observable)
		batch = append(batch, entry(ledger.Position(k+1), VerbPublished, i))
		if len(batch) == cap(batch) || k == n-1 {
			begun, before := time.Now(), processor()
			if err := c.mustApply(batch); err != nil {
				b.Fatal(err)
			}
			took += time.Since(begun)
			used += processor() - before
			batch = batch[:0]
		}
	}
	return c, took, used
}

// benchView sees what is green or clear, its own, and that of one task force.
func benchView() *scope.View {
	v := &scope.View{Member: "member-3", TaskForces: []id.TaskForce{"force-4"}}
	r := scope.Rights{
		Allow: map[scope.Atom]scope.Mask{
			scope.Everyone: scope.UpTo(tlp.Green), scope.By("member-3"): scope.Everything(),
			scope.In("force-4"): scope.UpTo(tlp.AmberStrict), scope.Named("member-3"): scope.Everything(),
			scope.By("member-5"): scope.Everything(), scope.By("member-6"): scope.Everything(),
		},
		Deny:      map[scope.Atom]scope.Mask{scope.Never("member-3"): scope.Everything()},
		Embargoed: scope.Everything(), Expired: scope.Everything(),
	}
	for a := range v.Acts {
		v.Acts[a] = r
	}
	return v.Index()
}

// processor is the processor time that the process has used, the collector's included: less
// shaken by neighbours than the clock on the wall.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func BenchmarkCatalog(b *testing.B) {
	before := heap()
	c, took, used := fill(b, *benchRecords)
	bytes := float64(heap()-before) / float64(*benchRecords)
	now, v := at(3), benchView()
	b.Run("fold", func(b *testing.B) {
		for b.Loop() {
		}
		b.ReportMetric(float64(*benchRecords)/took.Seconds(), "entries/s")
		b.ReportMetric(float64(used.Microseconds())/float64(*benchRecords), "cpu-us/entry")
		b.ReportMetric(bytes, "B/record")
		b.ReportMetric(float64(c.mustCount(v, Query{}, now)), "seen")
		b.ReportMetric(float64(len(c.body(c.rows.at(1)))), "B/body")
	})
	typ := observable.Domain
	for name, q := range map[string]Query{
		"all": {}, "brand": {Brands: []string{"maison-4"}}, "exact": {Types: []observable.Type{typ}, Canonical: []string{"shop-7-outlet.example"}},
		"text": {Text: "-999"}, "confidence": {MinConfidence: 90}, "nothing": {Text: "nowhere"},
	} {
		b.Run("list/"+name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				items, _ := c.mustList(v, q, 0, 100, now)
				n = len(items)
			}
			b.ReportMetric(float64(n), "items")
		})
	}
	b.Run("list/first time", func(b *testing.B) {
		for b.Loop() {
			c.mustList(benchView(), Query{}, 0, 100, now)
		}
	})
	b.Run("list/deep", func(b *testing.B) {
		for b.Loop() {
			c.mustList(v, Query{}, ledger.Position(*benchRecords/10), 100, now)
		}
	})
	b.Run("count", func(b *testing.B) {
		for b.Loop() {
			c.mustCount(v, Query{Brands: []string{"maison-4"}}, now)
		}
	})
	b.Run("get", func(b *testing.B) {
		items, _ := c.mustList(v, Query{}, 0, 1, now)
		for b.Loop() {
			c.mustGet(v, items[0].ID, now)
		}
	})
	b.Run("events/100", func(b *testing.B) {
		for b.Loop() {
			c.mustEvents(v, 0, 100, now)
		}
	})
	b.Run("events/scan of all", func(b *testing.B) {
		nobody := (&scope.View{Member: "nobody"}).Index()
		for b.Loop() {
			c.mustEvents(nobody, 0, 100, now)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(*benchRecords), "ns/entry")
	})
}

// BenchmarkTurn shifts rights over all rows: one seat in a task force (one row in twenty), and a
// policy for a hundred members at once.
func BenchmarkTurn(b *testing.B) {
	c, _, _ := fill(b, *benchRecords)
	p := ledger.Position(*benchRecords + 1)
	turn := func(shifts ...scope.Shift) {
		c.Turn(p, at(0), shifts)
		p++
	}
	b.Run("seat", func(b *testing.B) {
		out, in := seats("member-7"), seats("member-7", "force-3")
		for b.Loop() {
			turn(scope.Shift{Viewer: "m:member-7", Was: out, Is: in})
			in, out = out, in
		}
	})
	b.Run("policy", func(b *testing.B) {
		var give, take []scope.Shift
		for n := range 100 {
			m := id.Member(fmt.Sprintf("member-%d", n))
			was, is := seats(m), seats(m)
			for a := range is.Acts {
				is.Acts[a].Allow[scope.Everyone] = scope.UpTo(tlp.Amber)
			}
			is.Index()
			give = append(give, scope.Shift{Viewer: "m:" + string(m), Was: was, Is: is})
			take = append(take, scope.Shift{Viewer: "m:" + string(m), Was: is, Is: was})
		}
		for b.Loop() {
			turn(give...)
			give, take = take, give
		}
	})
	b.Run("told", func(b *testing.B) {
		v := seats("member-7", "force-3")
		for b.Loop() {
			c.mustEvents(v, MarkAfter(p-2), 100, at(0))
		}
	})
}
