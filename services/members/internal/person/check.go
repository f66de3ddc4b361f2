package person

import (
	"fmt"
	"slices"
	"strings"

	"github.com/entente-hub/entente/services/members/internal/form"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
)

// roles checks what a person shall do, and puts it in the order of directory's lists: one or
// more roles, each once, all of them the alliance's or all of them a member's.
func roles(sheet *form.Sheet, asked []string) []string {
	if len(asked) == 0 {
		sheet.At("/roles", "must name at least one")
		return nil
	}
	known := slices.Concat(directory.AllianceRoles, directory.MemberRoles)
	first := slices.Contains(directory.AllianceRoles, asked[0])
	for i, r := range asked {
		at := fmt.Sprintf("/roles/%d", i)
		switch {
		case !slices.Contains(known, r):
			sheet.OneOf(at, r, known)
		case slices.Contains(asked[:i], r):
			sheet.At(at, "is named already")
		case slices.Contains(directory.AllianceRoles, r) != first && slices.Contains(known, asked[0]):
			sheet.At(at, "is of another sort than %s: a person acts for the alliance or for a member", asked[0])
		}
	}
	sorted := make([]string, 0, len(asked))
	for _, r := range known {
		if slices.Contains(asked, r) {
			sorted = append(sorted, r)
		}
	}
	return sorted
}

// member checks whose person this is. Roles of a member need one. The member that the person has
// already may be suspended meanwhile; a new one is active.
func (b *Book) member(sheet *form.Sheet, p directory.Person, has id.Member) {
	switch {
	case p.Member == "":
		if slices.ContainsFunc(p.Roles, func(r string) bool { return slices.Contains(directory.MemberRoles, r) }) {
			sheet.At("/member", "is needed for the roles of a member: %s", strings.Join(directory.MemberRoles, ", "))
		}
	case p.Member != has:
		if m, ok := b.Directory.Member(p.Member); !ok || m.State != directory.StateActive {
			sheet.At("/member", "is not an active member")
		}
	}
}
