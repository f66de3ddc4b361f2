package importing

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/id"
)

// job is one import at work in this process.
type job struct {
	desk *Desk

	mu      sync.Mutex
	report  Report
	pending []Reject // the chunk that grows: numbered report.Rejected/chunk until it is full
	kept    int64    // chunks that are on the shelf, whole
	unsaved bool     // pending has grown since it was kept
}

// begin lets an import in, or returns ErrBusy.
func (d *Desk) begin(r Report) (*job, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	busy := 0
	for _, j := range d.jobs {
		if j.report.Member == r.Member {
			busy++
		}
	}
	if busy >= perMember || d.jobs[r.ID] != nil {
		return nil, ErrBusy.With("Wait until one of them is done; at most %d run at once.", perMember)
	}
	if d.jobs == nil {
		d.jobs = make(map[id.Import]*job)
	}
	j := &job{desk: d, report: r}
	d.jobs[r.ID] = j
	return j, nil
}

func (d *Desk) end(j *job) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.jobs, j.report.ID)
}

func (d *Desk) running(m id.Member, i id.Import) (Report, bool) {
	d.mu.Lock()
	j := d.jobs[i]
	d.mu.Unlock()
	if j == nil || j.report.Member != m {
		return Report{}, false
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	r := j.report
	r.Errors, r.Warnings, r.Holds = slices.Clone(r.Errors), slices.Clone(r.Warnings), slices.Clone(r.Holds)
	return r, true
}

// unkept returns rejects that are not on the shelf yet.
func (d *Desk) unkept(i id.Import, n int64) ([]Reject, bool) {
	d.mu.Lock()
	j := d.jobs[i]
	d.mu.Unlock()
	if j == nil {
		return nil, false
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Clone(j.pending), n == j.kept
}

func (j *job) reject(ctx context.Context, x Reject) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.report.Rejected++
	j.desk.count.rejected.Add(1)
	if x.Problem.Slug == indicator.ErrWarned.Slug {
		j.report.Refused++
	}
	if len(j.report.Errors) < chunk {
		j.report.Errors = append(j.report.Errors, x)
	}
	if j.report.Rejected > MaxRejects {
		return
	}
	j.pending, j.unsaved = append(j.pending, x), true
	if len(j.pending) == chunk {
		j.keepPending(ctx)
		j.pending, j.kept = nil, j.kept+1
	}
}

// keep puts the report and its growing chunk on the shelf. A shelf out of reach is no reason
// to break the import off: its report will be older than it is.
func (j *job) keep(ctx context.Context, now time.Time) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.report.Seen = now
	if j.unsaved {
		j.keepPending(ctx)
	}
	if err := j.desk.keepReport(ctx, &j.report); err != nil {
		j.desk.Log.WarnContext(ctx, "import report not kept", slog.String("import", string(j.report.ID)), slog.Any("error", err))
	}
}

func (j *job) keepPending(ctx context.Context) {
	j.unsaved = false
	if err := j.desk.keepRejects(ctx, &j.report, j.kept, j.pending); err != nil {
		j.desk.Log.WarnContext(ctx, "import rejects not kept", slog.String("import", string(j.report.ID)), slog.Any("error", err))
	}
}
