package process

import (
	"fmt"

	"github.com/entente-hub/entente/shared/protection"
)

// Protections returns the view of members' protective lists. It is fed from the first call on, which
// must be before Run (ErrRunning), and is one for all services of the process.
func (p *Process) Protections() (*protection.View, error) {
	if p.protections == nil {
		v := protection.New(p.Key.ID)
		if err := p.AddView("protections", v); err != nil {
			return nil, fmt.Errorf("protections: %w", err)
		}
		p.protections = v
	}
	return p.protections, nil
}
