package access_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

var every = []string{"read", "publish", "subscribe", "manage", "admin", "audit", "odd"}

func (h *house) person(p directory.Person) {
	h.t.Helper()
	h.apply(ledger.KindPerson, string(p.ID), directory.EncodePerson(p))
}

// give makes a key for a person, by default with all scopes there are.
func (h *house) give(p id.Person, scopes ...string) (header string, c directory.Credential) {
	h.t.Helper()
	if len(scopes) == 0 {
		scopes = every
	}
	cid := access.NewID()
	key, hash := h.keys.Mint(cid)
	c = directory.Credential{ID: cid, Person: p, Name: "test", Hash: hash, Scopes: scopes, Created: h.now}
	h.credential(c)
	return "Bearer " + key, c
}

// What a person's key can do is what its roles give, and no more than the key was given.
func TestPerson_Roles(t *testing.T) {
	type scopes = []access.Scope
	for name, c := range map[string]struct {
		member id.Member
		roles  []string
		key    []string
		want   scopes
		acts   id.Member
		admin  bool
	}{
		"an admin":                         {"", []string{"admin"}, nil, scopes{access.Read, access.Admin, access.Audit}, "", true},
		"an admin whom a member lends":     {"brand-a", []string{"admin"}, nil, scopes{access.Read, access.Admin, access.Audit}, "", true},
		"a steward":                        {"", []string{"steward"}, nil, scopes{access.Read}, "", false},
		"an auditor":                       {"", []string{"auditor"}, nil, scopes{access.Read, access.Audit}, "", false},
		"an auditor of a member":           {"brand-a", []string{"steward", "auditor"}, nil, scopes{access.Read, access.Audit}, "", false},
		"a manager":                        {"brand-a", []string{"manager"}, nil, scopes{access.Read, access.Publish, access.Subscribe, access.Manage}, "brand-a", false},
		"an analyst":                       {"brand-a", []string{"analyst"}, nil, scopes{access.Read, access.Publish}, "brand-a", false},
		"a reader":                         {"brand-a", []string{"reader"}, nil, scopes{access.Read}, "brand-a", false},
		"an admin with a key to read":      {"", []string{"admin"}, []string{"read"}, scopes{access.Read}, "", true},
		"an analyst with a key to publish": {"brand-a", []string{"analyst"}, []string{"publish", "manage"}, scopes{access.Publish}, "brand-a", false},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.person(directory.Person{ID: "jane", Member: c.member, Roles: c.roles, State: directory.StateActive})
			header, kept := h.give("jane", c.key...)
			got, err := h.keys.Authenticate(header)
			if err != nil {
				t.Fatal(err)
			}
			if got.Member != c.acts || got.Of != c.member || got.Admin != c.admin || got.Person != "jane" || !slices.Equal(got.Roles, c.roles) {
				t.Errorf("got %+v", got)
			}
			if got.Viewer() != "u:jane" || got.Actor() != "u:jane/"+string(kept.ID) || !got.Known() || !h.keys.Current(got) {
				t.Errorf("it is %s, %s", got.Viewer(), got.Actor())
			}
			for _, s := range every {
				if can := slices.Contains(c.want, access.Scope(s)); got.Can(access.Scope(s)) != can {
					t.Errorf("can %s: %t", s, !can)
				}
			}
		})
	}
}

// Who may not be heard is told what a stranger is told, and open streams end.
func TestPerson_Refused(t *testing.T) {
	for name, change := range map[string]func(h *house, p *directory.Person, c *directory.Credential){
		"suspended":               func(_ *house, p *directory.Person, _ *directory.Credential) { p.State = directory.StateSuspended },
		"its member suspended":    func(h *house, _ *directory.Person, _ *directory.Credential) { h.member(directory.StateSuspended) },
		"of a member that is not": func(_ *house, p *directory.Person, _ *directory.Credential) { p.Member = "brand-z" },
		"lent by one that is not": func(_ *house, p *directory.Person, _ *directory.Credential) {
			p.Member, p.Roles = "brand-z", []string{"admin"}
		},
		"a manager of nobody":      func(_ *house, p *directory.Person, _ *directory.Credential) { p.Member = "" },
		"roles of two sorts":       func(_ *house, p *directory.Person, _ *directory.Credential) { p.Roles = []string{"manager", "admin"} },
		"no roles":                 func(_ *house, p *directory.Person, _ *directory.Credential) { p.Roles = nil },
		"the credential revoked":   func(h *house, _ *directory.Person, c *directory.Credential) { c.RevokedAt = h.now },
		"the credential expired":   func(h *house, _ *directory.Person, c *directory.Credential) { c.ExpiresAt = h.now },
		"the credential of two":    func(_ *house, _ *directory.Person, c *directory.Credential) { c.Member = "brand-a" },
		"the credential of nobody": func(_ *house, _ *directory.Person, c *directory.Credential) { c.Person = "" },
		"a person that never was":  func(_ *house, _ *directory.Person, c *directory.Credential) { c.Person = "joe" },
		"the bootstrap admin's name": func(h *house, _ *directory.Person, c *directory.Credential) {
			h.person(directory.Person{ID: directory.Bootstrap, Roles: []string{"admin"}, State: directory.StateActive})
			c.Person = directory.Bootstrap
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			p := directory.Person{ID: "jane", Member: "brand-a", Roles: []string{"manager"}, State: directory.StateActive}
			h.person(p)
			header, c := h.give("jane")
			before, err := h.keys.Authenticate(header)
			if err != nil {
				t.Fatal(err)
			}
			change(h, &p, &c)
			h.person(p)
			h.credential(c)
			got, err := h.keys.Authenticate(header)
			if !errors.Is(err, access.ErrUnauthenticated) || err.Error() != access.ErrUnauthenticated.Error() {
				t.Errorf("%+v %v", got, err)
			}
			if h.keys.Current(before) {
				t.Error("it is current")
			}
		})
	}
}

