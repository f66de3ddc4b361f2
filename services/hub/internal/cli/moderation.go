package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	"github.com/spf13/cobra"
)

func moderationCommand(io IO) *cobra.Command {
	var r remote
	c := &cobra.Command{
		Use: "moderation", Short: "The stewards' desk: list, read, release and refuse what is held for its text",
		Args: cobra.ArbitraryArgs, RunE: needsVerb,
	}
	c.AddCommand(listModeration(io, &r), showModeration(io, &r), releaseModeration(io, &r), refuseModeration(io, &r))
	for _, sub := range c.Commands() {
		r.flags(sub)
	}
	return c
}

func moderationPath(id string) string { return "/v1/moderation/" + url.PathEscape(id) }

func listModeration(io IO, r *remote) *cobra.Command {
	rule := ""
	c := &cobra.Command{Use: "list", Short: "List what waits for a steward, the longest first: NDJSON", Args: cobra.NoArgs}
	c.Flags().StringVar(&rule, "rule", "", "only where this was found: price, volume, customer")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := r.open(true); err != nil {
			return err
		}
		path := "/v1/moderation"
		if rule != "" {
			path += "?rule=" + url.QueryEscape(rule)
		}
		return all(c.Context(), r, path, func(d json.RawMessage) error {
			_, err := fmt.Fprintln(io.Out, string(d))
			return err
		})
	}
	return c
}

func showModeration(io IO, r *remote) *cobra.Command {
	return &cobra.Command{
		Use: "show ID", Short: "Show a text that is held, and what was found in it, as JSON", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(true); err != nil {
				return err
			}
			var d json.RawMessage
			if _, err := r.call(c.Context(), http.MethodGet, moderationPath(args[0]), nil, &d); err != nil {
				return err
			}
			return indented(io, d)
		},
	}
}

// etagFlag says which text the steward has read: what it says by now may be something else.
func etagFlag(c *cobra.Command, etag *string) {
	c.Flags().StringVar(etag, "etag", "", "the etag of the text that you have read, as list and show print it (required)")
	_ = c.MarkFlagRequired("etag") // fails only for a flag that does not exist
}

func releaseModeration(io IO, r *remote) *cobra.Command {
	etag := ""
	c := &cobra.Command{Use: "release ID", Short: "Let an indicator out: all whom it is for are told of it"}
	etagFlag(c, &etag)
	return atDesk(io, r, c, &etag, "/release", "is released", func() any { return nil })
}

func refuseModeration(io IO, r *remote) *cobra.Command {
	var etag, code, reason string
	c := &cobra.Command{Use: "refuse ID", Short: "Do not let an indicator out: its publisher alone is told why"}
	etagFlag(c, &etag)
	c.Flags().StringVar(&code, "reason-code", "", "competition_law, personal_data, trade_secret, legal, or other (required)")
	c.Flags().StringVar(&reason, "reason", "", "why, in words that its publisher reads (required)")
	_ = c.MarkFlagRequired("reason-code") // fails only for a flag that does not exist
	_ = c.MarkFlagRequired("reason")      // as above
	return atDesk(io, r, c, &etag, "/refuse", "is refused", func() any { return map[string]string{"reason_code": code, "reason": reason} })
}

// atDesk is a command that decides on what a steward has read.
func atDesk(io IO, r *remote, c *cobra.Command, etag *string, route, done string, body func() any) *cobra.Command {
	c.Args = cobra.ExactArgs(1)
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := r.open(true); err != nil {
			return err
		}
		if _, err := r.call(c.Context(), http.MethodPost, moderationPath(args[0])+route, body(), nil, "If-Match", `"`+*etag+`"`); err != nil {
			return err
		}
		fmt.Fprintf(io.Out, "%s %s\n", args[0], done)
		return nil
	}
	return c
}
