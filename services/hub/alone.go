package hub

import (
	"context"

	"github.com/entente-hub/entente/services/delivery"
	"github.com/entente-hub/entente/services/exchange"
	"github.com/entente-hub/entente/services/governance"
	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/services/members"
	"github.com/entente-hub/entente/services/portal"
	"github.com/entente-hub/entente/services/screening"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/run"
)

// Alone returns the main function of a service that runs alone, nil for a name that is none's. The
// binary runs one when it is called by its name: an image holds all services once, and a link for
// each. It is what services/<name>/cmd/<name> runs.
func Alone(name string) func() int {
	with := func(own any, assemble process.Assemble) func() int {
		return func() int { return process.Main(name, own, assemble) }
	}
	switch name {
	case "members":
		return with(nil, members.Assemble)
	case "screening":
		return with(nil, screening.Assemble)
	case "exchange":
		c := exchange.Default()
		return with(&c, assembled(&c))
	case "governance":
		c := governance.Default()
		return with(&c, assembled(&c))
	case "delivery":
		c := delivery.Default()
		return with(&c, assembled(&c))
	case "portal":
		c := portal.Default()
		c.Portal = "on"
		return with(&c, assembled(&c))
	default:
		return nil
	}
}

// assembled is a service with the settings as they are once they were read.
func assembled[C interface {
	Assemble(ctx context.Context, p *process.Process, e *httpd.Engine) ([]run.Part, error)
}](c *C) process.Assemble {
	return func(ctx context.Context, p *process.Process, e *httpd.Engine) ([]run.Part, error) {
		return (*c).Assemble(ctx, p, e)
	}
}
