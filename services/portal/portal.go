// Package portal is the service that people see: a web app over the public API, and how they
// sign in to it. See README.md.
package portal

import (
	"context"
	"errors"
	"fmt"

	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/services/portal/internal/app"
	"github.com/entente-hub/entente/services/portal/internal/httpapi"
	"github.com/entente-hub/entente/services/portal/internal/session"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/run"
)

// Service is the portal, on a process.
type Service struct {
	door     *httpapi.Door
	sessions *session.Book
}

// New wires the service. It returns app.ErrNotBuilt where the binary has no web app, and
// process.ErrSetting.
func New(p *process.Process, e *httpd.Engine, c Config) (*Service, error) {
	if err := c.Check(p.Config); err != nil {
		return nil, err
	}
	from := c.App
	if from == nil {
		from = app.Built()
	}
	pages, err := app.New(from)
	if err != nil {
		return nil, fmt.Errorf("portal: %w", err)
	}
	seal, err := sealer(p, "portal/link")
	if err != nil {
		return nil, fmt.Errorf("portal: %w", err)
	}
	provider, err := c.provider(p)
	if err != nil {
		return nil, fmt.Errorf("portal: %w", err)
	}
	cookie, secure := p.Config.Cookie()
	s := &Service{sessions: &session.Book{Directory: p.Directory, Ledger: p.Fold, Keys: p.Keyring, Seal: seal, Length: c.Session, Now: p.Now}}
	s.door = &httpapi.Door{
		App: pages, Sessions: s.sessions, Provider: provider, Keys: p.Keyring, Ready: p.Ready(),
		SameOrigin: e.SameOrigin, Stranger: e.Stranger, Cookie: cookie, Secure: secure,
	}
	return s, nil
}

// FirstLink is the path of a link that signs the bootstrap admin in.
func (s *Service) FirstLink() (string, error) {
	l, err := s.sessions.Link(access.Caller{Admin: true, Scopes: access.Given([]string{directory.RoleAdmin})}, directory.Bootstrap)
	if err != nil {
		return "", fmt.Errorf("portal: %w", err)
	}
	return httpapi.LinkPath(l), nil
}

// Open is New and Mount as the settings say: nil where the portal is off.
func (c Config) Open(ctx context.Context, p *process.Process, e *httpd.Engine) (*Service, error) {
	if c.Portal == "off" {
		return nil, nil //nolint:nilnil // there is none
	}
	s, err := New(p, e, c)
	if c.Portal == "auto" && errors.Is(err, app.ErrNotBuilt) {
		p.Log.WarnContext(ctx, "no portal: this binary was built without it (make build builds it)")
		return nil, nil //nolint:nilnil // there is none
	}
	if err != nil {
		return nil, err
	}
	return s, s.door.Mount(e)
}

// Assemble is the service alone in its process (process.Main).
func (c Config) Assemble(ctx context.Context, p *process.Process, e *httpd.Engine) ([]run.Part, error) {
	_, err := c.Open(ctx, p, e)
	return nil, err
}
