package catalog

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/observable"
)

// BenchmarkMeet screens as many values as a request may have, half of which are known, and one of
// a thousand, for a viewer that may read a tenth of the records (-records).
func BenchmarkMeet(b *testing.B) {
	c, _, _ := fill(b, *benchRecords)
	v := benchView().Index()
	sought := make([]Sought, 1000)
	for n := range sought {
		value := fmt.Sprintf("stranger-%d.example", n)
		if n%2 == 0 {
			value = fmt.Sprintf("shop-%d-outlet.example", n*(*benchRecords)/1000+1)
		}
		o, err := observable.Parse("domain", value, observable.Options{})
		if err != nil {
			b.Fatal(err)
		}
		sought[n] = Sought{Observable: o}
	}
	now := at(*benchRecords)
	for _, size := range []int{1, 1000} {
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			b.ReportAllocs()
			met := 0
			for n := 0; b.Loop(); n++ {
				from := n % (1001 - size)
				for _, matches := range c.Meet(v, sought[from:from+size], 10, now) {
					met += len(matches)
				}
			}
			b.ReportMetric(float64(met)/float64(b.N), "met/op")
		})
	}
	b.Run("range", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			c.Range(v, uint16(n%(1<<RangeBits)), now)
		}
	})
}

// BenchmarkNear looks for near images among a million hashes of each kind.
func BenchmarkNear(b *testing.B) {
	var p pictures
	random := rand.New(rand.NewPCG(1, 2))
	for n := range uint32(1_000_000) {
		p.short, p.shortOrds = append(p.short, random.Uint64()), append(p.shortOrds, n)
		p.long, p.longOrds = append(p.long, [4]uint64{random.Uint64(), random.Uint64(), random.Uint64(), random.Uint64()}), append(p.longOrds, n)
	}
	for _, algorithm := range observable.Fingerprints() {
		b.Run(algorithm, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				f := observable.Fingerprint{Algorithm: algorithm, Hash: fmt.Sprintf("%016x", random.Uint64()), Quality: -1}
				if algorithm == "pdq" {
					f.Hash = fmt.Sprintf("%016x%016x%016x%016x", random.Uint64(), random.Uint64(), random.Uint64(), random.Uint64())
				}
				begun := time.Now()
				p.near(f, func(uint32, int) {})
				took = append(took, time.Since(begun))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}
