package catalog

import (
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// Standing is what the rules of who may speak of an indicator must know of it. It is theirs alone:
// nothing of it is for a viewer.
type Standing struct {
	Record    scope.Record
	State     State
	Publisher id.Member
	Position  ledger.Position // of its last entry
	Since     ledger.Position // of the first: those who may see it know nothing of what was before
	Read      bool            // the viewer may read its core
}

// Stands reports whether its publisher stands by it, contested or not.
func (s *Standing) Stands() bool { return s.State == Published || s.State == Disputed }

// Standing returns how an indicator stands if v may see it. Hidden and absent take the same path.
func (c *Catalog) Standing(v *scope.View, i id.Indicator, now time.Time) (Standing, bool) {
	at := now.Unix()
	c.open(at)
	defer c.mu.RUnlock()
	ord, ok := c.find(i)
	var record scope.Record
	if ok {
		record = c.record(c.rows.at(ord))
	}
	see, read := may(v, &record, at)
	if !ok || !see {
		return Standing{}, false
	}
	r := c.rows.at(ord)
	return Standing{
		Record: record, State: c.stateOf(r), Publisher: c.publishers.all[r.publisher].id, Position: r.modified, Since: r.created, Read: read,
	}, true
}

// Pseudonym is what a member is called to one side (scope.View.Side) that is not told its name.
func (c *Catalog) Pseudonym(side string, m id.Member) string { return c.options.Pseudonym(side, m) }
