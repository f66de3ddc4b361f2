package importing

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/id"
)

// table reads records of a table: a line each. A quoted field cannot hold a line end, so a
// quote that is never closed spoils its own line and no other.
type table struct {
	columns []string
	line    bytes.Reader
	records *csv.Reader
}

// columns are the names that a header may have; those of the audience may begin with
// "share_", as their places in a publish body do.
func columns() []string {
	return []string{
		"type", "value", "region", "tlp", "brands", "infringement", "confidence", "basis", "tags", "first_seen", "valid_until",
		"embargo_until", "task_forces", "members", "except", "attribution", "note", "force",
	}
}

// put puts a cell in its place in the draft. Its error is what is wrong with the cell.
func put(d *indicator.Draft, column, cell string) (err error) {
	switch column {
	case "type":
		d.Observable.Type = cell
	case "value":
		d.Observable.Value = cell
	case "region":
		d.Observable.Region = cell
	case "tlp":
		d.TLP = cell
	case "brands":
		d.Brands = list[string](cell)
	case "infringement":
		d.Infringement = cell
	case "confidence":
		d.Confidence, err = number(cell)
	case "basis":
		d.Basis = cell
	case "tags":
		d.Tags = list[string](cell)
	case "first_seen":
		d.FirstSeen, err = moment(cell)
	case "valid_until":
		d.ValidUntil, err = moment(cell)
	case "embargo_until":
		d.EmbargoUntil, err = moment(cell)
	case "task_forces":
		d.Share.TaskForces = list[id.TaskForce](cell)
	case "members":
		d.Share.Members = list[id.Member](cell)
	case "except":
		d.Share.Except = list[id.Member](cell)
	case "attribution":
		d.Attribution = cell
	case "note":
		d.Note = cell
	case "force":
		d.Force = &indicator.Force{Reason: cell}
	}
	return err
}

// openTable reads the header. It returns ErrHeader where lines could not be read by it.
func openTable(l *lines, fill Defaults) (reader, error) {
	t := &table{}
	t.records = csv.NewReader(&t.line)
	t.records.FieldsPerRecord = -1
	t.records.ReuseRecord = true
	line, err := l.next()
	if errors.Is(err, io.EOF) {
		return nil, ErrHeader.With("The body is empty.")
	}
	if err != nil {
		return nil, err
	}
	cells, err := t.record(line)
	if err != nil {
		return nil, ErrHeader.With("The first line is not a record: %v.", err)
	}
	for _, cell := range cells {
		name := strings.TrimPrefix(strings.ToLower(strings.TrimSpace(cell)), "share_")
		switch {
		case !slices.Contains(columns(), name):
			return nil, ErrHeader.With("%s is not a column; use %s.", strconv.QuoteToASCII(cell), strings.Join(columns(), ", "))
		case slices.Contains(t.columns, name):
			return nil, ErrHeader.With("The column %s stands twice.", name)
		}
		t.columns = append(t.columns, name)
	}
	for name, given := range map[string]string{"value": "", "type": fill.Type, "tlp": fill.TLP} {
		if given == "" && !slices.Contains(t.columns, name) {
			return nil, ErrHeader.With("The column %s is missing.", name)
		}
	}
	return t.read, nil
}

func (t *table) read(line []byte) (indicator.Draft, bool, error) {
	var d indicator.Draft
	if len(bytes.TrimSpace(line)) == 0 {
		return d, true, nil
	}
	cells, err := t.record(line)
	if err != nil {
		return d, false, ErrLine.With("The line is not a record of a table (RFC 4180): %v.", err)
	}
	if len(cells) != len(t.columns) {
		return d, false, ErrLine.With("The line has %d fields; the first line names %d.", len(cells), len(t.columns))
	}
	var wrong error
	for n, cell := range cells {
		if cell = strings.TrimSpace(cell); cell == "" {
			continue
		}
		if err := put(&d, t.columns[n], cell); err != nil && wrong == nil {
			wrong = indicator.ErrInvalid.At("/"+t.columns[n], "%v", err)
		}
	}
	return d, false, wrong
}

// record splits one line. Its result is valid until the next call.
func (t *table) record(line []byte) ([]string, error) {
	t.line.Reset(line)
	cells, err := t.records.Read()
	if e, ok := errors.AsType[*csv.ParseError](err); ok {
		return nil, e.Err // its line number is not the body's
	}
	return cells, err
}

func list[T ~string](cell string) []T {
	var all []T
	for s := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == '|' || r == ';' }) {
		if s = strings.TrimSpace(s); s != "" {
			all = append(all, T(s))
		}
	}
	return all
}

func number(cell string) (*int, error) {
	n, err := strconv.Atoi(cell)
	if err != nil {
		return nil, errors.New("is not a whole number")
	}
	return &n, nil
}

func moment(cell string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly} {
		if t, err := time.Parse(layout, cell); err == nil {
			if t.IsZero() {
				t = t.Add(1) // which means none
			}
			return t, nil
		}
	}
	return time.Time{}, errors.New("is not a time: write 2026-10-01T00:00:00Z or 2026-10-01")
}
