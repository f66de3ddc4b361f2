package cli

import (
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/spf13/cobra"
)

func linkPerson(io IO, r *remote) *cobra.Command {
	return &cobra.Command{
		Use:   "link ID",
		Short: "Make a link that signs a person in to the portal, once, within a quarter of an hour (admin)",
		Long: "Link prints a link for one who has no provider to sign in with. Whoever opens it is that person: hand it over\n" +
			"as you would a key. `entente person link admin` is the bootstrap admin's own, and needs the bootstrap key.",
		Example: "  entente person link jane-a",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(true); err != nil {
				return err
			}
			var link struct {
				Path      string    `json:"path"`
				ExpiresAt time.Time `json:"expires_at"`
			}
			if _, err := r.call(c.Context(), http.MethodPost, "/v1/sign-in-links/"+url.PathEscape(args[0]), nil, &link); err != nil {
				return err
			}
			fmt.Fprintln(io.Out, r.base+link.Path)
			return nil
		},
	}
}
