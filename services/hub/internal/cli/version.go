package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is set by the release's linker flags.
var version = "dev"

func versionCommand(io IO) *cobra.Command {
	asJSON := false
	c := &cobra.Command{
		Use:   "version",
		Short: "Say which Entente this is",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			revision := "unknown"
			if info, ok := debug.ReadBuildInfo(); ok {
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" {
						revision = s.Value
					}
				}
			}
			if asJSON {
				fmt.Fprintf(io.Out, "{\"version\":%q,\"revision\":%q,\"go\":%q}\n", version, revision, runtime.Version())
				return nil
			}
			fmt.Fprintf(io.Out, "entente %s (revision %s, %s)\n", version, revision, runtime.Version())
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return c
}
