package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"

	"github.com/spf13/cobra"
)

// because are the flags that say why.
type because struct{ reason, code string }

func (b *because) flags(c *cobra.Command, codes string, codeNeeded bool) {
	c.Flags().StringVar(&b.reason, "reason", "", "why, in words that all who see the indicator read (required)")
	c.Flags().StringVar(&b.code, "code", "", "why, as one of: "+codes)
	_ = c.MarkFlagRequired("reason") // fails only for a flag that does not exist
	if codeNeeded {
		_ = c.MarkFlagRequired("code") // as above
	}
}

func (b *because) into(in map[string]any) map[string]any {
	in["reason"] = b.reason
	if b.code != "" {
		in["reason_code"] = b.code
	}
	return in
}

// verb is a command by which a publisher changes its own indicator; body makes what is sent.
func verb(io IO, r *remote, c *cobra.Command, method, route, done string, body func() (any, error)) *cobra.Command {
	c.Args = oneOrTwo
	c.RunE = func(c *cobra.Command, args []string) error {
		in, err := body()
		if err != nil {
			return err
		}
		if err := r.open(false); err != nil {
			return err
		}
		id, err := r.find(c.Context(), args, true)
		if err != nil {
			return err
		}
		i, err := r.change(c.Context(), method, id, route, in)
		if err != nil {
			return err
		}
		fmt.Fprintf(io.Out, "%s %s\n", i.ID, done)
		return nil
	}
	return c
}

func reviseIndicator(io IO, r *remote) *cobra.Command {
	var patch, file string
	c := &cobra.Command{
		Use:   "revise " + target,
		Short: "Change what your indicator says, by a JSON merge patch (RFC 7396); null removes",
		Example: `  entente indicator revise domain outlet.example --patch '{"confidence":90,"tags":["handbags"],"note":null}'` + "\n" +
			"  entente indicator revise ind_… --file patch.json",
	}
	c.Flags().StringVar(&patch, "patch", "", "the patch")
	c.Flags().StringVar(&file, "file", "", "a file that holds the patch")
	c.MarkFlagsOneRequired("patch", "file")
	c.MarkFlagsMutuallyExclusive("patch", "file")
	return verb(io, r, c, http.MethodPatch, "", "is revised", func() (any, error) {
		text := []byte(patch)
		if file != "" {
			var err error
			if text, err = os.ReadFile(file); err != nil {
				return nil, err
			}
		}
		if !json.Valid(text) {
			return nil, usagef("the patch is not JSON")
		}
		return json.RawMessage(text), nil
	})
}

// audienceOf is the command that widens or narrows an audience: the whole new one is said.
func audienceOf(io IO, r *remote, name string) *cobra.Command {
	var why because
	var tlp string
	var taskForces, members, except []string
	short, done, codes := "Widen the audience of your indicator: say the whole new one", "is shared", "referral, investigation, cross_brand, request, declassified, legal, other"
	if name == "restrict" {
		short, done = "Narrow the audience of your indicator: say the whole new one; who loses it is told that it is withdrawn", "is restricted"
		codes = "shared_in_error, need_to_know, sensitive, investigation, request, legal, other"
	}
	c := &cobra.Command{
		Use: name + " " + target, Short: short,
		Example: "  entente indicator " + name + " domain outlet.example --task-force handbags --member bazar-b --reason 'joint case'",
	}
	why.flags(c, codes, false)
	f := c.Flags()
	f.StringVar(&tlp, "tlp", "", "the new label: clear, green, amber, amber+strict, red (default: as it is)")
	f.StringSliceVar(&taskForces, "task-force", nil, "a task force that shall see it; may be said often")
	f.StringSliceVar(&members, "member", nil, "a member that shall see it; may be said often")
	f.StringSliceVar(&except, "except", nil, "a member that must never see it; may be said often")
	return verb(io, r, c, http.MethodPost, "/"+name, done, func() (any, error) {
		in := why.into(map[string]any{"share": map[string]any{"task_forces": listed(taskForces), "members": listed(members), "except": listed(except)}})
		if tlp != "" {
			in["tlp"] = tlp
		}
		return in, nil
	})
}

// listed is an empty list, not null, where nothing was said.
func listed(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func revokeIndicator(io IO, r *remote) *cobra.Command {
	var why because
	c := &cobra.Command{Use: "revoke " + target, Short: "Take your indicator back; all who may see it are told"}
	why.flags(c, "false_positive, duplicate, resolved, rights_transferred, data_error, legal, other", false)
	return verb(io, r, c, http.MethodPost, "/revoke", "is revoked", func() (any, error) { return why.into(map[string]any{}), nil })
}

func eraseIndicator(io IO, r *remote) *cobra.Command {
	var why because
	sure := false
	c := &cobra.Command{
		Use:   "erase " + target,
		Short: "Erase an indicator for good, and its history: only that it was remains, and it cannot be published again",
		Args:  oneOrTwo,
		RunE: func(c *cobra.Command, args []string) error {
			if !sure {
				return usagef("what is erased cannot be brought back, nor published again by its publisher: add --yes if that is meant (to take it back, use revoke)")
			}
			if err := r.open(true); err != nil {
				return err
			}
			id, err := r.find(c.Context(), args, true)
			if err != nil {
				return err
			}
			if _, err := r.change(c.Context(), http.MethodPost, id, "/erase", why.into(map[string]any{})); err != nil {
				return err
			}
			fmt.Fprintf(io.Out, "%s is erased\n", id)
			return nil
		},
	}
	why.flags(c, "legal_order, data_subject_request, retention, published_in_error, other", true)
	c.Flags().BoolVar(&sure, "yes", false, "do it")
	return c
}
