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

type person struct {
	ID     string   `json:"id"`
	Name   string   `json:"name"`
	Member string   `json:"member"`
	Roles  []string `json:"roles"`
	State  string   `json:"state"`
}

func personCommand(io IO) *cobra.Command {
	var r remote
	c := &cobra.Command{Use: "person", Short: "Add, list, suspend and reinstate people, make, list and revoke their keys, and let them in to the portal", Args: cobra.ArbitraryArgs, RunE: needsVerb}
	key := mint(io, &r, "key ID", "  entente person key jane-a --name laptop --expires 2160h",
		"read, publish, subscribe, manage, admin, audit (default: all that the roles give)",
		personKeys)
	c.AddCommand(addPerson(io, &r), listPeople(io, &r), linkPerson(io, &r), key,
		listKeys(io, &r, "keys ID", "List a person's keys, without their secrets", personKeys),
		revokeKey(io, &r, "revoke ID KEY", personKeys),
		turn(io, &r, "/v1/people/", "suspend", "Suspend a person: from now on they read and write nothing", "is suspended: they read and write nothing from now on", true),
		turn(io, &r, "/v1/people/", "reinstate", "Let a suspended person back in", "is back", false))
	for _, sub := range c.Commands() {
		r.flags(sub)
	}
	return c
}

func personKeys(p string) string { return "/v1/people/" + url.PathEscape(p) + "/credentials" }

func addPerson(io IO, r *remote) *cobra.Command {
	name, member, roles := "", "", []string(nil)
	c := &cobra.Command{
		Use:   "add ID",
		Short: "Add a human who acts for the alliance or for a member (admin); ID is the slug they will be known by",
		Example: "  entente person add ada --name 'Ada L.' --role admin\n" +
			"  entente person add jane-a --name 'Jane Doe' --role analyst --member brand-a",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(true); err != nil {
				return err
			}
			in := map[string]any{"id": args[0], "name": name, "roles": roles}
			if member != "" {
				in["member"] = member
			}
			var p person
			if _, err := r.call(c.Context(), http.MethodPost, "/v1/people", in, &p); err != nil {
				return err
			}
			fmt.Fprintf(io.Out, "%s added as %s. Their first key: entente person key %s --name NAME\n", p.ID, strings.Join(p.Roles, ", "), p.ID)
			return nil
		},
	}
	c.Flags().StringVar(&name, "name", "", "the person's name (required)")
	c.Flags().StringSliceVar(&roles, "role", nil, "admin, steward, auditor for the alliance; manager, analyst, reader for a member (required)")
	c.Flags().StringVar(&member, "member", "", "whose person it is; of one who acts for the alliance the organisation that lends them")
	_ = c.MarkFlagRequired("name") // fails only for a flag that does not exist
	_ = c.MarkFlagRequired("role") // as above
	return c
}

func listPeople(io IO, r *remote) *cobra.Command {
	output := ""
	c := &cobra.Command{
		Use:   "list",
		Short: "List the people you may know of",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if output != "table" && output != "ndjson" {
				return usagef("--output %q is not one of table, ndjson", output)
			}
			if err := r.open(true); err != nil {
				return err
			}
			w := tabwriter.NewWriter(io.Out, 0, 4, 2, ' ', 0)
			if output == "table" {
				fmt.Fprintln(w, "ID\tROLES\tMEMBER\tSTATE\tNAME")
			}
			err := all(c.Context(), r, "/v1/people", func(p json.RawMessage) error {
				if output == "ndjson" {
					_, err := fmt.Fprintln(io.Out, string(p))
					return err
				}
				x := person{Member: "-"}
				if err := json.Unmarshal(p, &x); err != nil {
					return err
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", x.ID, strings.Join(x.Roles, ","), x.Member, x.State, x.Name)
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
