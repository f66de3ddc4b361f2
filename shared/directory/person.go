package directory

import (
	"slices"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Bootstrap is the id of the admin who holds the hub's own key. No other person can have it.
const Bootstrap id.Person = "admin"

// The roles of a person (design: domain.md).
const (
	RoleAdmin   = "admin"   // keeps the alliance: members, persons, policies
	RoleSteward = "steward" // moderates, and hears disputes
	RoleAuditor = "auditor" // reads who did what
	RoleManager = "manager" // of one member: its keys and its people
	RoleAnalyst = "analyst" // publishes for one member
	// RoleReader reads; it is a seat's role in a task force, too.
)

// A person has roles of one sort: the alliance's, or one member's.
var (
	AllianceRoles = []string{RoleAdmin, RoleSteward, RoleAuditor}
	MemberRoles   = []string{RoleManager, RoleAnalyst, RoleReader}
)

// Person is a human, who acts for the alliance or for one member.
type Person struct {
	ID       id.Person
	Name     string
	Member   id.Member // whose person it is; of one with alliance roles the organisation that lends it, "" for none
	Roles    []string  // of one sort, in the order of AllianceRoles or MemberRoles
	State    string    // StateActive or StateSuspended
	Reason   string    // why suspended
	Created  time.Time
	Modified time.Time
	Position ledger.Position // of its last entry
}

// ForAlliance reports whether the person acts for the alliance: it has roles, and all of them
// are the alliance's.
func (p Person) ForAlliance() bool { return all(p.Roles, AllianceRoles) }

// ForMember reports whether the person acts for its member: it has one, and roles, all of which
// are a member's.
func (p Person) ForMember() bool { return p.Member != "" && all(p.Roles, MemberRoles) }

func all(roles, of []string) bool {
	return len(roles) > 0 && !slices.ContainsFunc(roles, func(r string) bool { return !slices.Contains(of, r) })
}

func (p Person) clone() Person {
	p.Roles = slices.Clone(p.Roles)
	return p
}
