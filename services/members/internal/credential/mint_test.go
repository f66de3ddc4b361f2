package credential

import (
	"errors"
	"slices"
	"testing"

	"github.com/entente-hub/entente/services/members/internal/form"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/ledger"
)

// Whatever is asked, of whichever key, what is given is what that key has and what was asked.
func TestScopes_NeverAboveItself(t *testing.T) {
	subsets := func(of []access.Scope) [][]access.Scope {
		out := [][]access.Scope{{}}
		for _, s := range of {
			for _, x := range out {
				out = append(out, append(slices.Clone(x), s))
			}
		}
		return out
	}
	for _, has := range subsets(access.Scopes) {
		by := access.Caller{Member: "brand-a", Scopes: has}
		g, err := (&Book{}).grant(by, Owner{Member: "brand-a"})
		if err != nil || !g.bounded {
			t.Fatalf("%+v %v", g, err)
		}
		for _, ask := range append(subsets(append(slices.Clone(access.Scopes), access.Admin)), nil) {
			asked := names(ask)
			if ask == nil {
				asked = nil
			}
			var sheet form.Sheet
			given := scopes(&sheet, g, asked)
			refused := sheet.Err(ErrInvalid) != nil
			above := slices.ContainsFunc(ask, func(s access.Scope) bool { return !slices.Contains(has, s) })
			if above && !refused {
				t.Errorf("a key with %v may ask for %v", has, ask)
			}
			if refused {
				continue
			}
			for _, s := range given {
				if !slices.Contains(has, access.Scope(s)) || ask != nil && !slices.Contains(ask, access.Scope(s)) {
					t.Errorf("a key with %v, asked for %v, gives %v", has, ask, given)
				}
			}
			if ask != nil && len(given) != len(ask) {
				t.Errorf("a key with %v, asked for %v, gives %v", has, ask, given)
			}
		}
	}
}

// Of whichever roles and by whichever key, a person is given what the roles give and, by itself,
// what its own key has. Keys of the alliance's people are an admin's to make (L18).
func TestGrant_Person(t *testing.T) {
	dir := directory.New()
	b := &Book{Directory: dir}
	all := append(slices.Clone(access.Scopes), access.Admin, access.Audit)
	for i, role := range slices.Concat(directory.AllianceRoles, directory.MemberRoles) {
		p := directory.Person{ID: "jane", Member: "brand-a", Roles: []string{role}}
		if err := dir.Apply([]ledger.Entry{{Position: ledger.Position(i + 1), Kind: ledger.KindPerson, ID: "jane", Schema: Schema, Body: directory.EncodePerson(p)}}); err != nil {
			t.Fatal(err)
		}
		o, gives := Owner{Person: "jane"}, access.Given(p.Roles)
		for who, by := range map[string]access.Caller{"the admin": {Admin: true}, "an admin": {Person: "ada", Admin: true, Scopes: all}} {
			if g, err := b.grant(by, o); err != nil || g.bounded || !slices.Equal(g.can, gives) || !slices.Equal(g.by, gives) {
				t.Errorf("%s gives a %s %+v, %v", who, role, g, err)
			}
		}
		self := access.Caller{Person: "jane", Of: "brand-a", Scopes: []access.Scope{access.Read}, Admin: role == directory.RoleAdmin}
		if p.ForMember() {
			self.Member = p.Member
		}
		g, err := b.grant(self, o)
		if p.ForMember() != (err == nil) || err != nil && !errors.Is(err, ErrForbidden) {
			t.Errorf("a %s, for itself: %v", role, err)
		}
		if err == nil && (!g.bounded || !slices.Equal(g.by, self.Scopes)) {
			t.Errorf("a %s gives itself %+v", role, g)
		}
	}
	self := access.Caller{Person: "jane", Admin: true, Scopes: []access.Scope{access.Read, access.Admin}}
	if err := dir.Apply([]ledger.Entry{{Position: 9, Kind: ledger.KindPerson, ID: "jane", Schema: Schema, Body: directory.EncodePerson(directory.Person{ID: "jane", Roles: []string{directory.RoleAdmin}})}}); err != nil {
		t.Fatal(err)
	}
	if g, err := b.grant(self, Owner{Person: "jane"}); err != nil || !g.bounded || !slices.Equal(g.by, self.Scopes) {
		t.Errorf("an admin gives itself %+v, %v", g, err)
	}
}

func TestMemory(t *testing.T) {
	var m Memory
	key := func(i int) []byte { return []byte{byte(i >> 8), byte(i)} }
	for i := range MaxMemory + 2 {
		m.keep(key(i), "ent_x")
	}
	for i, want := range map[int]bool{0: false, 1: false, 2: true, MaxMemory + 1: true} {
		if _, ok := m.recall(key(i)); ok != want {
			t.Errorf("key %d: kept is %v, not %v", i, ok, want)
		}
	}
	if len(m.keys) != MaxMemory {
		t.Errorf("it holds %d", len(m.keys))
	}
}

func TestNewID(t *testing.T) {
	hash := func(purpose string, parts ...string) string { return purpose + parts[0] + "abcdefghijklmnopqrstuvwxyz" }
	r := ledger.Request{Key: "k1"}
	if a, b := NewID(hash, r), NewID(hash, r); a != b || len(a) != 16 {
		t.Errorf("one request has the names %q and %q", a, b)
	}
	if a, b := NewID(hash, ledger.Request{}), NewID(hash, ledger.Request{}); a == b || len(a) != 16 {
		t.Errorf("two requests have the names %q and %q", a, b)
	}
}
