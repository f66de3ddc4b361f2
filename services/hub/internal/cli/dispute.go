package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	"github.com/spf13/cobra"
)

func disputeCommand(io IO) *cobra.Command {
	var r remote
	c := &cobra.Command{
		Use: "dispute", Short: "List, read, answer, withdraw and settle disputes (to open one: entente indicator dispute)",
		Args: cobra.ArbitraryArgs, RunE: needsVerb,
	}
	c.AddCommand(listDisputes(io, &r), showDispute(io, &r), stateDispute(io, &r), withdrawDispute(io, &r), resolveDispute(io, &r))
	for _, sub := range c.Commands() {
		r.flags(sub)
	}
	return c
}

func disputePath(id string) string { return "/v1/disputes/" + url.PathEscape(id) }

func listDisputes(io IO, r *remote) *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the disputes that are yours, or against you, or on your desk: NDJSON", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := r.open(true); err != nil {
				return err
			}
			return all(c.Context(), r, "/v1/disputes", func(d json.RawMessage) error {
				_, err := fmt.Fprintln(io.Out, string(d))
				return err
			})
		},
	}
}

func showDispute(io IO, r *remote) *cobra.Command {
	return &cobra.Command{
		Use: "show ID", Short: "Show a dispute, with what was said in it, as JSON", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(true); err != nil {
				return err
			}
			var d json.RawMessage
			if _, err := r.call(c.Context(), http.MethodGet, disputePath(args[0]), nil, &d); err != nil {
				return err
			}
			return indented(io, d)
		},
	}
}

func stateDispute(io IO, r *remote) *cobra.Command {
	text := ""
	c := &cobra.Command{Use: "state ID", Short: "Say something in a dispute: its parties and the steward read it"}
	c.Flags().StringVar(&text, "text", "", "what is said (required)")
	_ = c.MarkFlagRequired("text") // fails only for a flag that does not exist
	return inDispute(io, r, c, "/statements", "has your statement", func() any { return map[string]any{"text": text} })
}

func withdrawDispute(io IO, r *remote) *cobra.Command {
	c := &cobra.Command{Use: "withdraw ID", Short: "Take your dispute back"}
	return inDispute(io, r, c, "/withdraw", "is withdrawn", func() any { return map[string]any{} })
}

func resolveDispute(io IO, r *remote) *cobra.Command {
	var outcome, reason string
	c := &cobra.Command{Use: "resolve ID", Short: "Settle a dispute (steward): the indicator is upheld, or withdrawn"}
	c.Flags().StringVar(&outcome, "outcome", "", "upheld, or withdrawn (required)")
	c.Flags().StringVar(&reason, "reason", "", "why, in words that the parties read (required)")
	_ = c.MarkFlagRequired("outcome") // fails only for a flag that does not exist
	_ = c.MarkFlagRequired("reason")  // as above
	return inDispute(io, r, c, "/resolve", "is settled", func() any { return map[string]any{"outcome": outcome, "reason": reason} })
}

// inDispute is a command that does something in a dispute, from the revision that stands now.
func inDispute(io IO, r *remote, c *cobra.Command, route, done string, body func() any) *cobra.Command {
	c.Args = cobra.ExactArgs(1)
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := r.open(true); err != nil {
			return err
		}
		now, err := r.call(c.Context(), http.MethodGet, disputePath(args[0]), nil, nil)
		if err != nil {
			return err
		}
		if _, err := r.call(c.Context(), http.MethodPost, disputePath(args[0])+route, body(), nil, "If-Match", now.Get("ETag")); err != nil {
			return err
		}
		fmt.Fprintf(io.Out, "%s %s\n", args[0], done)
		return nil
	}
	return c
}
