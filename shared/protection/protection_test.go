package protection_test

import (
	"slices"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/hubkey"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/protection"
)

func parse(t *testing.T, typ, value string) observable.Observable {
	t.Helper()
	o, err := observable.Parse(typ, value, observable.Options{})
	if err != nil {
		t.Fatalf("%s %s: %v", typ, value, err)
	}
	return o
}

type house struct {
	*protection.View
	hash protection.Hash
	at   ledger.Position
}

func open(t *testing.T) *house {
	t.Helper()
	key, err := hubkey.New(make([]byte, hubkey.Size))
	if err != nil {
		t.Fatal(err)
	}
	return &house{View: protection.New(key.ID), hash: key.ID}
}

// put folds a list of such entries, "type value", through its form on the ledger.
func (h *house) put(t *testing.T, m id.Member, name string, p protection.Purpose, level protection.Level, given ...string) {
	t.Helper()
	l := protection.List{ID: id.Protection("prot_" + name), Member: m, Name: name, Purpose: p, Level: level, Created: time.Unix(int64(h.at), 0), Gone: given == nil}
	for n := 0; n+1 < len(given); n += 2 {
		switch p {
		case protection.Marks:
			l.Words = append(l.Words, given[n], given[n+1])
		case protection.Buyers:
			for _, k := range protection.KeysOf(parse(t, given[n], given[n+1])) {
				l.Hashes = append(l.Hashes, h.hash.HashOf(m, k))
			}
		default:
			l.Keys = append(l.Keys, protection.KeysOf(parse(t, given[n], given[n+1]))...)
		}
	}
	body, err := protection.Encode(l)
	if err != nil {
		t.Fatal(err)
	}
	h.at++
	if err := h.Apply([]ledger.Entry{{Position: h.at, Kind: ledger.KindProtection, ID: string(l.ID), Schema: protection.Schema, Body: body}}); err != nil {
		t.Fatal(err)
	}
}

func TestOwn(t *testing.T) {
	h := open(t)
	h.put(t, "bazar-b", "b", protection.Own, protection.Refuse, "domain", "bazar-b.example", "domain", "bazar-shops.myshopify.com", "marketplace_seller", "ebay:global:bazar")
	for _, c := range []struct {
		typ, value  string
		hit, entire bool
	}{
		{"domain", "bazar-b.example", true, true},
		{"domain", "eu.bazar-b.example", true, true},
		{"domain", "notbazar-b.example", false, false},
		{"domain", "other.myshopify.com", false, false},
		{"domain", "bazar-shops.myshopify.com", true, true},
		{"store_url", "https://bazar-b.example/", true, true},
		{"store_url", "https://bazar-b.example/shop/7", true, false},
		{"email", "seller@bazar-b.example", true, false},
		{"marketplace_seller", "ebay:global:bazar", true, true},
	} {
		got := h.Own(parse(t, c.typ, c.value))
		if (len(got) == 1) != c.hit || c.hit && (got[0] != protection.Owned{Member: "bazar-b", Level: protection.Refuse, Whole: c.entire}) {
			t.Errorf("%s %s: %+v", c.typ, c.value, got)
		}
	}
	if others, mine := h.Blind(parse(t, "domain", "bazar-b.example"), "maison-a"); others+mine != "" {
		t.Error("what is known is matched blind")
	}
}

func TestBlind(t *testing.T) {
	h := open(t)
	h.put(t, "maison-a", "dealers", protection.Authorised, protection.Warn, "domain", "dealer.example", "email", "d.ealer+x@gmail.com")
	h.put(t, "maison-a", "buyers", protection.Buyers, protection.Refuse, "email", "j.doe@gmail.com", "phone", "+33612345678")
	for _, c := range []struct {
		typ, value string
		want       protection.Level
	}{
		{"domain", "shop.dealer.example", protection.Warn},
		{"store_url", "https://dealer.example/x", protection.Warn},
		{"email", "dealer@gmail.com", protection.Warn},
		{"email", "jdoe+7@googlemail.com", protection.Refuse},
		{"phone", "+33 6 12 34 56 78", protection.Refuse},
		{"phone", "+33 6 12 34 56 79", ""},
		{"domain", "gmail.com", ""},
	} {
		o := parse(t, c.typ, c.value)
		if others, mine := h.Blind(o, "maison-c"); others != c.want || mine != "" {
			t.Errorf("%s %s: %q %q", c.typ, c.value, others, mine)
		}
		if others, mine := h.Blind(o, "maison-a"); others != "" || mine != c.want {
			t.Errorf("%s %s to its owner: %q %q", c.typ, c.value, others, mine)
		}
		if got := h.Own(o); got != nil {
			t.Errorf("%s %s is told as own: %+v", c.typ, c.value, got)
		}
	}
	h.put(t, "maison-c", "bait", protection.Authorised, protection.Warn, "phone", "+33612345678")
	if others, mine := h.Blind(parse(t, "phone", "+33612345678"), "maison-c"); others != protection.Refuse || mine != protection.Warn {
		t.Errorf("its own list tells of another's: %q %q", others, mine)
	}
	h.put(t, "maison-a", "dealers", protection.Authorised, protection.Warn, "domain", "another.example")
	h.put(t, "maison-a", "buyers", protection.Buyers, protection.Refuse)
	for _, v := range [][2]string{{"domain", "dealer.example"}, {"email", "jdoe@gmail.com"}} {
		if others, _ := h.Blind(parse(t, v[0], v[1]), "maison-c"); others != "" {
			t.Errorf("%v was taken off its list", v)
		}
	}
}

func TestMarks(t *testing.T) {
	h := open(t)
	if got := h.Marks(); len(got) != 0 {
		t.Errorf("of nobody: %+v", got)
	}
	h.put(t, "maison-c", "c", protection.Own, protection.Refuse, "domain", "maison-c.example")
	h.put(t, "maison-a", "words", protection.Marks, protection.Warn, "maison a", "atelier")
	h.put(t, "maison-a", "own", protection.Own, protection.Refuse, "domain", "maison-a.example", "phone", "+33612345678")
	h.put(t, "maison-a", "dealers", protection.Authorised, protection.Warn, "domain", "dealer.example")
	got := h.Marks()
	if len(got) != 2 || got[0].Member != "maison-a" || !slices.Equal(got[0].Words, []string{"atelier", "maison a"}) ||
		!slices.Equal(got[0].Domains, []string{"maison-a.example"}) || !slices.Equal(got[1].Domains, []string{"maison-c.example"}) {
		t.Errorf("got %+v", got)
	}
	if got := h.Claims("maison-a"); !slices.Equal(got, []id.Member{"maison-a"}) {
		t.Errorf("claims %v", got)
	}
	if got := h.Claims("maison-b"); len(got) != 0 {
		t.Errorf("claims %v", got)
	}
	if _, ok := h.List("maison-c", "prot_words"); ok || len(h.Lists("maison-a")) != 3 {
		t.Error("a list is shown to another")
	}
}
