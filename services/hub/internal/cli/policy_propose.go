package cli

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/spf13/cobra"
)

func proposePolicy(io IO, r *remote) *cobra.Command {
	cases, comment, asJSON := "", "", false
	c := &cobra.Command{
		Use:     "propose FILE",
		Short:   "Propose a file of rules; nothing changes yet (admin)",
		Example: "  entente policy propose policy.csv --cases cases.csv --comment 'the police see amber'",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			text, err := read(args[0])
			if err != nil {
				return err
			}
			in := map[string]string{"text": text, "comment": comment}
			if cases != "" {
				if in["cases"], err = read(cases); err != nil {
					return err
				}
			}
			return send(c, io, r, "/v1/policies/proposals", in, asJSON)
		},
	}
	c.Flags().StringVar(&cases, "cases", "", "file of cases (default: those of the policy in force)")
	c.Flags().StringVar(&comment, "comment", "", "why; kept on the ledger (required)")
	_ = c.MarkFlagRequired("comment") // fails only for a flag that does not exist
	jsonFlag(c, &asJSON)
	return c
}

func rollbackPolicy(io IO, r *remote) *cobra.Command {
	comment, asJSON := "", false
	c := &cobra.Command{
		Use:   "rollback REVISION",
		Short: "Propose an earlier policy again (admin); 'entente policy history' lists them",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return send(c, io, r, "/v1/policies/rollback", map[string]string{"to": args[0], "comment": comment}, asJSON)
		},
	}
	c.Flags().StringVar(&comment, "comment", "", "why; kept on the ledger (required)")
	_ = c.MarkFlagRequired("comment") // fails only for a flag that does not exist
	jsonFlag(c, &asJSON)
	return c
}

// send posts what makes a proposal, or changes one, and tells what it became.
func send(c *cobra.Command, io IO, r *remote, path string, in any, asJSON bool, header ...string) error {
	if err := r.open(true); err != nil {
		return err
	}
	var raw json.RawMessage
	if _, err := r.call(c.Context(), http.MethodPost, path, in, &raw, header...); err != nil {
		return err
	}
	return told(io, raw, asJSON)
}

// andMore says that the hub did not list all.
func andMore(io IO, n int, what string) {
	if n > 0 {
		fmt.Fprintf(io.Out, "  … and %d %s more\n", n, what)
	}
}

// told shows a proposal: its id and state first, what was found of it after that.
func told(io IO, raw json.RawMessage, asJSON bool) error {
	if asJSON {
		return printed(io, raw)
	}
	var p proposal
	if err := json.Unmarshal(raw, &p); err != nil {
		return err
	}
	fmt.Fprintf(io.Out, "%s is %s, by %s: %s\n", p.ID, p.State, both(p.Author, p.Approver), p.Comment)
	if p.Reason != "" {
		fmt.Fprintf(io.Out, "rejected: %s\n", p.Reason)
	}
	if p.Stale {
		fmt.Fprintln(io.Out, "another policy has come into force since: make a new proposal from that one")
	}
	fmt.Fprintf(io.Out, "cases: %d, %d wrong, %d missing\n", p.Tests.Cases, len(p.Tests.Failed), len(p.Tests.Missing))
	for _, f := range p.Tests.Failed {
		fmt.Fprintln(io.Out, "  "+f)
	}
	for _, m := range p.Tests.Missing {
		fmt.Fprintln(io.Out, "  missing: "+m)
	}
	andMore(io, p.Tests.More, "wrong or missing")
	if len(p.Wider) == 0 {
		fmt.Fprintln(io.Out, "wider: no; if its simulation shows nobody more, one admin will do")
	} else {
		fmt.Fprintln(io.Out, "wider: yes; it takes another admin")
	}
	for _, w := range p.Wider {
		fmt.Fprintln(io.Out, "  "+w)
	}
	andMore(io, p.WiderMore, "lines")
	for _, u := range p.Unknown {
		fmt.Fprintln(io.Out, "unknown: "+u)
	}
	if err := tellSimulation(io, p.Simulation); err != nil {
		return err
	}
	if p.State == "open" {
		fmt.Fprintf(io.Err, "as it is now: --if-match %s\n", p.Etag)
	}
	return nil
}
