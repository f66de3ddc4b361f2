// Package governance is the service of what is allowed and what was done: policy, the audit
// trail, the transparency log and the log of decisions. See README.md.
package governance

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/services/governance/internal/audit"
	"github.com/entente-hub/entente/services/governance/internal/explanation"
	"github.com/entente-hub/entente/services/governance/internal/httpapi"
	"github.com/entente-hub/entente/services/governance/internal/proposal"
	"github.com/entente-hub/entente/services/governance/internal/register"
	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/idempotency"
	"github.com/entente-hub/entente/shared/run"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/transparency"
)

// Service is the governance service, on a process.
type Service struct {
	door   *httpapi.Door
	notary *transparency.Notary
	ready  <-chan struct{}
}

// New wires the service: its views (the trail, the tree, the proposals) join the process's, so call it before
// the process runs.
func New(p *process.Process, c Config) (*Service, error) {
	if err := c.check(); err != nil {
		return nil, fmt.Errorf("%w: %w", process.ErrSetting, err)
	}
	key, err := transparency.NewKey(p.Key.ID("tlog", "hub"), p.Key.Derive("tlog/ed25519", transparency.SeedSize))
	if err != nil {
		return nil, fmt.Errorf("governance: %w", err)
	}
	trail, tree := audit.New(p.Directory), transparency.NewLog()
	proposals := register.New(p.Policies.Revision())
	if err := errors.Join(p.AddView("audit", trail), p.AddView("transparency", tree), p.AddView("proposals", proposals)); err != nil {
		return nil, fmt.Errorf("governance: %w", err)
	}
	return &Service{
		door: &httpapi.Door{
			Trail: trail, Tree: tree, Key: key, Decisions: p.Decisions, View: p.View, Sealer: p.Sealer,
			Denied: p.Denied,
			Book:   book(p, proposals), Register: proposals, Directory: p.Directory, Memory: idempotency.Memory{Keys: p.Requests, Ledger: p.Ledger, Views: p.Fold},
			Desk: &explanation.Desk{
				Snapshot: p.Policies.Snapshot, Shelf: p.Catalog, Directory: p.Directory, Now: p.Now, Turn: make(chan struct{}, 1),
			},
			Sees: func(v *scope.View, i id.Indicator) bool {
				_, sees := p.Catalog.FactsFor(v, i, p.Now())
				return sees
			},
		},
		notary: &transparency.Notary{Log: tree, Key: key, Ledger: p.Fold, Every: c.CheckpointEvery, Now: p.Now, Report: p.Log},
		ready:  p.Ready(),
	}, nil
}

func book(p *process.Process, proposals *register.Register) *proposal.Book {
	return &proposal.Book{
		Register: proposals, Policy: p.Policies, Directory: p.Directory, Ledger: p.Fold, Records: p.Catalog.Each,
		Groups:  func(at time.Time) policies.Groups { return policies.GroupsOf(p.Directory, at) },
		All:     func(at time.Time) policies.Groups { return policies.GroupsWithSuspended(p.Directory, at) },
		Current: p.Keyring.Current, ID: proposal.NewID(p.Key.ID), Now: p.Now, Turn: make(chan struct{}, 1),
		Random: func(n int) []byte {
			b := make([]byte, n)
			_, _ = rand.Read(b) // never fails (crypto/rand)
			return b
		},
	}
}

// Mount puts the service's operations on their routes.
func (s *Service) Mount(on gin.IRouter) error { return s.door.Mount(on) }

// Run puts checkpoints on the ledger until ctx ends.
func (s *Service) Run(ctx context.Context) error {
	select {
	case <-s.ready:
		return s.notary.Run(ctx)
	case <-ctx.Done():
		return nil
	}
}

// Assemble is the service on a process and its front (process.Main).
func (c Config) Assemble(_ context.Context, p *process.Process, e *httpd.Engine) ([]run.Part, error) {
	s, err := New(p, c)
	if err != nil {
		return nil, err
	}
	return []run.Part{{Name: "governance", Run: s.Run}}, s.Mount(e)
}
