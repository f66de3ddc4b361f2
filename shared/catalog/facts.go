package catalog

import (
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// Facts returns what a decision on an indicator hangs on, false where there is none. It is the
// hub's own exit, for writing down why something was decided: nothing of it is for a viewer.
func (c *Catalog) Facts(i id.Indicator) (scope.Record, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	ord, ok := c.find(i)
	if !ok {
		return scope.Record{}, false
	}
	return c.record(c.rows.at(ord)), true
}
