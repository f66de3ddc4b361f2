// Package screening is the service that answers "is this one known?": exactly, under other keys, and
// near. It writes nothing about what is known. See README.md.
package screening

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/services/screening/internal/httpapi"
	"github.com/entente-hub/entente/services/screening/internal/mark"
	"github.com/entente-hub/entente/services/screening/internal/network"
	"github.com/entente-hub/entente/services/screening/internal/notice"
	"github.com/entente-hub/entente/services/screening/internal/screen"
	"github.com/entente-hub/entente/shared/budget"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
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
		Ties: func(ctx context.Context, v *scope.View, now time.Time) network.Ties {
			return p.Catalog.Ties(ctx, v, now)
		},
		Name: func(k observable.Key) string { return "obs_" + p.Key.ID("observable", string(k)) }, Now: p.Now,
	}
	return &Service{door: &httpapi.Door{
		Desk: &screen.Desk{Catalog: p.Catalog, Marks: marks, Now: p.Now, Decoding: make(chan struct{}, 2)},
		Notices: &notice.Desk{
			Catalog: p.Catalog, Ledger: p.Fold, Directory: p.Directory, Current: p.Keyring.Current, ID: notice.NewID(p.Key.ID),
			View:    func(viewer string) *scope.View { return p.Policies.Snapshot().View(viewer) },
			Readers: func(r *scope.Record, enough int, now int64) int { return readers(p, r, enough, now) },
			Budget:  &budget.Budget{PerDay: notice.PerDay}, Now: p.Now,
			Failed: func(ctx context.Context, err error) {
				p.Log.WarnContext(ctx, "publishers are not told of matches", slog.Any("error", err))
			},
		},
		Catalog: p.Catalog, Now: p.Now,
		Ranges: &screen.Ranges{Catalog: p.Catalog, Key: p.Key.Derive(process.RangePurpose, 32), Name: p.Key.ID, Now: p.Now}, Book: book, Networks: names, View: p.View, Notes: p, Sealer: p.Sealer,
	}}, nil
}

// readers counts the members but its owner that may read a record, up to enough.
func readers(p *process.Process, r *scope.Record, enough int, now int64) (n int) {
	s := p.Policies.Snapshot()
	for _, name := range s.Viewers() {
		m, is := strings.CutPrefix(name, "m:")
		if n == enough {
			break
		}
		if v := s.View(name); is && id.Member(m) != r.Owner && v.Allow(scope.See, r, now) && v.Allow(scope.ReadCore, r, now) {
			n++
		}
	}
	return n
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
