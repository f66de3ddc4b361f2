package network

import (
	"fmt"
	"testing"
)

// BenchmarkFind finds a network of 307 nodes, one beside a hub, and what is about the hub itself.
func BenchmarkFind(b *testing.B) {
	w := newWorld()
	const fan = 17
	for i := -1; i < fan; i++ {
		own, below := "net", "net"
		if i >= 0 {
			own, below = fmt.Sprintf("net-%d", i), fmt.Sprintf("net-%d", i)
		}
		var links []string
		for j := range fan {
			links = append(links, fmt.Sprintf("same_operator domain %s-%d.example", below, j))
		}
		w.put(b, says(b, "maison-a", "domain "+own+".example", links...))
	}
	w.put(b, sellers(b, 5_000, "payment email pay@provider.example")...)
	for _, from := range []string{"domain net.example", "domain shop-7.example", "email pay@provider.example", "domain nobody.example"} {
		start := thing(b, from)
		v := reader("police-l")
		b.Run(from, func(b *testing.B) {
			b.ReportAllocs()
			nodes := 0
			for b.Loop() {
				nodes = len(w.mustFind(b, v, start).Nodes)
			}
			b.ReportMetric(float64(nodes), "nodes")
		})
	}
}
