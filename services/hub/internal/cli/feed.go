package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/cobra"
)

func feedCommand(io IO) *cobra.Command {
	var r remote
	c := &cobra.Command{
		Use: "feed", Short: "Be told by NATS: turn the feed on that your own NATS clients follow, replay it, turn it off",
		Long: "A direct feed is a JetStream stream that your own NATS clients follow, with an API key as their token. To see what\n" +
			"you are told in a terminal, `entente tail` needs no feed.",
		Args: cobra.ArbitraryArgs, RunE: needsVerb,
	}
	c.AddCommand(
		onFeed(io, &r, "on", "Turn it on; it has what comes from now on", http.MethodPut),
		showFeed(io, &r), replayFeed(io, &r),
		onFeed(io, &r, "off", "Turn it off, and delete what it holds", http.MethodDelete),
	)
	for _, sub := range c.Commands() {
		r.flags(sub)
	}
	return c
}

// onFeed is a command that says one thing to the feed.
func onFeed(io IO, r *remote, use, short, method string) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: short, Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := r.open(false); err != nil {
				return err
			}
			if method == http.MethodDelete {
				_, err := r.call(c.Context(), method, "/v1/feed", nil, nil)
				return err
			}
			var f json.RawMessage
			if _, err := r.call(c.Context(), method, "/v1/feed", nil, &f); err != nil {
				return err
			}
			return showPlain(io, f)
		},
	}
}

func showFeed(io IO, r *remote) *cobra.Command {
	wait := false
	c := &cobra.Command{
		Use: "show", Short: "Show as JSON what it is called and what it holds", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := r.open(false); err != nil {
				return err
			}
			for late := time.Now().Add(10 * time.Second); ; time.Sleep(50 * time.Millisecond) {
				var f json.RawMessage
				if _, err := r.call(c.Context(), http.MethodGet, "/v1/feed", nil, &f); err != nil {
					return err
				}
				var is struct{ Kept *int }
				if err := json.Unmarshal(f, &is); err != nil {
					return fmt.Errorf("a feed of the answer: %w", err)
				}
				if !wait || is.Kept != nil || time.Now().After(late) {
					return showPlain(io, f)
				}
			}
		},
	}
	c.Flags().BoolVar(&wait, "wait", false, "until clients can connect, for 10 s at most")
	return c
}

func replayFeed(io IO, r *remote) *cobra.Command {
	return &cobra.Command{
		Use: "replay FROM", Short: "Empty it, and write it anew from a time, an event's id or a cursor of the change feed", Args: cobra.ExactArgs(1),
		Example: "  entente feed replay 2026-10-01T00:00:00Z",
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(false); err != nil {
				return err
			}
			var f json.RawMessage
			if _, err := r.call(c.Context(), http.MethodPost, "/v1/feed/replay", map[string]string{"from": args[0]}, &f); err != nil {
				return err
			}
			return showPlain(io, f)
		},
	}
}
