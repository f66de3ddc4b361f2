package cli

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
)

type credential struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	Key       string     `json:"key"`
	Scopes    []string   `json:"scopes"`
	ExpiresAt *time.Time `json:"expires_at"`
	RevokedAt *time.Time `json:"revoked_at"`
}

func keyCommand(io IO) *cobra.Command {
	var r remote
	c := &cobra.Command{Use: "key", Short: "Create, list and revoke a member's API keys", Args: cobra.ArbitraryArgs, RunE: needsVerb}

	create := mint(io, &r, "create MEMBER",
		"  entente key create brand-a --name 'takedown bot' --scope read --scope publish --expires 2160h",
		"read, publish, subscribe, manage (default: the first three)", credentials)

	list := listKeys(io, &r, "list MEMBER", "List a member's keys, without their secrets", credentials)
	revoke := revokeKey(io, &r, "revoke MEMBER ID", credentials)
	c.AddCommand(create, list, revoke)
	for _, sub := range c.Commands() {
		r.flags(sub)
	}
	return c
}

// listKeys is the command that lists the keys of a member or a person; path is the list of an
// owner's keys.
func listKeys(io IO, r *remote, use, short string, path func(owner string) string) *cobra.Command {
	return &cobra.Command{
		Use:   use,
		Short: short,
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(true); err != nil {
				return err
			}
			w := tabwriter.NewWriter(io.Out, 0, 4, 2, ' ', 0)
			fmt.Fprintln(w, "ID\tSCOPES\tEXPIRES\tREVOKED\tNAME")
			err := all(c.Context(), r, path(args[0]), func(k credential) error {
				_, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", k.ID, strings.Join(k.Scopes, ","), day(k.ExpiresAt), day(k.RevokedAt), k.Name)
				return err
			})
			if err != nil {
				return err
			}
			return w.Flush()
		},
	}
}

// revokeKey is the command that ends a key of a member or a person.
func revokeKey(io IO, r *remote, use string, path func(owner string) string) *cobra.Command {
	return &cobra.Command{
		Use:   use,
		Short: "Revoke a key: it opens nothing from now on",
		Args:  cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.open(true); err != nil {
				return err
			}
			if _, err := r.call(c.Context(), http.MethodDelete, path(args[0])+"/"+url.PathEscape(args[1]), nil, nil, "If-Match", "*"); err != nil {
				return err
			}
			fmt.Fprintf(io.Out, "key %s of %s is revoked\n", args[1], args[0])
			return nil
		},
	}
}

func credentials(member string) string {
	return "/v1/members/" + url.PathEscape(member) + "/credentials"
}

func day(t *time.Time) string {
	if t == nil {
		return "-"
	}
	return t.UTC().Format(time.DateOnly)
}
