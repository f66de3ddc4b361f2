package cli

import (
	"github.com/spf13/cobra"

	"github.com/entente-hub/entente/services/hub/internal/bench"
)

func benchCommand(io IO) *cobra.Command {
	bare, posts := "", ""
	o := bench.Options{Out: io.Out, Log: io.Err}
	c := &cobra.Command{
		Use:   "bench",
		Short: "Measure this machine's hub beside the limits of the engines under it",
		Long: "Bench starts hubs of its own on temporary folders (some 3 GB for all of it), measures them beside raw\n" +
			"JetStream, a bare Gin handler and raw signed POSTs in the same run, and prints a Markdown table. What policy\n" +
			"costs it measures beside casbin.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			switch {
			case bare != "":
				return bench.ServeBare(c.Context(), bare, io.Out)
			case posts != "":
				return bench.PostBare(c.Context(), posts, io.Out)
			}
			return bench.Run(c.Context(), o)
		},
	}
	c.Flags().StringVar(&o.Only, "only", "", "measure only what has this in its name: publish, cluster, import, page, webhook, fanout, latency, hanging, listening, restart, policy, activation, network, screening, images")
	c.Flags().BoolVar(&o.Quick, "quick", false, "a tenth of the work, to see that it runs")
	c.Flags().StringVar(&bare, "serve-bare", "", "serve this file by a bare Gin handler: for bench itself")
	c.Flags().StringVar(&posts, "post-bare", "", "carry out the loop of signed posts that this file describes: for bench itself")
	for _, own := range []string{"serve-bare", "post-bare"} {
		_ = c.Flags().MarkHidden(own) // fails only for a flag that does not exist
	}
	return c
}
