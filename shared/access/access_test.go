package access_test

import (
	"bytes"
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

const bootstrap = "ent_admin_0123456789"

// house is a directory with one member, one credential and a clock.
type house struct {
	t    testing.TB
	dir  *directory.Directory
	keys *access.Keyring
	now  time.Time
	next ledger.Position
	cred directory.Credential
	key  string
}

func newHouse(tb testing.TB) *house {
	tb.Helper()
	h := &house{t: tb, dir: directory.New(), now: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)}
	h.keys = access.NewKeyring(h.dir, bytes.Repeat([]byte{1}, 32), bootstrap, func() time.Time { return h.now })
	h.member(directory.StateActive)
	cid := access.NewID()
	key, hash := h.keys.Mint(cid)
	h.key = key
	h.cred = directory.Credential{ID: cid, Member: "brand-a", Name: "test", Hash: hash, Scopes: []string{"read", "publish", "admin", "odd"}, Created: h.now}
	h.credential(h.cred)
	return h
}

func (h *house) apply(kind ledger.Kind, name string, body []byte) {
	h.t.Helper()
	h.next++
	e := ledger.Entry{Position: h.next, At: h.now, Kind: kind, ID: name, Schema: 1, Body: body}
	if err := h.dir.Apply([]ledger.Entry{e}); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) member(state string) {
	h.t.Helper()
	h.apply(ledger.KindMember, "brand-a", directory.EncodeMember(directory.Member{ID: "brand-a", Name: "A", Kind: "brand", State: state, Created: h.now, Modified: h.now}))
}

func (h *house) credential(c directory.Credential) {
	h.t.Helper()
	h.apply(ledger.KindCredential, string(c.ID), directory.EncodeCredential(c))
}

func TestAuthenticate(t *testing.T) {
	t.Run("a member's key", func(t *testing.T) {
		h := newHouse(t)
		for _, scheme := range []string{"Bearer ", "bearer ", "BEARER  "} {
			c, err := h.keys.Authenticate(scheme + h.key)
			if err != nil {
				t.Fatalf("%q: %v", scheme, err)
			}
			if c.Actor() != "m:brand-a/"+string(h.cred.ID) || c.Viewer() != "m:brand-a" || c.Admin {
				t.Errorf("got %+v", c)
			}
			if c.Require(access.Publish) != nil || !errors.Is(c.Require(access.Manage), access.ErrScope) {
				t.Errorf("scopes are %v", c.Scopes)
			}
			if c.Can(access.Admin) || c.Can("odd") {
				t.Error("a member's key became more than its scopes")
			}
			if !h.keys.Current(c) {
				t.Error("not current")
			}
		}
	})
	t.Run("the admin's key", func(t *testing.T) {
		h := newHouse(t)
		c, err := h.keys.Authenticate("Bearer " + bootstrap)
		if err != nil || c.Actor() != "u:admin" || c.Viewer() != "u:admin" || !h.keys.Current(c) {
			t.Fatalf("%+v %v", c, err)
		}
		if !c.Can(access.Read) || !c.Can(access.Admin) || c.Can(access.Publish) || c.Can(access.Subscribe) {
			t.Error("the admin has Read and Admin, no more")
		}
	})
	t.Run("no bootstrap key lets nobody in", func(t *testing.T) {
		k := access.NewKeyring(directory.New(), []byte("pepper"), "", time.Now)
		for _, header := range []string{"", "Bearer", "Bearer ", "Bearer  "} {
			if _, err := k.Authenticate(header); !errors.Is(err, access.ErrUnauthenticated) {
				t.Errorf("%q: %v", header, err)
			}
		}
	})

	for name, change := range map[string]func(*house) string{
		"no header":         func(*house) string { return "" },
		"another scheme":    func(h *house) string { return "Basic " + h.key },
		"no scheme":         func(h *house) string { return h.key },
		"wrong secret":      func(h *house) string { return "Bearer " + h.key[:len(h.key)-2] + "22" },
		"a secret cut":      func(h *house) string { return "Bearer " + h.key[:len(h.key)-1] },
		"unknown id":        func(h *house) string { return "Bearer ent_" + strings.Repeat("a", 16) + h.key[20:] },
		"half of the admin": func(*house) string { return "Bearer " + bootstrap[:len(bootstrap)-1] },
		"endless":           func(h *house) string { return "Bearer " + h.key + strings.Repeat("a", 1<<12) },
		"revoked": func(h *house) string {
			h.cred.RevokedAt = h.now
			h.credential(h.cred)
			return "Bearer " + h.key
		},
		"expired": func(h *house) string {
			h.cred.ExpiresAt = h.now
			h.credential(h.cred)
			return "Bearer " + h.key
		},
		"member suspended": func(h *house) string {
			h.member(directory.StateSuspended)
			return "Bearer " + h.key
		},
		"under another pepper": func(h *house) string {
			h.keys = access.NewKeyring(h.dir, bytes.Repeat([]byte{2}, 32), bootstrap, time.Now)
			return "Bearer " + h.key
		},
	} {
		t.Run("refuses: "+name, func(t *testing.T) {
			h := newHouse(t)
			caller := access.Caller{Member: "brand-a", Credential: h.cred.ID}
			header := change(h)
			c, err := h.keys.Authenticate(header)
			if !errors.Is(err, access.ErrUnauthenticated) || err.Error() != access.ErrUnauthenticated.Error() {
				t.Fatalf("%+v %v", c, err)
			}
			if gone := name == "revoked" || name == "expired" || name == "member suspended"; h.keys.Current(caller) == gone {
				t.Errorf("current is %t", !gone)
			}
		})
	}
}

func TestMint(t *testing.T) {
	h := newHouse(t)
	if !regexp.MustCompile(`^ent_[a-z2-7]{16}_[a-z2-7]{52}$`).MatchString(h.key) {
		t.Errorf("key looks like %s", h.key)
	}
	other, _ := h.keys.Mint(h.cred.ID)
	if other == h.key {
		t.Error("two keys are one")
	}
	if bytes.Contains(h.cred.Hash, []byte(h.key[21:])) || len(h.cred.Hash) != 32 {
		t.Error("the hash shows the secret")
	}
}

func TestFrom(t *testing.T) {
	c := access.Caller{Member: "brand-a", Scopes: []access.Scope{access.Read}}
	if got := access.From(access.With(t.Context(), c)); got.Member != id.Member("brand-a") {
		t.Errorf("got %+v", got)
	}
	if got := access.From(context.Background()); got.Can(access.Read) || got.Can(access.Admin) {
		t.Error("nobody may do something")
	}
}

func BenchmarkAuthenticate(b *testing.B) {
	h := newHouse(b)
	for b.Loop() {
		if _, err := h.keys.Authenticate("Bearer " + h.key); err != nil {
			b.Fatal(err)
		}
	}
}
