package access

import (
	"slices"

	"github.com/entente-hub/entente/shared/directory"
)

// order is that in which scopes are listed.
var order = []Scope{Read, Publish, Subscribe, Manage, Admin, Audit}

// Given returns what roles give, in a fixed order. A role that is not known gives nothing.
func Given(roles []string) []Scope {
	var given []Scope
	for _, s := range order {
		if slices.ContainsFunc(roles, func(role string) bool { return slices.Contains(gives(role), s) }) {
			given = append(given, s)
		}
	}
	return given
}

func gives(role string) []Scope {
	switch role {
	case directory.RoleAdmin:
		return []Scope{Read, Admin, Audit}
	case directory.RoleAuditor:
		return []Scope{Read, Audit}
	case directory.RoleSteward, directory.RoleReader:
		return []Scope{Read}
	case directory.RoleManager:
		return []Scope{Read, Publish, Subscribe, Manage}
	case directory.RoleAnalyst:
		return []Scope{Read, Publish}
	}
	return nil
}
