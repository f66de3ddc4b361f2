package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
)

// deadLetter is one as a line shows it.
type deadLetter struct {
	WebhookID string    `json:"webhook_id"`
	Event     string    `json:"event"`
	At        time.Time `json:"event_at"`
	Attempts  int       `json:"attempts"`
	Status    int       `json:"status"`
	Error     string    `json:"error"`
	Wanted    bool      `json:"wanted"`
}

func lettersPath(subscription string) string { return subscriptionPath(subscription) + "/dead-letters" }

func letterPath(subscription, letter string) string {
	return lettersPath(subscription) + "/" + url.PathEscape(letter)
}

func replaySubscription(io IO, r *remote) *cobra.Command {
	return &cobra.Command{
		Use: "replay ID FROM", Short: "Send again from a time, an event's id or a cursor of the change feed", Args: cobra.ExactArgs(2),
		Long: "Sends what you may see now and the filter wants again, up to now, beside what happens and under the webhook-ids it had.\n" +
			"It ends a replay that is under way. How far it has come, and when it ended, is in progress.replay of 'entente subscription show ID'.",
		Example: "  entente subscription replay sub_4kq2… 2026-10-01T00:00:00Z",
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(false); err != nil {
				return err
			}
			if _, err := r.call(c.Context(), http.MethodPost, subscriptionPath(args[0])+"/replay", map[string]string{"from": args[1]}, nil); err != nil {
				return err
			}
			fmt.Fprintf(io.Out, "%s is replayed from %s\n", args[0], args[1])
			return nil
		},
	}
}

func listDeadLetters(io IO, r *remote) *cobra.Command {
	output := ""
	c := &cobra.Command{
		Use: "dead-letters ID", Short: "List what its endpoint has refused for good, in the order in which it happened", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if output != "table" && output != "ndjson" {
				return usagef("--output %q is not one of table, ndjson", output)
			}
			if err := r.open(false); err != nil {
				return err
			}
			w := tabwriter.NewWriter(io.Out, 0, 4, 2, ' ', 0)
			if output == "table" {
				fmt.Fprintln(w, "WEBHOOK-ID\tEVENT\tAT\tATTEMPTS\tAGAIN\tWHY")
			}
			err := all(c.Context(), r, lettersPath(args[0]), func(l json.RawMessage) error {
				if output == "ndjson" {
					_, err := fmt.Fprintln(io.Out, string(l))
					return err
				}
				var x deadLetter
				if err := json.Unmarshal(l, &x); err != nil {
					return err
				}
				again := "no"
				if x.Wanted {
					again = "yes"
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\t%s\n", x.WebhookID, x.Event, x.At.Format(time.RFC3339), x.Attempts, again, legible(x.Error))
				return nil
			})
			if err != nil {
				return err
			}
			return w.Flush()
		},
	}
	c.Flags().StringVarP(&output, "output", "o", "table", "table or ndjson")
	return c
}

func resendDeadLetters(io IO, r *remote) *cobra.Command {
	every := false
	c := &cobra.Command{
		Use: "resend ID [WEBHOOK-ID]", Short: "Send a dead letter again as it stands then, or --all of them", Args: cobra.RangeArgs(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			if every == (len(args) == 2) {
				return usagef("name one dead letter, or say --all")
			}
			if err := r.open(false); err != nil {
				return err
			}
			path := lettersPath(args[0])
			if !every {
				path = letterPath(args[0], args[1])
			}
			var is struct {
				Wanted int `json:"wanted"`
			}
			if _, err := r.call(c.Context(), http.MethodPost, path+"/resend", nil, &is); err != nil {
				return err
			}
			fmt.Fprintf(io.Out, "%d to be sent again\n", is.Wanted)
			return nil
		},
	}
	c.Flags().BoolVar(&every, "all", false, "all that there are")
	return c
}

func forgetDeadLetter(io IO, r *remote) *cobra.Command {
	return &cobra.Command{
		Use: "forget ID WEBHOOK-ID", Short: "Forget a dead letter: it is not sent again", Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(false); err != nil {
				return err
			}
			if _, err := r.call(c.Context(), http.MethodDelete, letterPath(args[0], args[1]), nil, nil); err != nil {
				return err
			}
			fmt.Fprintf(io.Out, "%s is forgotten\n", args[1])
			return nil
		},
	}
}
