// Package members is the service that knows who belongs to the alliance: members, people,
// their credentials, and the task forces in which members share.
package members

import (
	"context"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/services/members/internal/credential"
	"github.com/entente-hub/entente/services/members/internal/httpapi"
	"github.com/entente-hub/entente/services/members/internal/member"
	"github.com/entente-hub/entente/services/members/internal/person"
	"github.com/entente-hub/entente/services/members/internal/taskforce"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/idempotency"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/run"
)

// Service is the members service, on a process.
type Service struct{ door *httpapi.Door }

// New makes the service. It has no view of its own: the process's directory is it.
func New(p *process.Process) *Service {
	return &Service{&httpapi.Door{
		Directory:  p.Directory,
		Members:    &member.Book{Directory: p.Directory, Ledger: p.Fold, Current: p.Keyring.Current, Now: p.Now},
		People:     &person.Book{Directory: p.Directory, Ledger: p.Fold, Current: p.Keyring.Current, Now: p.Now},
		TaskForces: &taskforce.Book{Directory: p.Directory, Ledger: p.Fold, Current: p.Keyring.Current, Now: p.Now},
		Credentials: &credential.Book{
			Directory: p.Directory, Ledger: p.Fold, Keys: p.Keyring, Memory: &credential.Memory{}, Now: p.Now,
			ID: func(r ledger.Request) id.Credential { return credential.NewID(p.Key.ID, r) },
		},
		Memory: idempotency.Memory{Keys: p.Requests, Ledger: p.Ledger, Views: p.Fold}, Sealer: p.Sealer,
	}}
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
	s := New(p)
	return []run.Part{{Name: "members", Run: s.Run}}, s.Mount(e)
}