// A role that is taken away is gone at once, from keys that were made before and from what is
// under way.
func TestPerson_RoleTakenAway(t *testing.T) {
	h := newHouse(t)
	h.apply(ledger.KindMember, "brand-b", directory.EncodeMember(directory.Member{ID: "brand-b", Kind: "brand", State: directory.StateActive}))
	p := directory.Person{ID: "jane", Member: "brand-a", Roles: []string{"analyst", "reader"}, State: directory.StateActive}
	h.person(p)
	header, _ := h.give("jane")
	before, err := h.keys.Authenticate(header)
	if err != nil || !before.Can(access.Publish) {
		t.Fatalf("%+v %v", before, err)
	}
	p.Roles = []string{"reader"}
	h.person(p)
	after, err := h.keys.Authenticate(header)
	if err != nil || after.Can(access.Publish) || !after.Can(access.Read) {
		t.Errorf("%+v %v", after, err)
	}
	if h.keys.Current(before) || !h.keys.Current(after) {
		t.Error("what it began as an analyst goes on, or what it began as a reader ends")
	}
	p.Roles = []string{"manager"}
	h.person(p)
	if !h.keys.Current(after) {
		t.Error("who has got more is somebody else")
	}
	p.Member = "brand-b"
	h.person(p)
	if h.keys.Current(after) {
		t.Error("who has gone over to another member is still the first one's")
	}
	if moved, err := h.keys.Authenticate(header); err != nil || moved.Member != "brand-b" || moved.Asker() == after.Asker() {
		t.Errorf("%+v %v", moved, err)
	}
	p.Roles = []string{"admin"}
	h.person(p)
	if lent, err := h.keys.Authenticate(header); err != nil || !lent.Admin || lent.Member != "" || lent.Can(access.Publish) {
		t.Errorf("%+v %v", lent, err)
	}
}

// Who acts for the alliance is another caller when another organisation lends them, and when
// they are no admin any more, even with a key that relied on neither.
func TestPerson_LentByAnother(t *testing.T) {
	h := newHouse(t)
	p := directory.Person{ID: "ada", Roles: []string{"admin", "auditor"}, State: directory.StateActive}
	h.person(p)
	header, _ := h.give("ada", "read")
	for _, change := range []func(){func() { p.Member = "brand-a" }, func() { p.Roles = []string{"auditor"} }} {
		before, err := h.keys.Authenticate(header)
		if err != nil || !h.keys.Current(before) {
			t.Fatalf("%+v %v", before, err)
		}
		change()
		h.person(p)
		if h.keys.Current(before) {
			t.Errorf("what was %+v is current", before)
		}
	}
}

// Nobody does for no member what is done for one, whatever its scopes say; and a member's key
// neither administers nor audits.
func TestCan_Nobody(t *testing.T) {
	all := []access.Scope{access.Read, access.Publish, access.Subscribe, access.Manage, access.Admin, access.Audit}
	for name, c := range map[string]struct {
		by   access.Caller
		cant []access.Scope
	}{
		"an auditor":    {access.Caller{Person: "jane", Scopes: all}, []access.Scope{access.Publish, access.Subscribe, access.Manage, access.Admin}},
		"an admin":      {access.Caller{Person: "jane", Admin: true, Scopes: all}, []access.Scope{access.Publish, access.Subscribe, access.Manage}},
		"the admin":     {access.Caller{Admin: true, Scopes: all}, []access.Scope{access.Publish, access.Subscribe, access.Manage}},
		"a member":      {access.Caller{Member: "brand-a", Scopes: all}, []access.Scope{access.Admin, access.Audit}},
		"nobody":        {access.Caller{Scopes: all}, []access.Scope{access.Publish, access.Subscribe, access.Manage, access.Admin, access.Audit}},
		"no key at all": {access.Caller{}, all},
	} {
		for _, s := range c.cant {
			if c.by.Can(s) {
				t.Errorf("%s can %s", name, s)
			}
		}
	}
}
