package cli

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"time"

	"github.com/spf13/cobra"
)

// policy is the hub's word on a policy that is or was in force.
type policy struct {
	ID          string     `json:"id"`
	Text        string     `json:"text"`
	Cases       string     `json:"cases"`
	Hash        string     `json:"hash"`
	Comment     string     `json:"comment"`
	Author      string     `json:"author"`
	Approver    string     `json:"approver"`
	ActivatedAt *time.Time `json:"activated_at"`
}

// proposal is the hub's word on a proposal.
type proposal struct {
	ID        string   `json:"id"`
	State     string   `json:"state"`
	Stale     bool     `json:"stale"`
	Text      string   `json:"text"`
	Comment   string   `json:"comment"`
	Author    string   `json:"author"`
	Approver  string   `json:"approver"`
	Base      string   `json:"base"`
	Reason    string   `json:"reason"`
	Wider     []string `json:"wider"`
	WiderMore int      `json:"wider_more"`
	Unknown   []string `json:"unknown"`
	Etag      string   `json:"etag"`
	Tests     struct {
		Cases   int      `json:"cases"`
		Failed  []string `json:"failed"`
		Missing []string `json:"missing"`
		More    int      `json:"more"`
	} `json:"tests"`
	Simulation *simulation `json:"simulation"`
}

type simulation struct {
	Records int `json:"records"`
	Viewers int `json:"viewers"`
	Gained  int `json:"visible_gained"`
	Lost    int `json:"visible_lost"`
	Acts    []struct {
		Acts    []string `json:"acts"`
		Gained  int      `json:"gained"`
		Lost    int      `json:"lost"`
		Viewers []part   `json:"viewers"`
		More    int      `json:"viewers_more"`
		Types   []part   `json:"types"`
		Labels  []part   `json:"labels"`
	} `json:"acts"`
	Samples []struct {
		Indicator string `json:"indicator"`
		Type      string `json:"type"`
		TLP       string `json:"tlp"`
		Viewer    string `json:"viewer"`
		Act       string `json:"act"`
		Change    string `json:"change"`
	} `json:"samples"`
	Hidden int `json:"samples_hidden"`
}

type part struct {
	Name   string `json:"name"`
	Gained int    `json:"gained"`
	Lost   int    `json:"lost"`
}

// slowly is how long a request may take that decides every pair of a viewer and an indicator.
const slowly = 15 * time.Minute

func policyCommand(io IO) *cobra.Command {
	r := remote{within: slowly}
	c := &cobra.Command{
		Use: "policy", Short: "Who may do what: show it, try a change, propose it, and have it approved",
		Long: "A policy is a file of rules (see policies/README.md). It comes into force in steps:\n\n" +
			"  entente policy lint FILE            is it well written? (no hub needed)\n" +
			"  entente policy test FILE            does it decide what its cases say? (no hub needed)\n" +
			"  entente policy propose FILE         write it down; nothing changes yet\n" +
			"  entente policy simulate ID          who would see more, who less, of all there is\n" +
			"  entente policy approve ID           another admin puts it in force",
		Args: cobra.ArbitraryArgs, RunE: needsVerb,
	}
	remotes := []*cobra.Command{
		showPolicy(io, &r), listPolicies(io, &r), proposePolicy(io, &r), simulatePolicy(io, &r), approvePolicy(io, &r),
		rejectPolicy(io, &r), rollbackPolicy(io, &r), explainIndicator(io, &r),
	}
	for _, sub := range remotes {
		r.flags(sub)
	}
	c.AddCommand(append(remotes, lintPolicy(io), testPolicy(io))...)
	return c
}

func proposalPath(name string) string { return "/v1/policies/proposals/" + url.PathEscape(name) }

// printed writes what the hub said as it said it, for a program.
func printed(io IO, v json.RawMessage) error {
	_, err := fmt.Fprintln(io.Out, string(v))
	return err
}

// jsonFlag is the flag of a command that shows one thing.
func jsonFlag(c *cobra.Command, asJSON *bool) {
	c.Flags().BoolVar(asJSON, "json", false, "print the hub's answer as it is")
}

// read is a file of rules or cases.
func read(name string) (string, error) {
	b, err := os.ReadFile(name)
	return string(b), err
}
