// Command portal runs the portal alone, against a NATS that other services share and behind one
// address with them: the web app asks them.
package main

import (
	"context"
	"os"

	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/services/portal"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/run"
)

func main() {
	c := portal.Default()
	c.Portal = "on"
	os.Exit(process.Main("portal", &c, func(ctx context.Context, p *process.Process, e *httpd.Engine) ([]run.Part, error) {
		return c.Assemble(ctx, p, e)
	}))
}
