// Command governance runs the governance service alone, beside a NATS cluster.
package main

import (
	"context"
	"os"

	"github.com/entente-hub/entente/services/governance"
	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/run"
)

func main() {
	c := governance.Default()
	os.Exit(process.Main("governance", &c, func(ctx context.Context, p *process.Process, e *httpd.Engine) ([]run.Part, error) {
		return c.Assemble(ctx, p, e)
	}))
}
