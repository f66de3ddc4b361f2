// Command members runs the members service alone, beside a NATS cluster.
package main

import (
	"os"

	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/services/members"
)

func main() { os.Exit(process.Main("members", nil, members.Assemble)) }
