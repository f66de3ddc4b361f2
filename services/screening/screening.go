// Package screening is the service that answers "is this one known?": exactly, under other keys, and
// near. It writes nothing about what is known. See README.md.
package screening

import (
	"context"

	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/services/screening/internal/httpapi"
	"github.com/entente-hub/entente/services/screening/internal/screen"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/run"
)

// Service is the screening service, on a process.
type Service struct{ door *httpapi.Door }

// New wires the service. It answers from the process's catalog and has no view of its own.
func New(p *process.Process) *Service {
	return &Service{door: &httpapi.Door{
		Desk: &screen.Desk{Catalog: p.Catalog, Now: p.Now}, View: p.View, Notes: p,
	}}
}

// Mount puts the service's operations on their routes.
func (s *Service) Mount(e *httpd.Engine) error { return s.door.Mount(e) }

// Assemble is the service on a process and its front (process.Main).
func Assemble(_ context.Context, p *process.Process, e *httpd.Engine) ([]run.Part, error) {
	return nil, New(p).Mount(e)
}
