// Package crowd makes alliances of any size, policies for them, and records that they would share:
// for benchmarks and for tests that want more than a handful. The same size is the same crowd,
// every time.
package crowd

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/tlp"
)

// Crowd is who there is: active members of all kinds in turn, "member-0" and on, and task forces,
// "force-0" and on, each with a twentieth of the members in it.
type Crowd struct {
	Members    []directory.Member
	TaskForces []directory.TaskForce
}

// New returns a crowd of so many members and task forces.
func New(members, forces int) Crowd {
	rnd := rand.New(rand.NewPCG(1, 2))
	var c Crowd
	for i := range members {
		name := fmt.Sprintf("member-%d", i)
		c.Members = append(c.Members, directory.Member{
			ID: id.Member(name), Name: name, Kind: directory.MemberKinds[i%len(directory.MemberKinds)], State: directory.StateActive,
		})
	}
	for i := range forces {
		name := fmt.Sprintf("force-%d", i)
		tf := directory.TaskForce{ID: id.TaskForce(name), Name: name}
		for _, at := range rnd.Perm(members)[:max(1, members/20)] {
			tf.Seats = append(tf.Seats, directory.Seat{Member: c.Members[at].ID, Role: directory.SeatRoles[rnd.IntN(len(directory.SeatRoles))]})
		}
		c.TaskForces = append(c.TaskForces, tf)
	}
	return c
}

// Drafts are the entries that bring the crowd onto a ledger which holds none of it.
func (c Crowd) Drafts() []ledger.Draft {
	var out []ledger.Draft
	for _, m := range c.Members {
		out = append(out, ledger.Draft{
			Kind: ledger.KindMember, ID: string(m.ID), Verb: "enrolled", Actor: "system", Schema: 1, Body: directory.EncodeMember(m),
		})
	}
	for _, t := range c.TaskForces {
		out = append(out, ledger.Draft{
			Kind: ledger.KindTaskForce, ID: string(t.ID), Verb: "created", Actor: "system", Schema: 1, Body: directory.EncodeTaskForce(t),
		})
	}
	return out
}

// Directory is a directory that holds the crowd. The error is a defect.
func (c Crowd) Directory() (*directory.Directory, error) {
	d := directory.New()
	var es []ledger.Entry
	for i, x := range c.Drafts() {
		es = append(es, ledger.Entry{Position: ledger.Position(i + 1), Kind: x.Kind, ID: x.ID, Schema: x.Schema, Body: x.Body})
	}
	if err := d.Apply(es); err != nil {
		return nil, fmt.Errorf("crowd: %w", err)
	}
	return d, nil
}

// Policy is the text of a set with so many rules: those of base, and as many more as are wanting.
// Most are standing bilateral ones, as they are where members settle things among themselves.
func (c Crowd) Policy(base string, rules int) string {
	rnd := rand.New(rand.NewPCG(3, 4))
	seen := map[string]bool{}
	for line := range strings.Lines(base) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "p,") {
			seen[strings.Join(strings.Fields(line), " ")] = true
		}
	}
	var b strings.Builder
	b.WriteString(base)
	for len(seen) < rules {
		line := c.rule(rnd)
		if !seen[line] {
			seen[line] = true
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

func (c Crowd) rule(rnd *rand.Rand) string {
	some := func() string { return "m:" + string(c.Members[rnd.IntN(len(c.Members))].ID) }
	force := func() string { return "tf:" + string(c.TaskForces[rnd.IntN(len(c.TaskForces))].ID) }
	who, rel, effect := some(), "by:"+some(), "allow"
	switch rnd.IntN(8) {
	case 0:
		effect = "deny"
	case 1:
		who, rel = "role:"+directory.MemberKinds[rnd.IntN(len(directory.MemberKinds))], "tf"
	case 2:
		who, rel = force(), force()
	}
	return fmt.Sprintf("p, %s, %s, %s, %s, %s, %s", who, rel,
		observable.Names()[rnd.IntN(int(observable.Count))], tlp.Names()[1+rnd.IntN(4)], []string{"see", "read.core", "*"}[rnd.IntN(3)], effect)
}
