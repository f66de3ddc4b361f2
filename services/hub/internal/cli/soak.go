package cli

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/entente-hub/entente/services/hub/internal/soak"
)

func soakCommand(io IO) *cobra.Command {
	o := soak.Options{Log: io.Err}
	c := &cobra.Command{
		Use:   "soak",
		Short: "Keep a hub under load beside endpoints that misbehave, and kill it now and then",
		Long: "Soak starts a hub of its own on a temporary folder and endpoints that hang, reset, answer 500, 429 or 410, redirect\n" +
			"to loopback, rebind their name to it, or answer without end. It kills the hub (SIGKILL) and fails unless every event\n" +
			"has reached every endpoint in order, no blocked address was dialled, nobody was told what is hidden from it, and\n" +
			"memory is flat. Linux only: the endpoints stand at 127.0.0.2.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			dir, err := os.MkdirTemp("", "entente-soak-")
			if err != nil {
				return err
			}
			defer os.RemoveAll(dir)
			o.Dir = dir
			r, err := soak.Run(c.Context(), o)
			if err != nil {
				return err
			}
			printSoak(io, r)
			if len(r.Findings) > 0 {
				return fmt.Errorf("%d findings", len(r.Findings))
			}
			return nil
		},
	}
	c.Flags().DurationVar(&o.For, "for", 10*time.Minute, "how long the load lasts")
	c.Flags().IntVar(&o.Rate, "rate", 50, "changes a second that the publisher makes")
	c.Flags().IntVar(&o.Kills, "kills", 3, "how often the hub is killed")
	return c
}

func printSoak(io IO, r soak.Report) {
	say := func(format string, args ...any) { fmt.Fprintf(io.Out, format+"\n", args...) }
	say("%d changes acknowledged, %d events in the feed, %d posts taken, %d of them again under the same webhook-id", r.Changes, r.Events, r.Told, r.Again)
	for _, took := range r.Recovered {
		say("killed: ready again after %s", took.Round(time.Millisecond))
	}
	say("memory of the last process: %d MB once warm, %d MB at the end, %d changes later (judged from 5 minutes on)", r.Early.Own>>20, r.Late.Own>>20, r.Late.Entries-r.Early.Entries)
	say("connections to blocked addresses: %d; posts to who may see nothing: %d", r.Dialled, r.Leaked)
	for _, c := range slices.Sorted(maps.Keys(r.Endpoints)) {
		say("  endpoint: %-15s %8d taken, %7d met with misconduct", c+":", r.Endpoints[c], r.Misconduct[c])
	}
	for _, f := range r.Findings {
		say("FINDING: %s", f)
	}
}
