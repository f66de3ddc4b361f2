// Command exchange runs the exchange alone, against a NATS that other services share.
package main

import (
	"context"
	"os"

	"github.com/entente-hub/entente/services/exchange"
	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/run"
)

func main() {
	c := exchange.Default()
	os.Exit(process.Main("exchange", &c, func(ctx context.Context, p *process.Process, e *httpd.Engine) ([]run.Part, error) {
		return c.Assemble(ctx, p, e)
	}))
}
