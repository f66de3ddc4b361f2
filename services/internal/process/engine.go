package process

import (
	"context"
	"fmt"

	"github.com/entente-hub/entente/api"
	"github.com/entente-hub/entente/api/docs"
	"github.com/entente-hub/entente/api/problems"
	"github.com/entente-hub/entente/shared/httpd"
)

// Engine makes the front that services mount on, with the pages of all problems and the
// bundled contract. Routes are exceptions to the limits of bodies.
func (p *Process) Engine(routes ...httpd.Route) (*httpd.Engine, error) {
	contract, err := api.OpenAPI()
	if err != nil {
		return nil, fmt.Errorf("process: %w", err)
	}
	cookie, _ := p.Config.Cookie()
	var catchUp func(context.Context) error
	if p.Config.Shared() { // keys are made elsewhere, too
		catchUp = p.catchUp
	}
	return httpd.New(httpd.Options{
		CatchUp: catchUp,
		Keys:    p.Keyring, Views: p.Fold, Sealer: p.Sealer,
		Log: p.Log, Now: p.Now,
		BodyLimit: p.Config.BodyLimit, Routes: routes,
		Rate:           httpd.Rate{PerSecond: p.Config.RateLimit, Burst: p.Config.RateBurst},
		FailedRate:     httpd.Rate{PerSecond: p.Config.FailedLimit, Burst: int(10 * p.Config.FailedLimit)},
		TrustedProxies: p.Config.TrustedProxies, Linger: p.Config.DrainDelay,
		Cookie: cookie, Origin: p.Config.PublicURL,
		Problems: problems.FS, OpenAPI: contract, Reference: docs.Handler(),
		Health: p.Health, Metrics: p.Metrics, Tracer: p.Tracer,
	})
}
