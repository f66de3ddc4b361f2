package cli

import (
	"context"
	"fmt"
	"net/http"

	"github.com/spf13/cobra"
)

// sayOf is a command by which a member says something of an indicator that it sees.
func sayOf(io IO, r *remote, c *cobra.Command, list, done string, body func() map[string]any) *cobra.Command {
	c.Args = oneOrTwo
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := r.open(false); err != nil {
			return err
		}
		id, err := r.find(c.Context(), args, false)
		if err != nil {
			return err
		}
		said, err := r.say(c.Context(), indicatorPath(id)+list, body())
		if err != nil {
			return err
		}
		fmt.Fprintf(io.Out, "%s %s %s\n", said, done, id)
		return nil
	}
	return c
}

// say posts something, and returns its id.
func (r *remote) say(ctx context.Context, path string, in any) (string, error) {
	var out struct {
		ID string `json:"id"`
	}
	_, err := r.call(ctx, http.MethodPost, path, in, &out)
	return out.ID, err
}

func sightIndicator(io IO, r *remote) *cobra.Command {
	var kind, platform, note, audience string
	count := 0
	c := &cobra.Command{
		Use:   "sight " + target,
		Short: "Say that you have seen it too, or again, or that it was a mistake",
		Example: "  entente indicator sight domain outlet.example --type seen\n" +
			"  entente indicator sight ind_… --type relisted --platform bazaar --count 3 --audience indicator",
	}
	f := c.Flags()
	f.StringVar(&kind, "type", "seen", "seen, not_seen, false_positive, relisted")
	f.StringVar(&platform, "platform", "", "where")
	f.IntVar(&count, "count", 0, "how often (default: once)")
	f.StringVar(&note, "note", "", "what else there is to say")
	f.StringVar(&audience, "audience", "", "publisher (default), or indicator: whoever may see the indicator")
	return sayOf(io, r, c, "/sightings", "is a sighting of", func() map[string]any {
		in := map[string]any{"type": kind}
		for name, value := range map[string]string{"platform": platform, "note": note, "audience": audience} {
			if value != "" {
				in[name] = value
			}
		}
		if count > 0 {
			in["count"] = count
		}
		return in
	})
}

func disputeIndicator(io IO, r *remote) *cobra.Command {
	var why because
	c := &cobra.Command{
		Use:     "dispute " + target,
		Short:   "Contest an indicator; until a steward has settled it, all who see it are told that it is disputed",
		Example: "  entente indicator dispute ind_… --code authorised_seller --reason 'It is our dealer in Lyon; contract of 2024.'",
	}
	why.flags(c, "authorised_seller, mistaken_identity, not_infringing, outdated, rights_dispute, duplicate, other", true)
	return sayOf(io, r, c, "/disputes", "is a dispute of", func() map[string]any { return why.into(map[string]any{}) })
}
