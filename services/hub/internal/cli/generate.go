package cli

import (
	"bufio"
	"errors"

	"github.com/spf13/cobra"

	"github.com/entente-hub/entente/shared/lookalike"
)

func generateCommand(io IO) *cobra.Command {
	var seed uint64
	var count int
	var o lookalike.Options
	c := &cobra.Command{
		Use:   "generate",
		Short: "Write invented indicators as NDJSON, for tests and demonstrations",
		Long: "Generate writes look-alike indicators: invented brands, .example hosts, fictitious phones. The same\n" +
			"seed gives the same lines.",
		Example: "  entente generate --count 100000 --task-force handbags | entente publish -",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if count < 1 {
				return usagef("--count must be at least 1")
			}
			w := bufio.NewWriter(io.Out)
			err := lookalike.New(seed, o).WriteNDJSON(w, 0, count)
			return errors.Join(err, w.Flush())
		},
	}
	c.Flags().Uint64Var(&seed, "seed", 1, "which lines")
	c.Flags().IntVar(&count, "count", 1000, "how many")
	c.Flags().StringSliceVar(&o.TaskForces, "task-force", nil, "share the amber ones with these task forces (default: none is amber)")
	return c
}
