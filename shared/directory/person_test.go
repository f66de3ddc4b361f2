package directory

import "testing"

// A person acts for the alliance or for one member, never for both and never for nobody.
func TestPerson_OneSort(t *testing.T) {
	for name, c := range map[string]struct {
		p                Person
		alliance, member bool
	}{
		"an admin of the secretariat":    {Person{Roles: []string{RoleAdmin}}, true, false},
		"an auditor whom a member lends": {Person{Member: "brand-a", Roles: []string{RoleSteward, RoleAuditor}}, true, false},
		"a member's manager":             {Person{Member: "brand-a", Roles: []string{RoleManager, RoleReader}}, false, true},
		"an analyst of nobody":           {Person{Roles: []string{RoleAnalyst}}, false, false},
		"of two sorts":                   {Person{Member: "brand-a", Roles: []string{RoleAdmin, RoleReader}}, false, false},
		"without roles":                  {Person{Member: "brand-a"}, false, false},
		"with a role that is none":       {Person{Member: "brand-a", Roles: []string{RoleReader, "boss"}}, false, false},
	} {
		if c.p.ForAlliance() != c.alliance || c.p.ForMember() != c.member {
			t.Errorf("%s: for the alliance %t, for its member %t", name, c.p.ForAlliance(), c.p.ForMember())
		}
	}
}
