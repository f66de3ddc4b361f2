// Command entente is the hub and its command line. Called by the name of a service ("members"), it
// is that service alone.
package main

import (
	"os"
	"path/filepath"

	"github.com/entente-hub/entente/services/hub"
	"github.com/entente-hub/entente/services/hub/internal/cli"
)

func main() {
	if service := hub.Alone(filepath.Base(os.Args[0])); service != nil {
		os.Exit(service())
	}
	os.Exit(cli.Main(os.Args[1:], cli.Terminal()))
}
