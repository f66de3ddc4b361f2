package cli

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/spf13/cobra"
)

// turn is the command that suspends or reinstates one of a list's: verb is its route, done what
// is said of it then.
func turn(io IO, r *remote, list, verb, short, done string, needsReason bool) *cobra.Command {
	reason := ""
	v := &cobra.Command{
		Use:   verb + " ID",
		Short: short,
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(true); err != nil {
				return err
			}
			path := list + url.PathEscape(args[0])
			now, err := r.call(c.Context(), http.MethodGet, path, nil, nil)
			if err != nil {
				return err
			}
			in := map[string]string{}
			if reason != "" {
				in["reason"] = reason
			}
			if _, err := r.call(c.Context(), http.MethodPost, path+"/"+verb, in, nil, "If-Match", now.Get("ETag")); err != nil {
				return err
			}
			fmt.Fprintf(io.Out, "%s %s\n", args[0], done)
			return nil
		},
	}
	if needsReason {
		v.Flags().StringVar(&reason, "reason", "", "why; kept on the ledger (required)")
		_ = v.MarkFlagRequired("reason") // fails only for a flag that does not exist
	}
	return v
}
