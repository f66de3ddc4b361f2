// Package decision remembers what was decided of records that are sensitive or denied: who
// asked for what, what the answer was, by which rule. Any service writes it, governance shows
// it. It is telemetry, not the ledger: it has limits, and never holds up an answer.
package decision

import (
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
	"github.com/entente-hub/entente/shared/spool"
)

// Why a decision is remembered.
const (
	Denied   = "denied"
	Red      = "red"      // of TLP:RED
	Personal = "personal" // personal data
	Shadow   = "shadow"   // casbin decided otherwise
	Forced   = "forced"   // published with a reason, though it is on a list
)

// Decision is one.
type Decision struct {
	At        time.Time    `json:"t"`
	Viewer    string       `json:"v"` // to policy: "m:<member>", "u:admin"
	Actor     string       `json:"k"` // on the ledger: "m:<member>/<credential>"
	Act       string       `json:"a"` // "see", "read.core" …
	Indicator id.Indicator `json:"i,omitempty"`
	Allowed   bool         `json:"ok,omitzero"`
	Why       string       `json:"w"`
	Rule      string       `json:"r,omitempty"` // that decided; "" where none allowed it
	Revision  string       `json:"p,omitempty"` // of the policy
	Request   string       `json:"q,omitempty"` // the request's id
	Exit      string       `json:"x,omitempty"` // the route, or "webhook"

	// Explain, where it is set, finds the rule when the decision is written, and says whether there
	// was anything to decide on: that takes its time, and must take none of an answer's.
	Explain func() (rule string, ok bool) `json:"-"`
}

// Limits are those of the journal that a log is kept in.
func Limits() journal.Limits {
	return journal.Limits{MaxAge: 90 * 24 * time.Hour, MaxBytes: 1 << 30}
}

// Journal is the name of that journal.
const Journal = "DECISIONS"

// together is how many decisions of one viewer stand in one record at most. It is less than
// the places that a Mark has for them.
const together, places = 100, 128

// Shelf is where a log is kept.
type Shelf interface {
	PutAll(ctx context.Context, rs []journal.Record) error
	Back(ctx context.Context, filter string, before uint64, fn func(journal.Record) bool) error
}

var _ Shelf = (*journal.Journal)(nil)

// Log keeps decisions. It is safe for concurrent use.
type Log struct {
	// Kept, where it is set, is told of each decision that was written. Set it before Run.
	Kept func(d *Decision)

	shelf Shelf
	spool *spool.Spool[Decision]
}

// New keeps decisions on a shelf; dropped is told how many could not be kept.
func New(s Shelf, dropped func(n int)) *Log {
	l := &Log{shelf: s}
	l.spool = spool.New(l.write, dropped)
	return l
}

// Add takes a decision and returns at once. It can be read a little later.
func (l *Log) Add(d Decision) { l.spool.Add(d) }

// Run writes what was added until ctx ends, and then the rest.
func (l *Log) Run(ctx context.Context) error {
	l.spool.Run(ctx)
	return nil
}

// write groups what waits by viewer: a record under a key of its own can be read alone.
func (l *Log) write(ctx context.Context, all []Decision) error {
	kept := all[:0]
	for _, d := range all {
		if d.Explain != nil {
			rule, ok := d.Explain()
			if !ok {
				continue
			}
			d.Rule, d.Explain = rule, nil
		}
		kept = append(kept, d)
	}
	slices.SortStableFunc(kept, func(a, b Decision) int { return strings.Compare(a.Viewer, b.Viewer) })
	written := kept
	var rs []journal.Record
	for len(kept) > 0 {
		n := 1
		for n < min(len(kept), together) && kept[n].Viewer == kept[0].Viewer {
			n++
		}
		body, err := json.Marshal(kept[:n])
		if err != nil {
			return fmt.Errorf("decision: %w", err)
		}
		rs = append(rs, journal.Record{Key: key(kept[0].Viewer), Body: body})
		kept = kept[n:]
	}
	if err := l.shelf.PutAll(ctx, rs); err != nil {
		return err
	}
	for n := range written {
		if l.Kept != nil {
			l.Kept(&written[n])
		}
	}
	return nil
}

// key is the journal's key of a viewer: its name in base64url, which is one token.
func key(viewer string) string {
	if viewer == "" {
		return "by._" // is no base64url
	}
	return "by." + base64.RawURLEncoding.EncodeToString([]byte(viewer))
}
