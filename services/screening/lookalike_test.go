package screening_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/protection"
)

// protect puts a list of a member's on the ledger: words of marks, else domains.
func (h *house) protect(m id.Member, p protection.Purpose, given ...string) {
	h.t.Helper()
	name := "prot_" + h.p.Key.ID("test", string(m), string(p), strings.Join(given, " "))
	l := protection.List{ID: id.Protection(name), Member: m, Name: "x", Purpose: p, Level: p.Usual(), Created: h.clock.Now(), Modified: h.clock.Now()}
	if p == protection.Marks {
		l.Words = given
	} else {
		for _, d := range given {
			l.Keys = append(l.Keys, observable.Observable{Type: observable.Domain, Canonical: d}.Key())
		}
	}
	body, err := protection.Encode(l)
	if err != nil {
		h.t.Fatal(err)
	}
	h.append("m:"+string(m)+"/k", ledger.KindProtection, name, protection.VerbCreated, 0, body)
}

func TestScreenLookalikes(t *testing.T) {
	h := open(t)
	h.protect("brand-a", protection.Marks, "belmonte", "maison a")
	h.protect("brand-a", protection.Own, "belmonte.example", "belmonte-paris.example")
	h.protect("market-b", protection.Own, "market-b.example", "belmonte-at-market-b.example")
	h.protect("brand-a", protection.Authorised, "belmonte-berlin.example")
	h.publish("market-b", "domain", "belmonte-outlet.example")
	for _, c := range []struct{ typ, value, want string }{
		{"domain", "belmonte-outlet.example", "exact 100, lookalike 60 word belmonte brand-a"},
		{"domain", "belmonte-0utlet.example", "lookalike 60 word belmonte brand-a"},
		{"domain", "bеlmonte.shop", "lookalike 70 skeleton belmonte.example brand-a"}, // Cyrillic е
		{"domain", "bellmonte.example", "lookalike 50 edit belmonte.example brand-a"},
		{"domain", "bellmonte-shop.example", "lookalike 50 edit  brand-a"},
		{"email", "sales@maison-a-outlet.example", "lookalike 60 word maison a brand-a"},
		{"store_url", "https://www.be1monte.shop/bags?id=1", "lookalike 70 skeleton belmonte.example brand-a"},
		{"domain", "belmonte-berlin.example", "lookalike 60 word belmonte brand-a"}, // who is authorised is not told
		{"domain", "belmonte.example", ""},
		{"email", "ceo@eu.belmonte-paris.example", ""},
		{"domain", "belmonte-at-market-b.example", ""},
		{"phone", "+8613800138000", ""},
		{"domain", "honest.example", ""},
	} {
		for _, who := range []string{"carrier-c", "market-b"} {
			var got []string
			for _, m := range h.screen(who, c.typ, c.value) {
				s := fmt.Sprint(m.Kind, " ", m.Strength)
				if m.Kind == "lookalike" {
					s += fmt.Sprintf(" %s %s %s", m.How, m.Mark, m.Member)
					if m.Publishers != 0 || len(m.Indicators) != 0 || m.Observable.Canonical != "" {
						t.Errorf("%+v", m)
					}
				}
				got = append(got, s)
			}
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("%s as %s: %q, want %q", c.value, who, s, c.want)
			}
		}
	}
	if got := h.screen("brand-a", "domain", "belmonte-berlin.example"); len(got) != 0 {
		t.Errorf("who authorised it is told of it: %+v", got)
	}
}

// TestScreenLookalikesHide wants lists that are matched blind, other than the asker's, and all of a
// suspended member's, to leave every answer as it was.
func TestScreenLookalikesHide(t *testing.T) {
	h := open(t)
	h.protect("brand-a", protection.Marks, "belmonte")
	const asked = `{"observables":[{"type":"domain","value":"belmonte-dealer.example"},{"type":"domain","value":"belmonte.example"},{"type":"domain","value":"cordasel-outlet.example"},
		{"type":"domain","value":"belmonta.example"},{"type":"email","value":"x@belmonte-dealer.example"}]}`
	ask := func() string {
		_, body := h.post("carrier-c", "/v1/screen", asked, nil)
		if !strings.Contains(body, `"kind":"lookalike"`) {
			t.Fatal(body)
		}
		return body
	}
	before := ask()
	h.protect("brand-a", protection.Authorised, "belmonte-dealer.example", "belmonta.example")
	if after := ask(); after != before {
		t.Errorf("a blind list is told of: %s\nwas %s", after, before)
	}
	h.protect("market-b", protection.Marks, "cordasel", "belmonta")
	h.protect("market-b", protection.Own, "belmonte-dealer.example")
	if after := ask(); after == before {
		t.Error("marks and own domains of another do nothing")
	}
	m, _ := h.p.Directory.Member("market-b")
	m.State = directory.StateSuspended
	h.append("u:admin", ledger.KindMember, "market-b", "suspended", m.Position, directory.EncodeMember(m))
	if after := ask(); after != before {
		t.Errorf("a suspended member's lists are in: %s\nwas %s", after, before)
	}
}
