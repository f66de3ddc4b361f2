package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
)

// ties is the hub's word on a network, or on a path in one.
type ties struct {
	ID        string        `json:"id,omitempty"`
	Nodes     []networkNode `json:"nodes"`
	Edges     []networkEdge `json:"edges"`
	Truncated bool          `json:"truncated,omitempty"`
}

type networkNode struct {
	ID         string   `json:"id"`
	Type       string   `json:"type"`
	Value      string   `json:"value"`
	Canonical  string   `json:"canonical"`
	Strength   float64  `json:"strength"`
	Depth      int      `json:"depth"`
	Hub        bool     `json:"hub"`
	Weak       bool     `json:"weak"`
	Disputed   bool     `json:"disputed"`
	Indicators int      `json:"indicators,omitempty"`
	Brands     []string `json:"brands,omitempty"`
}

type networkEdge struct {
	From       string   `json:"from"`
	To         string   `json:"to"`
	Relation   string   `json:"relation"`
	Weight     float64  `json:"weight"`
	Publishers int      `json:"publishers"`
	Count      int      `json:"count"`
	Indicators []string `json:"indicators,omitempty"`
}

func networkCommand(io IO) *cobra.Command {
	var r remote
	name, to, region, asJSON, most := "", "", "", false, 0
	c := &cobra.Command{
		Use:   "network TYPE VALUE",
		Short: "Show what is tied to an observable: the network of one infringer",
		Long: "Network shows what the indicators that you may read tie to an observable, the strongest first, and with\n" +
			"--path-to why one of it is in there. It is a lead and no verdict: read the indicators before acting on it.",
		Example: "  entente network domain bags-outlet.example\n" +
			"  entente network phone '+86 138 0013 8000' --path-to domain:bags-outlet.example\n" +
			"  entente network --id net_… --json",
		Args: func(_ *cobra.Command, args []string) error {
			if n := len(args); name == "" && n != 2 || name != "" && n != 0 {
				return usagef("give TYPE and VALUE, or --id alone")
			}
			if kind, value, ok := strings.Cut(to, ":"); to != "" && (!ok || kind == "" || value == "") {
				return usagef("--path-to is TYPE:VALUE")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(false); err != nil {
				return err
			}
			path := "/v1/networks/" + url.PathEscape(name) + "?"
			if name == "" {
				path = "/v1/networks?" + about(args[0], args[1], region) + "&"
			}
			n, err := network(c.Context(), &r, path, most, to != "")
			if err != nil {
				return err
			}
			if to == "" {
				return shownNetwork(io, n, asJSON)
			}
			if n.ID == "" {
				return errors.New("nothing that you may know of is tied to it")
			}
			kind, value, _ := strings.Cut(to, ":")
			var way ties
			if _, err := r.call(c.Context(), http.MethodGet, "/v1/networks/"+n.ID+"/path?"+about(kind, value, region), nil, &way); err != nil {
				if isAbsent(err) {
					return fmt.Errorf("%s is not in this network, as far as you may know", to)
				}
				return err
			}
			return shownPath(io, way, asJSON)
		},
	}
	c.Flags().StringVar(&name, "id", "", "a network's id, instead of TYPE and VALUE")
	c.Flags().StringVar(&to, "path-to", "", "TYPE:VALUE: why that is in the network")
	c.Flags().StringVar(&region, "region", "", "country of telephone numbers without + (ISO 3166-1 alpha-2)")
	c.Flags().IntVar(&most, "limit", 1000, "how many observables to show")
	jsonFlag(c, &asJSON)
	r.flags(c)
	return c
}

// about names an observable in a query.
func about(kind, value, region string) string {
	q := url.Values{"type": {kind}, "value": {value}}
	if region != "" {
		q.Set("region", region)
	}
	return q.Encode()
}

// network reads a network, page after page, up to so many nodes. With one it is only named.
func network(ctx context.Context, r *remote, path string, most int, one bool) (ties, error) {
	var n ties
	cursor := ""
	for {
		var page struct {
			ties
			Next *string `json:"next_cursor"`
		}
		limit := max(1, min(1000, most-len(n.Nodes)))
		if one {
			limit = 1
		}
		at := fmt.Sprintf("%slimit=%d", path, limit)
		if cursor != "" {
			at += "&cursor=" + url.QueryEscape(cursor)
		}
		if _, err := r.call(ctx, http.MethodGet, at, nil, &page); err != nil {
			return n, err
		}
		n.ID, n.Truncated = page.ID, page.Truncated || page.Next != nil
		n.Nodes, n.Edges = append(n.Nodes, page.Nodes...), append(n.Edges, page.Edges...)
		if page.Next == nil || len(n.Nodes) >= most || one {
			return n, nil
		}
		cursor = *page.Next
	}
}

func shownNetwork(io IO, n ties, asJSON bool) error {
	if asJSON {
		return printedAs(io, n)
	}
	if n.ID == "" {
		fmt.Fprintln(io.Err, "nothing that you may know of is tied to it")
		return nil
	}
	fmt.Fprintln(io.Err, n.ID)
	w := tabwriter.NewWriter(io.Out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "STRENGTH\tSTEPS\tTYPE\tVALUE\tINDICATORS\tNOTE")
	for _, x := range n.Nodes {
		var notes []string
		for _, note := range []struct {
			is   bool
			name string
		}{{x.Hub, "hub"}, {x.Weak, "weak"}, {x.Disputed, "disputed"}} {
			if note.is {
				notes = append(notes, note.name)
			}
		}
		count := strconv.Itoa(x.Indicators)
		if x.Hub {
			count = "many"
		}
		fmt.Fprintf(w, "%.3f\t%d\t%s\t%s\t%s\t%s\n", x.Strength, x.Depth, x.Type, x.Canonical, count, strings.Join(notes, ","))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if n.Truncated {
		fmt.Fprintln(io.Err, "there is more")
	}
	return nil
}

func shownPath(io IO, n ties, asJSON bool) error {
	if asJSON {
		return printedAs(io, n)
	}
	for i, x := range n.Nodes {
		fmt.Fprintf(io.Out, "%s %s\n", x.Type, x.Canonical)
		if i+1 == len(n.Nodes) {
			break
		}
		for _, e := range n.Edges {
			arrow := "to the next"
			switch next := n.Nodes[i+1].ID; {
			case e.From == next && e.To == x.ID:
				arrow = "from the next"
			case e.From != x.ID || e.To != next:
				continue
			}
			said := "as it follows from the two"
			if e.Count > 0 {
				said = "says " + strings.Join(e.Indicators, ", ")
				if more := e.Count - len(e.Indicators); more > 0 {
					said += fmt.Sprintf(" and %d more", more)
				}
			}
			fmt.Fprintf(io.Out, "  %s %s, %.3f, %s\n", e.Relation, arrow, e.Weight, said)
		}
	}
	return nil
}

func printedAs(io IO, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return printed(io, raw)
}
