package lane

import (
	"strconv"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/entente-hub/entente/services/delivery/internal/attempt"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
)

// counts are what the desk counts of itself.
type counts struct {
	delivered, retrying, failed, disabled, letters atomic.Uint64
}

func (c *counts) attempt(s attempt.State) {
	switch s {
	case attempt.Delivered:
		c.delivered.Add(1)
	case attempt.Retrying:
		c.retrying.Add(1)
	case attempt.Failed:
		c.failed.Add(1)
	}
}

// Collectors are what the desk shows of itself. No member's name is a label.
func (d *Desk) Collectors() []prometheus.Collector {
	outcome := func(s attempt.State, n *atomic.Uint64) prometheus.Collector {
		return prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "entente_webhook_attempts_total", Help: "Attempts at telling endpoints, by how they ended.",
			ConstLabels: prometheus.Labels{"outcome": string(s)},
		}, func() float64 { return float64(n.Load()) })
	}
	counter := func(name, help string, n *atomic.Uint64) prometheus.Collector {
		return prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help}, func() float64 { return float64(n.Load()) })
	}
	gauge := func(name, help string, of func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, of)
	}
	return []prometheus.Collector{
		outcome(attempt.Delivered, &d.count.delivered),
		outcome(attempt.Retrying, &d.count.retrying),
		outcome(attempt.Failed, &d.count.failed),
		counter("entente_webhook_disabled_total", "Subscriptions that the hub has stopped, as their endpoints were gone or failed too long.", &d.count.disabled),
		counter("entente_webhook_dead_letters_total", "Events that endpoints refused for good.", &d.count.letters),
		gauge("entente_webhook_oldest_undelivered_seconds", "Age of the oldest event that an active subscription is at; 0: none.", d.oldest),
		gauge("entente_webhook_lanes_behind", "Active subscriptions that have not come to the newest event.", func() float64 {
			behind, _ := d.Behind()
			return float64(behind)
		}),
		gauge("entente_webhook_posts_in_flight", "Posts that hold a turn.", func() float64 { return float64(len(d.posts) + len(d.probes)) }),
	}
}

// Behind returns how many active lanes have not come to the newest event, and how many there
// are.
func (d *Desk) Behind() (behind, active int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, l := range d.lanes {
		if l.sub.State != subscription.Active {
			continue
		}
		active++
		if l.live.cursor < d.head {
			behind++
		}
	}
	return behind, active
}

func (d *Desk) oldest() float64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	var age time.Duration
	for _, l := range d.lanes {
		if f := l.live.flights; len(f) > 0 && l.sub.State == subscription.Active && !f[0].at.IsZero() {
			age = max(age, time.Since(f[0].at))
		}
	}
	return age.Seconds()
}

func itoa(n int) string { return strconv.Itoa(n) }
