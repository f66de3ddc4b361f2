package cli

import (
	"log/slog"

	"github.com/spf13/cobra"

	"github.com/entente-hub/entente/shared/embedded"
)

// nodeCommand runs a node of a NATS cluster for the tests and measures of services apart. It is in no
// list: who runs a cluster runs nats-server.
func nodeCommand(io IO) *cobra.Command {
	return &cobra.Command{
		Use: "nats-node CONFIG", Short: "Run a NATS server as its own configuration file says", Hidden: true, Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return embedded.RunNode(c.Context(), args[0], slog.New(slog.NewTextHandler(io.Err, &slog.HandlerOptions{Level: slog.LevelDebug})))
		},
	}
}
