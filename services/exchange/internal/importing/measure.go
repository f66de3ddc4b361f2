package importing

import (
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"
)

// counts are what the desk counts of rows, each of which is one of them.
type counts struct{ accepted, held, duplicate, rejected atomic.Uint64 }

// Collectors are what the desk shows of itself. No member's name is a label.
func (d *Desk) Collectors() []prometheus.Collector {
	verdict := func(name string, n *atomic.Uint64) prometheus.Collector {
		return prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "entente_import_rows_total", Help: "Rows of imports, by what became of them; held: accepted, and waits for a steward.",
			ConstLabels: prometheus.Labels{"verdict": name},
		}, func() float64 { return float64(n.Load()) })
	}
	return []prometheus.Collector{
		verdict("accepted", &d.count.accepted), verdict("held", &d.count.held),
		verdict("duplicate", &d.count.duplicate), verdict("rejected", &d.count.rejected),
	}
}
