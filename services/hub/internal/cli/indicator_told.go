package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
)

// holder is a member that an indicator was sent to by webhook (contract: Holder).
type holder struct {
	Member     string `json:"member"`
	Taken      bool   `json:"taken"`
	TakenOn    string `json:"taken_on"`
	RecalledOn string `json:"recalled_on"`
}

func (h *holder) has() string {
	switch {
	case !h.Taken:
		return "it may have it: it did not say so"
	case h.RecalledOn != "":
		return "it took it on " + h.TakenOn + ", and its recall on " + h.RecalledOn
	default:
		return "it took it on " + h.TakenOn
	}
}

func holdersOf(io IO, r *remote) *cobra.Command {
	asJSON := false
	c := &cobra.Command{
		Use:   "holders " + target,
		Short: "Say which members were sent your indicator by webhook and took it, and which took its recall",
		Long:  "For its publisher, and for an admin or auditor. Who read it in a list, the feed or a stream is not counted.",
		Args:  oneOrTwo,
		RunE: func(c *cobra.Command, args []string) error {
			raw, err := r.about(c, args, "/v1/deliveries/holders", url.Values{})
			if err != nil {
				return err
			}
			if asJSON {
				return printed(io, raw)
			}
			var x struct {
				Holders []holder `json:"holders"`
				Since   string   `json:"complete_since"`
			}
			if err := json.Unmarshal(raw, &x); err != nil {
				return err
			}
			w := tabwriter.NewWriter(io.Out, 0, 4, 2, ' ', 0)
			for n := range x.Holders {
				fmt.Fprintf(w, "%s\t%s\n", x.Holders[n].Member, x.Holders[n].has())
			}
			if len(x.Holders) == 0 {
				fmt.Fprintln(w, "nobody was sent it by webhook")
			}
			if err := w.Flush(); err != nil {
				return err
			}
			fmt.Fprintf(io.Err, "what was sent before %s is not known\n", x.Since)
			return nil
		},
	}
	jsonFlag(c, &asJSON)
	return c
}

func deliveryOf(io IO, r *remote) *cobra.Command {
	to, asJSON := "", false
	c := &cobra.Command{
		Use:   "delivery " + target,
		Short: "Say why an indicator was, or was not, delivered to a member",
		Long: "To its publisher: whether the policy lets the member see it, and whether it was delivered. To the member itself: what each of\n" +
			"its subscriptions makes of it. To an admin or auditor: the policy's decision, and which subscriptions want it.",
		Example: "  entente indicator delivery domain shop.example --to bazar-b",
		Args:    oneOrTwo,
		RunE: func(c *cobra.Command, args []string) error {
			raw, err := r.about(c, args, "/v1/deliveries/explain", url.Values{"member": {to}})
			if err != nil {
				return err
			}
			if asJSON {
				return printed(io, raw)
			}
			return whyDelivered(io, raw)
		},
	}
	c.Flags().StringVar(&to, "to", "", "the member's id")
	_ = c.MarkFlagRequired("to")
	jsonFlag(c, &asJSON)
	return c
}

// about asks a question about one indicator, and returns the answer as it is.
func (r *remote) about(c *cobra.Command, args []string, path string, q url.Values) (json.RawMessage, error) {
	if err := r.open(true); err != nil {
		return nil, err
	}
	id, err := r.find(c.Context(), args, false)
	if err != nil {
		return nil, err
	}
	q.Set("indicator", id)
	var raw json.RawMessage
	_, err = r.call(c.Context(), http.MethodGet, path+"?"+q.Encode(), nil, &raw)
	return raw, err
}

// whyDelivered shows a DeliveryExplanation.
func whyDelivered(io IO, raw json.RawMessage) error {
	var x struct {
		Member        string  `json:"member"`
		Allowed       bool    `json:"allowed"`
		Rule          string  `json:"rule"`
		Holder        *holder `json:"holder"`
		Subscriptions []struct {
			Subscription string   `json:"subscription"`
			Name         string   `json:"name"`
			State        string   `json:"state"`
			Reason       string   `json:"reason"`
			Wants        bool     `json:"wants"`
			Lacks        []string `json:"lacks"`
			Attempts     []struct {
				At     string `json:"at"`
				State  string `json:"state"`
				Status int    `json:"status"`
				Error  string `json:"error"`
			} `json:"attempts"`
		} `json:"subscriptions"`
		Since string `json:"complete_since"`
	}
	if err := json.Unmarshal(raw, &x); err != nil {
		return err
	}
	may, held := "may not", "it was not sent it by webhook"
	if x.Allowed {
		may = "may"
	}
	if x.Holder != nil {
		held = x.Holder.has()
	}
	fmt.Fprintf(io.Out, "%s %s see it", x.Member, may)
	if x.Rule != "" {
		fmt.Fprintf(io.Out, ", by\n  %s", x.Rule)
	}
	fmt.Fprintf(io.Out, "\n%s\n", held)
	for _, s := range x.Subscriptions {
		wants := "wants it"
		if !s.Wants {
			wants = "does not want it"
		}
		if len(s.Lacks) > 0 {
			wants += ": its filter asks for other " + strings.Join(s.Lacks, ", ")
		}
		state := s.State
		if s.Reason != "" {
			state += " (" + s.Reason + ")"
		}
		fmt.Fprintf(io.Out, "%s is %s and %s\n", strings.TrimSpace(s.Subscription+" "+s.Name), state, wants)
		for _, a := range s.Attempts {
			fmt.Fprintf(io.Out, "  %s  %s", a.At, a.State)
			if a.Status != 0 {
				fmt.Fprintf(io.Out, "  answered %d", a.Status)
			}
			if a.Error != "" {
				fmt.Fprintf(io.Out, "  %s", a.Error)
			}
			fmt.Fprintln(io.Out)
		}
	}
	fmt.Fprintf(io.Err, "what was sent before %s is not known\n", x.Since)
	return nil
}
