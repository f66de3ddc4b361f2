package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"text/tabwriter"

	"github.com/spf13/cobra"
)

type member struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Kind  string `json:"kind"`
	State string `json:"state"`
}

func memberCommand(io IO) *cobra.Command {
	var r remote
	c := &cobra.Command{Use: "member", Short: "Enrol, list, suspend and reinstate members (admin)", Args: cobra.ArbitraryArgs, RunE: needsVerb}

	name, kind := "", ""
	enrol := &cobra.Command{
		Use:     "enrol ID",
		Short:   "Enrol an organisation; ID is the slug it will be known by",
		Example: "  entente member enrol brand-a --name 'Maison A' --kind brand",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(true); err != nil {
				return err
			}
			var m member
			in := map[string]string{"id": args[0], "name": name, "kind": kind}
			if _, err := r.call(c.Context(), http.MethodPost, "/v1/members", in, &m); err != nil {
				return err
			}
			fmt.Fprintf(io.Out, "%s enrolled as %s. Its first key: entente key create %s --name NAME\n", m.ID, m.Kind, m.ID)
			return nil
		},
	}
	enrol.Flags().StringVar(&name, "name", "", "the organisation's name (required)")
	enrol.Flags().StringVar(&kind, "kind", "brand", "brand, marketplace, payment, carrier, registrar, law_enforcement or association")
	_ = enrol.MarkFlagRequired("name") // fails only for a flag that does not exist

	output := ""
	list := &cobra.Command{
		Use:   "list",
		Short: "List the members you may know of",
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
				fmt.Fprintln(w, "ID\tKIND\tSTATE\tNAME")
			}
			err := all(c.Context(), &r, "/v1/members", func(m json.RawMessage) error {
				if output == "ndjson" {
					_, err := fmt.Fprintln(io.Out, string(m))
					return err
				}
				var x member
				if err := json.Unmarshal(m, &x); err != nil {
					return err
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", x.ID, x.Kind, x.State, x.Name)
				return nil
			})
			if err != nil {
				return err
			}
			return w.Flush()
		},
	}
	list.Flags().StringVarP(&output, "output", "o", "table", "table or ndjson")

	c.AddCommand(enrol, list,
		turn(io, &r, "/v1/members/", "suspend", "Suspend a member: from now on it reads and writes nothing", "is suspended: it reads and writes nothing from now on", true),
		turn(io, &r, "/v1/members/", "reinstate", "Let a suspended member back in", "is back", false))
	for _, sub := range c.Commands() {
		r.flags(sub)
	}
	return c
}
