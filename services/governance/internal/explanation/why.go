package explanation

import (
	"fmt"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// Why tells whether a viewer may do something with an indicator, by which rule, and which rules
// came near.
// It returns access.ErrScope for whoever does not oversee the alliance, whatever the indicator,
// and ErrNotFound for an indicator that the caller may not see, just as for one there is not.
func (d *Desk) Why(by access.Caller, i id.Indicator, viewer string, act scope.Act) (out policies.Explanation, err error) {
	if err := Oversees(by); err != nil {
		return out, err
	}
	err = d.look(by, i, func(s *policies.Snapshot, _ *scope.View, r *scope.Record, now int64) error {
		var err error
		if out, err = s.Explain(viewer, r, act, now); err != nil {
			return fmt.Errorf("explain: %w", err)
		}
		return nil
	})
	return out, err
}

// Oversees lets in who may ask about others: admins and auditors.
func Oversees(by access.Caller) error {
	if by.Can(access.Admin) || by.Can(access.Audit) {
		return nil
	}
	return access.Missing(access.Admin, access.Audit)
}
