package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
)

func showPolicy(io IO, r *remote) *cobra.Command {
	asJSON, cases := false, false
	c := &cobra.Command{
		Use:   "show [ID]",
		Short: "Show the policy in force, an earlier one, or a proposal (admin, auditor)",
		Long: "Show prints the rules, so that they can be changed and proposed:\n\n" +
			"  entente policy show > policy.csv\n" +
			"  entente policy show --cases > cases.csv\n\n" +
			"ID is that of a proposal, or 'initial'. Of a proposal that is not in force, show tells what was found of it.",
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(true); err != nil {
				return err
			}
			var raw json.RawMessage
			path := "/v1/policies"
			if len(args) == 1 {
				path += "/revisions/" + url.PathEscape(args[0])
			}
			_, err := r.call(c.Context(), http.MethodGet, path, nil, &raw)
			if isAbsent(err) && len(args) == 1 {
				return showProposal(c, io, r, args[0], asJSON)
			}
			if err != nil {
				return err
			}
			if asJSON {
				return printed(io, raw)
			}
			var p policy
			if err := json.Unmarshal(raw, &p); err != nil {
				return err
			}
			fmt.Fprintf(io.Err, "%s, by %s, in force since %s: %s\n", p.ID, both(p.Author, p.Approver), minute(p.ActivatedAt), p.Comment)
			text := p.Text
			if cases {
				text = p.Cases
			}
			_, err = fmt.Fprint(io.Out, text)
			return err
		},
	}
	jsonFlag(c, &asJSON)
	c.Flags().BoolVar(&cases, "cases", false, "the cases instead of the rules")
	return c
}

func showProposal(c *cobra.Command, io IO, r *remote, name string, asJSON bool) error {
	var raw json.RawMessage
	if _, err := r.call(c.Context(), http.MethodGet, proposalPath(name), nil, &raw); err != nil {
		return err
	}
	return told(io, raw, asJSON)
}

// isAbsent reports whether the hub says that there is no such thing.
func isAbsent(err error) bool {
	no, is := errors.AsType[*refusal](err)
	return is && no.Status == http.StatusNotFound
}

// both are the author and the approver, once if they are one.
func both(author, approver string) string {
	switch {
	case author == "":
		return "nobody"
	case author == approver || approver == "":
		return author
	}
	return author + " and " + approver
}

// minute is a time as a person reads it; a policy may change twice in a day.
func minute(t *time.Time) string {
	if t == nil {
		return "-"
	}
	return t.UTC().Format("2006-01-02T15:04Z")
}

func listPolicies(io IO, r *remote) *cobra.Command {
	output, proposals := "", false
	c := &cobra.Command{
		Use:   "history",
		Short: "List the policies that were in force, or the proposals, newest first (admin, auditor)",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if output != "table" && output != "ndjson" {
				return usagef("--output %q is not one of table, ndjson", output)
			}
			if err := r.open(true); err != nil {
				return err
			}
			path, head := "/v1/policies/revisions", "ID\tSINCE\tBY\tCOMMENT"
			if proposals {
				path, head = "/v1/policies/proposals", "ID\tSTATE\tBY\tCOMMENT"
			}
			w := tabwriter.NewWriter(io.Out, 0, 4, 2, ' ', 0)
			if output == "table" {
				fmt.Fprintln(w, head)
			}
			err := all(c.Context(), r, path, func(raw json.RawMessage) error {
				if output == "ndjson" {
					return printed(io, raw)
				}
				var x struct {
					policy
					State string `json:"state"`
				}
				if err := json.Unmarshal(raw, &x); err != nil {
					return err
				}
				second := minute(x.ActivatedAt)
				if proposals {
					second = x.State
				}
				comment, _, _ := strings.Cut(x.Comment, "\n")
				_, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", x.ID, second, both(x.Author, x.Approver), comment)
				return err
			})
			if err != nil {
				return err
			}
			return w.Flush()
		},
	}
	c.Flags().BoolVar(&proposals, "proposals", false, "the proposals instead, whatever became of them")
	c.Flags().StringVarP(&output, "output", "o", "table", "table or ndjson")
	return c
}
