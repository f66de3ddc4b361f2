// Package governance is the service of what is allowed and what was done: policy, the audit
// trail, the transparency log and the log of decisions. See README.md.
package governance

import (
	"context"
	"fmt"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/services/governance/internal/audit"
	"github.com/entente-hub/entente/services/governance/internal/httpapi"
	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/run"
	"github.com/entente-hub/entente/shared/scope"
)

// Service is the governance service, on a process.
type Service struct{ door *httpapi.Door }

// New wires the service: its views join the process's, so call it before the process runs.
func New(p *process.Process) (*Service, error) {
	trail := audit.New(p.Directory)
	if err := p.AddView("audit", trail); err != nil {
		return nil, fmt.Errorf("governance: %w", err)
	}
	return &Service{door: &httpapi.Door{
		Trail: trail, View: p.View, Sealer: p.Sealer, Now: p.Now,
		Sees: func(v *scope.View, i id.Indicator) bool {
			_, sees := p.Catalog.Get(v, i, p.Now())
			return sees
		},
	}}, nil
}

// Mount puts the service's operations on their routes.
func (s *Service) Mount(on gin.IRouter) error { return s.door.Mount(on) }

// Run returns when ctx ends: there is nothing to do beside answering.
func (s *Service) Run(ctx context.Context) error {
	<-ctx.Done()
	return nil
}

// Assemble is the service alone in its process (process.Main).
func Assemble(_ context.Context, p *process.Process, e *httpd.Engine) ([]run.Part, error) {
	s, err := New(p)
	if err != nil {
		return nil, err
	}
	return []run.Part{{Name: "governance", Run: s.Run}}, s.Mount(e)
}
