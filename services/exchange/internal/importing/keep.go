package importing

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
)

func reportKey(m id.Member, i id.Import) string { return "report." + string(m) + "." + string(i) }

func rejectsKey(m id.Member, i id.Import, n int64) string {
	return "rejects." + string(m) + "." + string(i) + "." + strconv.FormatInt(n, 10)
}

func (d *Desk) keepReport(ctx context.Context, r *Report) error {
	body, err := r.encode()
	if err != nil {
		return err
	}
	return d.Shelf.Put(ctx, reportKey(r.Member, r.ID), body)
}

func (d *Desk) keepRejects(ctx context.Context, r *Report, n int64, rejects []Reject) error {
	body, err := json.Marshal(rejects)
	if err != nil {
		return fmt.Errorf("import %s: %w", r.ID, err)
	}
	return d.Shelf.Put(ctx, rejectsKey(r.Member, r.ID, n), body)
}

// Get returns the report of one of the member's own imports, with its first errors. It
// returns ErrNotFound for another's just as for one that never was.
func (d *Desk) Get(ctx context.Context, m id.Member, i id.Import) (Report, error) {
	if r, ok := d.running(m, i); ok {
		return r, nil
	}
	r, err := d.kept(ctx, m, i)
	if err != nil {
		return Report{}, err
	}
	r.Errors, err = d.Rejects(ctx, &r, 0, chunk)
	return r, err
}

func (d *Desk) kept(ctx context.Context, m id.Member, i id.Import) (Report, error) {
	if m == "" || !wellFormed(i) {
		return Report{}, ErrNotFound
	}
	record, ok, err := d.Shelf.Last(ctx, reportKey(m, i))
	if err != nil {
		return Report{}, fmt.Errorf("import %s: %w", i, err)
	}
	if !ok {
		return Report{}, ErrNotFound
	}
	return d.read(record)
}

func (d *Desk) read(record journal.Record) (Report, error) {
	var r Report
	if err := json.Unmarshal(record.Body, &r); err != nil {
		return Report{}, fmt.Errorf("report %s: %w", record.Key, err)
	}
	if r.State == Running && d.Now().Sub(r.Seen) > d.lease() {
		r.abandon()
	}
	return r, nil
}

// abandon is what becomes of an import whose process died.
func (r *Report) abandon() {
	r.State, r.Finished = Failed, r.Seen
	r.Why = why(ErrInterrupted.With("The hub stopped while it ran. Send the same body again: what was accepted stays."))
}

// Recover ends the imports that an earlier process left running. It is for a process that is
// the only one: where there are many, a report without signs of life ends by itself.
func (d *Desk) Recover(ctx context.Context) error {
	var dead []Report
	err := d.Shelf.Range(ctx, "report.*.*", 0, 0, func(record journal.Record) error {
		r, err := d.read(record)
		if err == nil && r.State == Running {
			dead = append(dead, r)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("imports: %w", err)
	}
	for _, r := range dead {
		r.abandon()
		if err := d.keepReport(ctx, &r); err != nil {
			return err
		}
	}
	return nil
}

// List returns the member's imports without their errors, newest first, that began before a
// time (zero: now).
func (d *Desk) List(ctx context.Context, m id.Member, before time.Time, limit int) ([]Report, error) {
	if m == "" {
		return nil, nil // the admin imports nothing
	}
	var all []Report
	err := d.Shelf.Range(ctx, "report."+string(m)+".*", 0, 0, func(record journal.Record) error {
		r, err := d.read(record)
		if err == nil && (before.IsZero() || r.Created.Before(before)) {
			all = append(all, r)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("imports of %s: %w", m, err)
	}
	slices.SortFunc(all, func(a, b Report) int { return cmp.Or(b.Created.Compare(a.Created), cmp.Compare(a.ID, b.ID)) })
	all = all[:min(limit, len(all))]
	for n := range all {
		if r, ok := d.running(m, all[n].ID); ok {
			all[n], all[n].Errors = r, nil
		}
	}
	return all, nil
}

// Rejects returns rejected lines of an import from the one with that number (from 0) on.
func (d *Desk) Rejects(ctx context.Context, r *Report, from int64, limit int) ([]Reject, error) {
	end := min(from+int64(limit), r.Rejected, MaxRejects)
	var all []Reject
	for n := from / chunk; n*chunk < end; n++ {
		part, err := d.rejects(ctx, r, n)
		if err != nil {
			return nil, err
		}
		first, last := max(from-n*chunk, 0), min(end-n*chunk, int64(len(part)))
		if first < last {
			all = append(all, part[first:last]...)
		}
	}
	return all, nil
}

func (d *Desk) rejects(ctx context.Context, r *Report, n int64) ([]Reject, error) {
	if part, ok := d.unkept(r.ID, n); ok {
		return part, nil
	}
	record, ok, err := d.Shelf.Last(ctx, rejectsKey(r.Member, r.ID, n))
	if err != nil {
		return nil, fmt.Errorf("rejects of import %s: %w", r.ID, err)
	}
	if !ok {
		return nil, nil // it died before they were kept
	}
	var part []Reject
	if err := json.Unmarshal(record.Body, &part); err != nil {
		return nil, fmt.Errorf("rejects of import %s: %w", r.ID, err)
	}
	return part, nil
}

// wellFormed keeps what is no id out of keys.
func wellFormed(i id.Import) bool {
	const prefix, length = "imp_", 4 + 26
	if len(i) != length || i[:4] != prefix {
		return false
	}
	for _, c := range i[4:] {
		if (c < 'a' || c > 'z') && (c < '2' || c > '7') {
			return false
		}
	}
	return true
}
