package policies

import (
	"fmt"
	"strings"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
)

// Strangers names what a set speaks of that the directory does not know: members, people and task
// forces, line by line. None of it is wrong, for it may come yet; but a deny with a slip in its
// name protects nobody, and says nothing. At most so many are named.
func Strangers(s Set, d *directory.Directory, most int) []string {
	var out []string
	note := func(line, i int, words ...string) {
		for _, w := range words {
			if what := stranger(d, w); what != "" && len(out) < most {
				out = append(out, fmt.Sprintf("line %d: there is no %s", lineOf(line, i), what))
			}
		}
	}
	for i, r := range s.Rules {
		where, _ := strings.CutPrefix(r.Scope, "by:")
		note(r.Line, i, r.Who, where)
	}
	for i, e := range s.Edges {
		note(e.Line, i, e.Child, e.Parent)
	}
	return out
}

// stranger names the member, person or task force that a word stands for, "" where the directory
// knows it or the word is for none.
func stranger(d *directory.Directory, word string) string {
	kind, name, named := strings.Cut(word, ":")
	if !named {
		return ""
	}
	switch kind {
	case "m":
		if _, known := d.Member(id.Member(name)); !known {
			return "member " + name
		}
	case "u":
		if _, known := d.Person(id.Person(name)); !known && word != Admin {
			return "person " + name
		}
	case "tf":
		name, _, _ = strings.Cut(name, ":")
		if _, known := d.TaskForce(id.TaskForce(name)); !known {
			return "task force " + name
		}
	}
	return ""
}
