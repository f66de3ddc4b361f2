// Package bench measures a real hub, in a process of its own, beside the limit of what the
// engines under it can do on the same machine in the same run. It prints ratios of medians:
// they survive a noisy machine. Policy is measured in this process, beside casbin and beside
// what was promised.
package bench

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/entente-hub/entente/services/hub/internal/child"
)

// Options say what to measure.
type Options struct {
	Only  string // part of a measurement's name; "" for all
	Quick bool   // a tenth of the work: to see that it runs
	Out   io.Writer
	Log   io.Writer
}

// row is one line of the table. Bar is the ratio to reach, 0 where there is none.
type row struct {
	what, ours, limit string
	ratio, bar        float64
}

// bench is a run.
type bench struct {
	Options
	dir  string
	rows []row
}

// Run measures and prints a Markdown table.
func Run(ctx context.Context, o Options) error {
	dir, err := os.MkdirTemp("", "entente-bench-")
	if err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	defer os.RemoveAll(dir)
	b := &bench{Options: o, dir: dir}
	for _, m := range []struct {
		name string
		run  func(context.Context) error
	}{
		{"publish", b.publish},
		{"cluster", b.cluster},
		{"import", b.importing},
		{"page", b.page},
		{"bodies", b.bodies},
		{"webhook", b.webhook},
		{"fanout", b.fanout},
		{"latency", b.latency},
		{"hanging", b.hanging},
		{"listening", b.listening},
		{"restart", b.restart},
		{"policy", b.policy},
		{"activation", b.activation},
		{"network", b.network},
		{"screening", b.screening},
		{"images", b.images},
	} {
		if !strings.Contains(m.name, o.Only) {
			continue
		}
		fmt.Fprintf(o.Log, "measuring %s …\n", m.name)
		if err := m.run(ctx); err != nil {
			return fmt.Errorf("bench: %s: %w", m.name, err)
		}
	}
	b.print()
	return nil
}

func (b *bench) print() {
	fmt.Fprintf(b.Out, "| measured on %d cores, %s, %s | ours | limit, same run | ratio | bar |\n|---|---|---|---|---|\n", runtime.NumCPU(), runtime.GOOS+"/"+runtime.GOARCH, runtime.Version())
	for _, r := range b.rows {
		ratio, bar := "", ""
		if r.ratio > 0 {
			ratio = times(r.ratio)
		}
		if r.bar > 0 {
			bar = "≥ " + times(r.bar)
			if r.ratio < r.bar {
				bar += " **missed**"
			}
		}
		fmt.Fprintf(b.Out, "| %s | %s | %s | %s | %s |\n", r.what, r.ours, r.limit, ratio, bar)
	}
}

// times writes a ratio, of which a large one needs no hundredths.
func times(r float64) string {
	if r >= 100 {
		return fmt.Sprintf("%.0f", r)
	}
	return fmt.Sprintf("%.2f", r)
}

func (b *bench) add(r row) { b.rows = append(b.rows, r) }

// size is n, or a tenth of it in a quick run.
func (b *bench) size(n int) int {
	if b.Quick {
		return max(1, n/10)
	}
	return n
}

// unlimited lifts the hub's rate limit: the benchmark is one client that asks for all. The database that MONGODB_URI
// names is for what measures it alone.
var unlimited = []string{"ENTENTE_RATE_LIMIT=1000000", "ENTENTE_RATE_BURST=1000000", "MONGODB_URI="}

func (b *bench) hub(ctx context.Context, name string) (*child.Hub, error) {
	return child.Start(ctx, child.Options{Data: b.dir + "/" + name, Env: unlimited, Wait: 5 * time.Minute})
}

func median[T ~int64 | ~float64](xs []T) T {
	s := slices.Clone(xs)
	slices.Sort(s)
	return s[len(s)/2]
}

func percentile(ds []time.Duration, p float64) time.Duration {
	s := slices.Clone(ds)
	slices.Sort(s)
	return s[min(len(s)-1, int(float64(len(s))*p))]
}

// rates turns the times that n calls took, round by round, into a median rate.
func rates(n int, rounds []time.Duration) float64 {
	xs := make([]float64, len(rounds))
	for i, d := range rounds {
		xs[i] = float64(n) / d.Seconds()
	}
	return median(xs)
}

func perSecond(r float64) string { return fmt.Sprintf("%.0f/s", r) }

func ms(d time.Duration) string { return fmt.Sprintf("%.2f ms", float64(d.Microseconds())/1000) }
