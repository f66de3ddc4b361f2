package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
)

// subscribed is a subscription as a line shows it.
type subscribed struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	URL     string   `json:"url"`
	State   string   `json:"state"`
	Reason  string   `json:"reason"`
	Format  string   `json:"format"`
	Signing string   `json:"signing"`
	Former  []string `json:"former_keys"`
}

func subscriptionCommand(io IO) *cobra.Command {
	var r remote
	c := &cobra.Command{
		Use: "subscription", Short: "Be told by webhook: add, change, verify, rotate, test, pause, resume, replay and delete subscriptions",
		Long: "A subscription is an endpoint of yours that the hub tells of events: signed POSTs (Standard Webhooks).\n" +
			"What checks the signatures, in Go, JavaScript and Python, is in api/webhook.",
		Args: cobra.ArbitraryArgs, RunE: needsVerb,
	}
	c.AddCommand(addSubscription(io, &r), listSubscriptions(io, &r), showSubscription(io, &r), changeSubscription(io, &r),
		verifySubscription(io, &r), rotateSubscription(io, &r), testSubscription(io, &r), deleteSubscription(io, &r),
		replaySubscription(io, &r), listDeadLetters(io, &r), resendDeadLetters(io, &r), forgetDeadLetter(io, &r),
		onSubscription(io, &r, "pause", "Stop it where it is; nothing is lost", "is paused"),
		onSubscription(io, &r, "resume", "Let it go on from where it stopped", "goes on"),
		onSubscription(io, &r, "retire", "Stop signing with the keys that were replaced", "is signed with its newest key alone"))
	for _, sub := range c.Commands() {
		r.flags(sub)
	}
	return c
}

func subscriptionPath(id string) string { return "/v1/subscriptions/" + url.PathEscape(id) }

func addSubscription(io IO, r *remote) *cobra.Command {
	w := wish{}
	c := &cobra.Command{
		Use: "add URL", Short: "Subscribe an endpoint; prints it, with its secret, as JSON", Args: cobra.ExactArgs(1),
		Example: "  entente subscription add https://hooks.market-b.example/entente --type domain --type store_url --min-confidence 60\n" +
			"  entente subscription add https://hooks.market-b.example/entente --where 'brands.exists(b, b.startsWith(\"maison-\"))' --signing v1a",
		RunE: func(c *cobra.Command, args []string) error {
			in, err := w.body(c, nil)
			if err != nil {
				return err
			}
			if err := r.open(false); err != nil {
				return err
			}
			in["url"] = args[0]
			var s json.RawMessage
			if _, err := r.call(c.Context(), http.MethodPost, "/v1/subscriptions", in, &s); err != nil {
				return err
			}
			return sayOnce(io, s)
		},
	}
	w.flags(c)
	c.Flags().StringVar(&w.signing, "signing", "", "v1: HMAC-SHA256 under a secret (default), or v1a: ed25519")
	return c
}

// sayOnce shows a subscription with its secret, and what its owner must do now.
func sayOnce(io IO, s json.RawMessage) error {
	var is subscribed
	if err := json.Unmarshal(s, &is); err != nil {
		return fmt.Errorf("a subscription of the answer: %w", err)
	}
	if is.Signing == "v1a" {
		fmt.Fprintf(io.Err, "%s is %s. Its public key is here, and at /.well-known/jwks/%s.\n", is.ID, is.State, is.ID)
	} else {
		fmt.Fprintf(io.Err, "%s is %s. Keep its secret: it is shown this once.\n", is.ID, is.State)
	}
	if is.State == "pending" {
		fmt.Fprintf(io.Err, "%s\nGive the endpoint the key, then: entente subscription verify %s\n", legible(is.Reason), is.ID)
	}
	return showPlain(io, s)
}

// showPlain shows a subscription with <, > and & as they are: its expression may have some.
func showPlain(io IO, s json.RawMessage) error {
	var plain any
	if err := json.Unmarshal(s, &plain); err != nil {
		return fmt.Errorf("a subscription of the answer: %w", err)
	}
	return indented(io, plain)
}

// legible is a text of others without what steers a terminal.
func legible(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
}

