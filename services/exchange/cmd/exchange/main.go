// Command exchange runs the exchange alone, against a NATS that other services share.
package main

import (
	"os"

	"github.com/entente-hub/entente/services/exchange"
	"github.com/entente-hub/entente/services/internal/process"
)

func main() { os.Exit(process.Main("exchange", nil, exchange.Assemble)) }
