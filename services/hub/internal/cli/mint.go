package cli

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// mint is the command that makes a key for a member or a person: kinds says which scopes there
// are, path is the list of an owner's keys. The key alone goes to standard output.
func mint(io IO, r *remote, use, example, kinds string, path func(owner string) string) *cobra.Command {
	name, scopes, expires := "", []string(nil), time.Duration(0)
	c := &cobra.Command{
		Use:     use,
		Short:   "Make a key; it is shown this once",
		Example: example,
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(true); err != nil {
				return err
			}
			in := map[string]any{"name": name}
			if len(scopes) > 0 {
				in["scopes"] = scopes
			}
			if expires > 0 {
				in["expires_at"] = time.Now().Add(expires).UTC().Format(time.RFC3339)
			}
			var k credential
			if _, err := r.call(c.Context(), http.MethodPost, path(args[0]), in, &k); err != nil {
				return err
			}
			fmt.Fprintf(io.Err, "key %s of %s (%s); it is shown this once:\n", k.ID, args[0], strings.Join(k.Scopes, ", "))
			fmt.Fprintln(io.Out, k.Key)
			return nil
		},
	}
	c.Flags().StringVar(&name, "name", "", "what the key is for (required)")
	c.Flags().StringSliceVar(&scopes, "scope", nil, kinds)
	c.Flags().DurationVar(&expires, "expires", 0, "how long it is valid, e.g. 2160h (default: until revoked)")
	_ = c.MarkFlagRequired("name") // fails only for a flag that does not exist
	return c
}
