// Command governance runs the governance service alone, beside a NATS cluster.
package main

import (
	"os"

	"github.com/entente-hub/entente/services/governance"
	"github.com/entente-hub/entente/services/internal/process"
)

func main() { os.Exit(process.Main("governance", nil, governance.Assemble)) }
