// Command screening runs the screening service alone, beside a NATS cluster.
package main

import (
	"os"

	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/services/screening"
)

func main() { os.Exit(process.Main("screening", nil, screening.Assemble)) }
