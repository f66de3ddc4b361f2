package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/spf13/cobra"
)

func indicatorCommand(io IO) *cobra.Command {
	var r remote
	c := &cobra.Command{
		Use:   "indicator",
		Short: "Show indicators, change and take back your own, say what you know of others', and see who was told",
		Long: "What an indicator is meant is said by its id (ind_…), or by TYPE and VALUE in any spelling. Where several\n" +
			"members have one on the same observable, the verbs of a publisher mean yours; the others ask for the id.",
		Args: cobra.ArbitraryArgs, RunE: needsVerb,
	}
	c.AddCommand(showIndicator(io, &r), historyOf(io, &r), reviseIndicator(io, &r), audienceOf(io, &r, "share"), audienceOf(io, &r, "restrict"),
		revokeIndicator(io, &r), eraseIndicator(io, &r), sightIndicator(io, &r), sightingsOf(io, &r), disputeIndicator(io, &r),
		holdersOf(io, &r), deliveryOf(io, &r))
	for _, sub := range c.Commands() {
		r.flags(sub)
	}
	return c
}

// shownIndicator is an indicator as the hub shows it, as far as the command line looks at it.
type shownIndicator struct {
	ID         string `json:"id"`
	Publisher  string `json:"publisher"`
	State      string `json:"state"`
	TLP        string `json:"tlp"`
	Observable struct {
		Type      string `json:"type"`
		Canonical string `json:"canonical"`
	} `json:"observable"`
}

// target is the usage and the count of arguments that name one indicator.
const target = "ID | TYPE VALUE"

var oneOrTwo = cobra.RangeArgs(1, 2)

// find returns the id of the indicator that is meant: own holds for the verbs of a publisher.
func (r *remote) find(ctx context.Context, args []string, own bool) (string, error) {
	if len(args) == 1 {
		if !strings.HasPrefix(args[0], "ind_") {
			return "", usagef("%q is not an indicator's id: give ind_…, or TYPE and VALUE", args[0])
		}
		return args[0], nil
	}
	q := url.Values{"type": {args[0]}, "value": {args[1]}, "state": {"all"}}
	if own {
		var me struct {
			Member struct {
				ID string `json:"id"`
			} `json:"member"`
		}
		if _, err := r.call(ctx, http.MethodGet, "/v1/me", nil, &me); err != nil {
			return "", err
		}
		if me.Member.ID == "" {
			return "", usagef("your key acts for no member, which has indicators: give the id")
		}
		q.Set("publisher", me.Member.ID)
	}
	var page struct {
		Items []shownIndicator `json:"items"`
	}
	if _, err := r.call(ctx, http.MethodGet, "/v1/indicators?"+q.Encode(), nil, &page); err != nil {
		return "", err
	}
	switch len(page.Items) {
	case 0:
		whose := "that you may see"
		if own {
			whose = "of yours"
		}
		return "", fmt.Errorf("there is no indicator %s on %s %s", whose, args[0], args[1])
	case 1:
		return page.Items[0].ID, nil
	}
	var b strings.Builder
	for _, i := range page.Items {
		publisher := i.Publisher
		if publisher == "" {
			publisher = "(publisher withheld)"
		}
		fmt.Fprintf(&b, "\n  %s  %s  %s", i.ID, i.State, publisher)
	}
	return "", usagef("%d members have an indicator on that; say which one by its id:%s", len(page.Items), b.String())
}

// path is where an indicator is.
func indicatorPath(id string) string { return "/v1/indicators/" + url.PathEscape(id) }

// change sends a verb of the publisher's, from the revision that stands now.
func (r *remote) change(ctx context.Context, method, id, verb string, in any) (shownIndicator, error) {
	var out shownIndicator
	now, err := r.call(ctx, http.MethodGet, indicatorPath(id), nil, nil)
	if err != nil {
		return out, err
	}
	_, err = r.call(ctx, method, indicatorPath(id)+verb, in, &out, "If-Match", now.Get("ETag"))
	return out, err
}

func showIndicator(io IO, r *remote) *cobra.Command {
	return &cobra.Command{
		Use:   "show " + target,
		Short: "Show an indicator as you may see it, as JSON",
		Args:  oneOrTwo,
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(true); err != nil {
				return err
			}
			id, err := r.find(c.Context(), args, false)
			if err != nil {
				return err
			}
			var i json.RawMessage
			if _, err := r.call(c.Context(), http.MethodGet, indicatorPath(id), nil, &i); err != nil {
				return err
			}
			return indented(io, i)
		},
	}
}

func historyOf(io IO, r *remote) *cobra.Command {
	return &cobra.Command{
		Use:   "history " + target,
		Short: "Show what an indicator was, newest first, as far as you might and may see it: NDJSON",
		Args:  oneOrTwo,
		RunE: func(c *cobra.Command, args []string) error {
			return eachOf(c, io, r, args, "/history")
		},
	}
}

func sightingsOf(io IO, r *remote) *cobra.Command {
	return &cobra.Command{
		Use:   "sightings " + target,
		Short: "List the sightings of an indicator that you may see: NDJSON",
		Args:  oneOrTwo,
		RunE: func(c *cobra.Command, args []string) error {
			return eachOf(c, io, r, args, "/sightings")
		},
	}
}

// eachOf prints a list that belongs to an indicator, an item a line.
func eachOf(c *cobra.Command, io IO, r *remote, args []string, list string) error {
	if err := r.open(true); err != nil {
		return err
	}
	id, err := r.find(c.Context(), args, false)
	if err != nil {
		return err
	}
	return all(c.Context(), r, indicatorPath(id)+list, func(item json.RawMessage) error {
		_, err := fmt.Fprintln(io.Out, string(item))
		return err
	})
}

func indented(io IO, v any) error {
	e := json.NewEncoder(io.Out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
