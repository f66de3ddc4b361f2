// Command entente is the hub and its command line.
package main

import (
	"os"

	"github.com/entente-hub/entente/services/hub/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], cli.Terminal())) }
