// Package screening is the service that answers "is this one known?": exactly, under other keys, and
// near. It writes nothing about what is known. See README.md.
package screening

import (
	"context"
	"fmt"
	"time"

	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/services/screening/internal/httpapi"
	"github.com/entente-hub/entente/services/screening/internal/mark"
	"github.com/entente-hub/entente/services/screening/internal/network"
	"github.com/entente-hub/entente/services/screening/internal/screen"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/run"
	"github.com/entente-hub/entente/shared/scope"
)

// Service is the screening service, on a process.
type Service struct{ door *httpapi.Door }

// New wires the service. It answers from the process's catalog and protective lists, and has no view
// of its own.
func New(p *process.Process) (*Service, error) {
	names, err := network.NewSealer(p.Key.Derive("network", network.KeySize))
	if err != nil {
		return nil, fmt.Errorf("screening: %w", err)
	}
	lists, err := p.Protections()
	if err != nil {
		return nil, fmt.Errorf("screening: %w", err)
	}
	marks := &mark.Register{Lists: lists, Directory: p.Directory}
	book := &network.Book{
		Ties: func(v *scope.View, now time.Time) network.Ties { return p.Catalog.Ties(v, now) },
		Name: func(k observable.Key) string { return "obs_" + p.Key.ID("observable", string(k)) }, Now: p.Now,
	}
	return &Service{door: &httpapi.Door{
		Desk:   &screen.Desk{Catalog: p.Catalog, Marks: marks, Now: p.Now, Decoding: make(chan struct{}, 2)},
		Ranges: &screen.Ranges{Catalog: p.Catalog, Key: p.Key.Derive(process.RangePurpose, 32), Name: p.Key.ID, Now: p.Now}, Book: book, Networks: names, View: p.View, Notes: p, Sealer: p.Sealer,
	}}, nil
}

// Mount puts the service's operations on their routes.
func (s *Service) Mount(e *httpd.Engine) error {
	e.Except(httpapi.Routes()...)
	return s.door.Mount(e)
}

// Assemble is the service on a process and its front (process.Main).
func Assemble(_ context.Context, p *process.Process, e *httpd.Engine) ([]run.Part, error) {
	s, err := New(p)
	if err != nil {
		return nil, err
	}
	return nil, s.Mount(e)
}
