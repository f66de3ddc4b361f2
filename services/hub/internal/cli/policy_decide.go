package cli

import (
	"fmt"
	"net/http"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
)

func simulatePolicy(io IO, r *remote) *cobra.Command {
	asJSON := false
	c := &cobra.Command{
		Use:   "simulate ID",
		Short: "Count what a proposal would change, over all there is (admin)",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return send(c, io, r, proposalPath(args[0])+"/simulate", nil, asJSON)
		},
	}
	jsonFlag(c, &asJSON)
	return c
}

func approvePolicy(io IO, r *remote) *cobra.Command {
	comment, etag, asJSON := "", "", false
	c := &cobra.Command{
		Use:   "approve ID",
		Short: "Put a proposal in force (admin; another than its author, unless it only tightens)",
		Long: "Approve puts a proposal in force as it is at this moment. With --if-match, as 'entente policy show ID' prints\n" +
			"it, only if it has not been changed since.",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if etag == "" {
				var err error
				if etag, err = current(c, r, args[0]); err != nil {
					return err
				}
			}
			in := map[string]string{}
			if comment != "" {
				in["comment"] = comment
			}
			return send(c, io, r, proposalPath(args[0])+"/approve", in, asJSON, "If-Match", `"`+etag+`"`)
		},
	}
	c.Flags().StringVar(&comment, "comment", "", "to be kept with it")
	c.Flags().StringVar(&etag, "if-match", "", "approve it only as it was with this ETag")
	jsonFlag(c, &asJSON)
	return c
}

// current is the ETag of a proposal as it is.
func current(c *cobra.Command, r *remote, name string) (string, error) {
	if err := r.open(true); err != nil {
		return "", err
	}
	var p proposal
	_, err := r.call(c.Context(), http.MethodGet, proposalPath(name), nil, &p)
	return p.Etag, err
}

func rejectPolicy(io IO, r *remote) *cobra.Command {
	reason, asJSON := "", false
	c := &cobra.Command{
		Use:   "reject ID",
		Short: "Close a proposal, or withdraw your own (admin)",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return send(c, io, r, proposalPath(args[0])+"/reject", map[string]string{"reason": reason}, asJSON)
		},
	}
	c.Flags().StringVar(&reason, "reason", "", "why; kept on the ledger (required)")
	_ = c.MarkFlagRequired("reason") // fails only for a flag that does not exist
	jsonFlag(c, &asJSON)
	return c
}

// tellSimulation shows who would be shown what, as a table.
func tellSimulation(io IO, s *simulation) error {
	if s == nil {
		return nil
	}
	fmt.Fprintf(io.Out, "simulated: %d indicators, %d viewers: %d pairs become visible, %d hidden\n", s.Records, s.Viewers, s.Gained, s.Lost)
	w := tabwriter.NewWriter(io.Out, 0, 4, 2, ' ', 0)
	if len(s.Acts) > 0 {
		fmt.Fprintln(w, "ACTS\tOF\tGAINED\tLOST")
	}
	for _, a := range s.Acts {
		acts := strings.Join(a.Acts, ",")
		fmt.Fprintf(w, "%s\tall\t%d\t%d\n", acts, a.Gained, a.Lost)
		for _, of := range [][]part{a.Viewers, a.Types, a.Labels} {
			for _, p := range of {
				fmt.Fprintf(w, "%s\t%s\t%d\t%d\n", acts, p.Name, p.Gained, p.Lost)
			}
		}
		if a.More > 0 {
			fmt.Fprintf(w, "%s\t… and %d viewers more\t\t\n", acts, a.More)
		}
	}
	if len(s.Samples) > 0 {
		fmt.Fprintln(w, "SAMPLE\tVIEWER\tACT\tCHANGE")
	}
	for _, x := range s.Samples {
		fmt.Fprintf(w, "%s %s %s\t%s\t%s\t%s\n", x.Indicator, x.Type, x.TLP, x.Viewer, x.Act, x.Change)
	}
	if s.Hidden > 0 {
		fmt.Fprintf(w, "… and %d about indicators that you may not know of\t\t\t\n", s.Hidden)
	}
	return w.Flush()
}
