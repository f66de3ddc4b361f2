package protection

import (
	"maps"
	"slices"
	"strings"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
)

// Mark is what a look-alike of a member would look like.
type Mark struct {
	Member  id.Member
	Words   []string // of its Marks lists: NFKC, lower case, single spaces: "maison a"
	Domains []string // of its Own lists, canonical: "maison-a.example"
}

// Marks returns the protected words and own domains of each member that has any, by member, each
// sorted. Nobody changes what it returns; until a list changes it is the same slice.
func (v *View) Marks() []Mark {
	v.mu.RLock()
	made := v.marks
	v.mu.RUnlock()
	if made != nil {
		return made
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.marks == nil {
		v.marks = v.makeMarks()
	}
	return v.marks
}

func (v *View) makeMarks() []Mark {
	by := map[id.Member]*Mark{}
	for _, l := range v.lists {
		if l.Gone || l.Purpose != Own && l.Purpose != Marks {
			continue
		}
		m := by[l.Member]
		if m == nil {
			m = &Mark{Member: l.Member}
			by[l.Member] = m
		}
		m.Words = append(m.Words, l.Words...)
		for _, k := range l.Keys {
			if t, host, ok := observable.ParseKey(k); ok && t == observable.Domain {
				m.Domains = append(m.Domains, host)
			}
		}
	}
	all := make([]Mark, 0, len(by))
	for _, m := range by {
		slices.Sort(m.Words)
		slices.Sort(m.Domains)
		m.Words, m.Domains = slices.Compact(m.Words), slices.Compact(m.Domains)
		if len(m.Words)+len(m.Domains) > 0 {
			all = append(all, *m)
		}
	}
	slices.SortFunc(all, func(a, b Mark) int { return strings.Compare(string(a.Member), string(b.Member)) })
	return all
}

// Claims returns the members, by name, one of whose marks a slug is: "maison-a" is "maison a".
func (v *View) Claims(slug string) []id.Member {
	word := strings.ReplaceAll(slug, "-", " ")
	found := map[id.Member]bool{}
	for _, m := range v.Marks() {
		if slices.ContainsFunc(m.Words, func(w string) bool {
			return w == word || strings.ReplaceAll(w, "-", " ") == word || strings.ReplaceAll(w, " ", "") == slug
		}) {
			found[m.Member] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}
