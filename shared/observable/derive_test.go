package observable_test

import (
	"slices"
	"testing"

	"github.com/entente-hub/entente/shared/observable"
)

func parse(tb testing.TB, typ, value string) observable.Observable {
	tb.Helper()
	o, err := observable.Parse(typ, value, observable.Options{})
	if err != nil {
		tb.Fatalf("Parse(%s, %q): %v", typ, value, err)
	}
	return o
}

func TestObservable_Registrable(t *testing.T) {
	for _, x := range []struct{ typ, value, host, registrable string }{
		{"domain", "a.b.maison-a.example", "a.b.maison-a.example", "maison-a.example"},
		{"domain", "www.maison-a.co.uk", "www.maison-a.co.uk", "maison-a.co.uk"},
		{"domain", "www.maison-a.myshopify.com", "www.maison-a.myshopify.com", "maison-a.myshopify.com"},
		{"domain", "商店.名牌包.公司.cn", "xn--czrs0t.xn--uirvx393e.xn--55qx5d.cn", "xn--uirvx393e.xn--55qx5d.cn"},
		{"store_url", "https://shop.maison-a.example:8080/x?y", "shop.maison-a.example", "maison-a.example"},
		{"listing_url", "https://m.bazaar.example/item/1", "m.bazaar.example", "bazaar.example"},
		{"store_url", "http://198.51.100.7:81/", "198.51.100.7", ""},
		{"store_url", "http://[2001:db8::1]:81/", "[2001:db8::1]", ""},
		{"store_url", "https://s3.amazonaws.com/maison-a", "s3.amazonaws.com", ""},
		{"email", "sales@mail.maison-a.example", "mail.maison-a.example", "maison-a.example"},
		{"phone", "+447700900123", "", ""},
		{"marketplace_seller", "bazaar:eu:outlet", "", ""},
	} {
		o := parse(t, x.typ, x.value)
		if o.Host() != x.host {
			t.Errorf("Host of %s = %q, want %q", o, o.Host(), x.host)
		}
		if o.Registrable() != x.registrable {
			t.Errorf("Registrable of %s = %q, want %q", o, o.Registrable(), x.registrable)
		}
	}
}

func TestObservable_MatchKeys(t *testing.T) {
	for _, x := range []struct {
		typ, value string
		want       []observable.Key
	}{
		{"email", "Mai.Son+x@googlemail.com", []observable.Key{"mailbox:maison@gmail.com"}},
		{"email", "maison@gmail.com", []observable.Key{"mailbox:maison@gmail.com"}},
		{"email", "mai.son+x@outlook.com", []observable.Key{"mailbox:mai.son@outlook.com"}},
		{"email", "mai.son+x@maison-a.example", []observable.Key{"mailbox:mai.son+x@maison-a.example"}},
		{"email", "+x@gmail.com", []observable.Key{"mailbox:+x@gmail.com"}},
		{"store_url", "https://www.bazaar.example/shop/Outlet-1", []observable.Key{"marketplace_seller:bazaar:eu:outlet-1"}},
		{"store_url", "https://maison-a.example/", nil},
		{"domain", "maison-a.example", nil},
		{"phone", "+447700900123", nil},
	} {
		if got := parse(t, x.typ, x.value).MatchKeys(); !slices.Equal(got, x.want) {
			t.Errorf("MatchKeys of %s = %q, want %q", x.value, got, x.want)
		}
	}
}

func TestObservable_Ref(t *testing.T) {
	r, ok := parse(t, "listing_url", "https://www.amazon.de/x/dp/B000000000").Ref()
	if !ok || r.String() != "amazon:de:B000000000" {
		t.Error(r, ok)
	}
	r, ok = parse(t, "marketplace_seller", "bazaar:us:outlet-1").Ref()
	if !ok || (r != observable.Ref{Platform: "bazaar", Site: "us", ID: "outlet-1"}) {
		t.Error(r, ok)
	}
	for _, o := range []observable.Observable{parse(t, "domain", "bazaar.example"), parse(t, "store_url", "https://bazaar.example/")} {
		if r, ok := o.Ref(); ok {
			t.Error(o, r)
		}
	}
}