func listSubscriptions(io IO, r *remote) *cobra.Command {
	output := ""
	c := &cobra.Command{
		Use: "list", Short: "List your subscriptions, oldest first", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if output != "table" && output != "ndjson" {
				return usagef("--output %q is not one of table, ndjson", output)
			}
			if err := r.open(false); err != nil {
				return err
			}
			w := tabwriter.NewWriter(io.Out, 0, 4, 2, ' ', 0)
			if output == "table" {
				fmt.Fprintln(w, "ID\tSTATE\tFORMAT\tURL\tNAME")
			}
			err := all(c.Context(), r, "/v1/subscriptions", func(s json.RawMessage) error {
				if output == "ndjson" {
					_, err := fmt.Fprintln(io.Out, string(s))
					return err
				}
				var x subscribed
				if err := json.Unmarshal(s, &x); err != nil {
					return err
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", x.ID, x.State, x.Format, legible(x.URL), legible(x.Name))
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

func showSubscription(io IO, r *remote) *cobra.Command {
	return &cobra.Command{
		Use: "show ID", Short: "Show a subscription as JSON", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(false); err != nil {
				return err
			}
			var s json.RawMessage
			if _, err := r.call(c.Context(), http.MethodGet, subscriptionPath(args[0]), nil, &s); err != nil {
				return err
			}
			return showPlain(io, s)
		},
	}
}

func changeSubscription(io IO, r *remote) *cobra.Command {
	w, address := wish{}, ""
	c := &cobra.Command{
		Use: "change ID", Short: "Change what a subscription says; what is not named stays", Args: cobra.ExactArgs(1),
		Long: "Changes what is named. Of the filter, too, what is not named stays: --where '' takes the expression away, --no-filter all of it.",
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(false); err != nil {
				return err
			}
			var was struct {
				Filter map[string]any `json:"filter"`
			}
			now, err := r.call(c.Context(), http.MethodGet, subscriptionPath(args[0]), nil, &was)
			if err != nil {
				return err
			}
			in, err := w.body(c, was.Filter)
			if err != nil {
				return err
			}
			if c.Flags().Changed("endpoint") {
				in["url"] = address
			}
			if len(in) == 0 {
				return usagef("nothing to change (see '%s --help')", c.CommandPath())
			}
			var s json.RawMessage
			if _, err := r.call(c.Context(), http.MethodPatch, subscriptionPath(args[0]), in, &s, "If-Match", now.Get("ETag")); err != nil {
				return err
			}
			return showPlain(io, s)
		},
	}
	w.flags(c)
	c.Flags().StringVar(&address, "endpoint", "", "the new address")
	c.Flags().BoolVar(&w.noFilter, "no-filter", false, "take the filter away: all that you may see")
	return c
}

func verifySubscription(io IO, r *remote) *cobra.Command {
	challenge := ""
	c := &cobra.Command{
		Use: "verify ID", Short: "Let a pending subscription's endpoint show that it wants to be told", Args: cobra.ExactArgs(1),
		Long: "Sends the endpoint a signed event subscription.verify, which it answers with its challenge. Or give --challenge, as you read it at the endpoint.",
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(false); err != nil {
				return err
			}
			in := map[string]any{}
			if challenge != "" {
				in["challenge"] = challenge
			}
			var s subscribed
			if _, err := r.call(c.Context(), http.MethodPost, subscriptionPath(args[0])+"/verify", in, &s); err != nil {
				return err
			}
			fmt.Fprintf(io.Out, "%s is %s\n", s.ID, s.State)
			return nil
		},
	}
	c.Flags().StringVar(&challenge, "challenge", "", "what the endpoint was sent (data.challenge)")
	return c
}

func rotateSubscription(io IO, r *remote) *cobra.Command {
	var overlap time.Duration
	signing := ""
	c := &cobra.Command{
		Use: "rotate ID", Short: "Give it a new signing key; prints it, with its secret, as JSON", Args: cobra.ExactArgs(1),
		Long: "Posts carry both signatures until the overlap is over. 'entente subscription retire ID' cuts that short.",
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(false); err != nil {
				return err
			}
			in := map[string]any{"overlap_s": int(overlap / time.Second)}
			if signing != "" {
				in["signing"] = signing
			}
			var s json.RawMessage
			if _, err := r.call(c.Context(), http.MethodPost, subscriptionPath(args[0])+"/rotate", in, &s); err != nil {
				return err
			}
			return sayOnce(io, s)
		},
	}
	c.Flags().DurationVar(&overlap, "overlap", 24*time.Hour, "how long the key before signs as well; 0s: no more")
	c.Flags().StringVar(&signing, "signing", "", "how it is signed from now on: v1 or v1a (default: as it is)")
	return c
}

func testSubscription(io IO, r *remote) *cobra.Command {
	return &cobra.Command{
		Use: "test ID", Short: "Send a test event, and tell how that went", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(false); err != nil {
				return err
			}
			var a struct {
				State    string `json:"state"`
				Error    string `json:"error"`
				Status   int    `json:"status"`
				Duration int64  `json:"duration_ms"`
			}
			if _, err := r.call(c.Context(), http.MethodPost, subscriptionPath(args[0])+"/test", nil, &a); err != nil {
				return err
			}
			if a.State != "delivered" {
				return fmt.Errorf("not delivered: %s", legible(a.Error)) //nolint:err113 // words for people
			}
			fmt.Fprintf(io.Out, "delivered: it answered %d in %d ms\n", a.Status, a.Duration)
			return nil
		},
	}
}

func deleteSubscription(io IO, r *remote) *cobra.Command {
	return &cobra.Command{
		Use: "delete ID", Short: "End it: nothing more is sent, and its keys are forgotten", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(false); err != nil {
				return err
			}
			if _, err := r.call(c.Context(), http.MethodDelete, subscriptionPath(args[0]), nil, nil); err != nil {
				return err
			}
			fmt.Fprintf(io.Out, "%s is deleted\n", args[0])
			return nil
		},
	}
}

// onSubscription is a command without more to say than its name.
func onSubscription(io IO, r *remote, verb, short, done string) *cobra.Command {
	return &cobra.Command{
		Use: verb + " ID", Short: short, Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(false); err != nil {
				return err
			}
			if _, err := r.call(c.Context(), http.MethodPost, subscriptionPath(args[0])+"/"+verb, nil, nil); err != nil {
				return err
			}
			fmt.Fprintf(io.Out, "%s %s\n", args[0], done)
			return nil
		},
	}
}
