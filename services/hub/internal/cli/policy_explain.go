package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"text/tabwriter"

	"github.com/spf13/cobra"
)

func explainIndicator(io IO, r *remote) *cobra.Command {
	viewer, act, asJSON := "", "", false
	c := &cobra.Command{
		Use:   "explain INDICATOR",
		Short: "Say who can see your indicator, or (admin, auditor) why one viewer may or may not",
		Example: "  entente policy explain ind_…\n" +
			"  entente policy explain ind_… --viewer m:brand-a --act read.core",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(viewer != ""); err != nil {
				return err
			}
			var raw json.RawMessage
			if _, err := r.call(c.Context(), http.MethodGet, explainPath(args[0], viewer, act), nil, &raw); err != nil {
				return err
			}
			if asJSON {
				return printed(io, raw)
			}
			return explained(io, raw)
		},
	}
	c.Flags().StringVar(&viewer, "viewer", "", "m:<member> or u:<person>")
	c.Flags().StringVar(&act, "act", "", "see, read.core, export … (default: see, or all of them without --viewer)")
	jsonFlag(c, &asJSON)
	return c
}

func explainPath(indicator, viewer, act string) string {
	q := url.Values{"indicator": {indicator}}
	if viewer != "" {
		q.Set("viewer", viewer)
	}
	if act != "" {
		q.Set("act", act)
	}
	return "/v1/explain?" + q.Encode()
}

// explained shows an explanation of either sort.
func explained(io IO, raw json.RawMessage) error {
	var x struct {
		Readers []struct {
			Viewer string `json:"viewer"`
			Acts   []struct {
				Act  string `json:"act"`
				Rule string `json:"rule"`
			} `json:"acts"`
		} `json:"readers"`
		Viewer  string   `json:"viewer"`
		Act     string   `json:"act"`
		Known   bool     `json:"known"`
		Allowed bool     `json:"allowed"`
		By      string   `json:"by"`
		Applies []string `json:"applies"`
		Near    []struct {
			Rule  string `json:"rule"`
			Lacks string `json:"lacks"`
		} `json:"near"`
	}
	if err := json.Unmarshal(raw, &x); err != nil {
		return err
	}
	w := tabwriter.NewWriter(io.Out, 0, 4, 2, ' ', 0)
	if x.Viewer == "" {
		fmt.Fprintln(w, "WHO\tMAY\tBY")
		for _, r := range x.Readers {
			for _, a := range r.Acts {
				fmt.Fprintf(w, "%s\t%s\t%s\n", r.Viewer, a.Act, a.Rule)
			}
		}
		return w.Flush()
	}
	may := "may not"
	if x.Allowed {
		may = "may"
	}
	switch {
	case !x.Known:
		fmt.Fprintf(w, "%s may not %s: there is no such viewer, or it is suspended\n", x.Viewer, x.Act)
	case x.By == "":
		fmt.Fprintf(w, "%s may not %s: no line allows it\n", x.Viewer, x.Act)
	default:
		fmt.Fprintf(w, "%s %s %s, by\n  %s\n", x.Viewer, may, x.Act, x.By)
	}
	for _, rule := range x.Applies {
		if rule != x.By {
			fmt.Fprintf(w, "applies too\t%s\n", rule)
		}
	}
	for _, m := range x.Near {
		fmt.Fprintf(w, "but for %s\t%s\n", m.Lacks, m.Rule)
	}
	return w.Flush()
}
