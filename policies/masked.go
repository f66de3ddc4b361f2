package policies

import (
	"strings"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// Masked is a rule's name (Decider) as a line, for a member: a person, and a task force in which the
// member does not sit, are not named.
func Masked(rule string, to *scope.View) string {
	fields := strings.Fields(rule)
	for n, f := range fields {
		kind, name, _ := strings.Cut(f, ":")
		name, _, _ = strings.Cut(name, ":")
		if n < 2 && (kind == "u" || kind == "tf" && name != "" && !to.Sits(id.TaskForce(name))) {
			fields[n] = kind + ":?"
		}
	}
	return "p, " + strings.Join(fields, ", ")
}
