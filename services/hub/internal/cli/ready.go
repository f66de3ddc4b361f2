package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/entente-hub/entente/shared/httpd"
)

func readyCommand(io IO) *cobra.Command {
	wait := time.Duration(0)
	c := &cobra.Command{
		Use:   "ready [URL…]",
		Short: "Ask hubs or services whether they are ready",
		Long: "Ready asks /readyz of each address, and fails unless all are ready: for `helm test`, and for whatever starts what\n" +
			"needs the hub. It needs no key.",
		Example: "  entente ready\n  entente ready --wait 2m http://entente-members:8080 http://entente-exchange:8080",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{env("ENTENTE_URL", "http://127.0.0.1:8080")}
			}
			ctx, end := context.WithTimeout(c.Context(), max(wait, 5*time.Second))
			defer end()
			unready := 0
			for _, base := range args {
				said := askReady(ctx, base)
				for wait > 0 && said != "ready" && ctx.Err() == nil {
					select {
					case <-time.After(500 * time.Millisecond):
						said = askReady(ctx, base)
					case <-ctx.Done():
					}
				}
				if said != "ready" {
					unready++
				}
				fmt.Fprintf(io.Out, "%s\t%s\n", base, said)
			}
			if unready > 0 {
				return fmt.Errorf("%d of %d are not ready", unready, len(args))
			}
			return nil
		},
	}
	c.Flags().DurationVar(&wait, "wait", 0, "how long to wait for them to be (2m)")
	return c
}

// askReady returns "ready", or what is not well.
func askReady(ctx context.Context, base string) string {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimRight(base, "/")+"/readyz", http.NoBody)
	if err != nil {
		return err.Error()
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return err.Error()
	}
	defer res.Body.Close()
	var h httpd.Health
	if err := json.NewDecoder(res.Body).Decode(&h); err != nil {
		return fmt.Sprintf("answers %s, and not as a hub: %v", res.Status, err)
	}
	if h.Ready {
		return "ready"
	}
	var waits []string
	for _, c := range h.Checks {
		if !c.OK {
			waits = append(waits, strings.TrimSpace(c.Name+" "+c.Note))
		}
	}
	return "waits for " + strings.Join(waits, ", ")
}
