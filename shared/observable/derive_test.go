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
		{"store_url", "https://www.instagram.com/Maison.Outlet/", []observable.Key{"social_handle:instagram:maison.outlet"}},
		{"listing_url", "https://play.google.com/store/apps/details?id=com.example.maison", []observable.Key{"app:google:com.example.maison"}},
		{"store_url", "https://paypal.me/MaisonOutlet", []observable.Key{"payment_account:paypal:@maisonoutlet"}},
		{"store_url", "http://198.51.100.7:81/", []observable.Key{"ip:198.51.100.7"}},
		{"store_url", "http://[2001:db8::1]/", []observable.Key{"ip:2001:db8::1"}},
		{"listing_url", "https://www.bazaar.example/item/1", nil},
		{"domain", "maison-a.example", nil},
		{"phone", "+447700900123", nil},
		{"iban", "GB82WEST12345698765432", []observable.Key{"bank_account:GB:123456:98765432"}},
		{"iban", "DE89370400440532013000", []observable.Key{"bank_account:DE:37040044:0532013000"}},
		{"iban", "FR1420041010050500013M02606", nil},
		{"payment_account", "paypal:Mai.Son+x@googlemail.com", []observable.Key{"mailbox:maison@gmail.com"}},
		{"payment_account", "zelle:+1 202 555 0123", []observable.Key{"phone:+12025550123"}},
		{"payment_account", "upi:shop@okaxis", nil},
		{"payment_account", "paypal:@shop", nil},
		{"social_handle", "whatsapp:+447700900123", []observable.Key{"phone:+447700900123"}},
		{"social_handle", "instagram:@shop", nil},
		{"crypto_wallet", "bsc:0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", []observable.Key{"evm:0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"}},
		{"crypto_wallet", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", nil},
		{"company", "fr:siret:73282932000074", []observable.Key{"company:fr:siren:732829320"}},
		{"company", "91350100M000100Y43", nil},
		{"tracking_id", "UA-1234567-2", []observable.Key{"tracking_account:google-analytics:UA-1234567"}},
		{"tracking_id", "G-ABCDE12345", nil},
		{"address", "GB; SW1A 1AA; London; 1, Example Street", []observable.Key{"place:GB:sw1a1aa:1 example st"}},
		{"address", "gb; SW1A1AA; Westminster; 1 Example St.", []observable.Key{"place:GB:sw1a1aa:1 example st"}},
		{"address", "DE; 10115; Berlin; Müsterstraße 1", []observable.Key{"place:DE:10115:musterstr 1"}},
		{"address", "HK; ; Hong Kong; 1 Example Road", []observable.Key{"place:HK:hong kong:1 example rd"}},
		{"person_name", "Zhang, Wei", []observable.Key{"name:wei zhang"}},
		{"person_name", "José Ejemplo", []observable.Key{"name:ejemplo jose"}},
		{"person_name", "مُحَمَّد علي", []observable.Key{"name:علي محمد"}},
		{"person_name", "張偉", []observable.Key{"name:張偉"}},
		{"person_name", "張 偉", []observable.Key{"name:張偉"}},
		{"address", "CN; 510600; 广州市; 越秀区 站西路 12 号", []observable.Key{"place:CN:510600:越秀区站西路12号"}},
		{"address", "CN；510600；广州市；越秀区站西路１２号", []observable.Key{"place:CN:510600:越秀区站西路12号"}},
		{"address", "JP; 100-0001; ; 千代田 1-1", []observable.Key{"place:JP:1000001:千代田1 1"}},
		{"address", "AE;; دبي؛ شارع المثال ١٢", []observable.Key{"place:AE:دبي:ش المثال 12"}},
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

func TestType_Personal(t *testing.T) {
	var personal, weak []string
	for typ := range observable.Count {
		if typ.Personal() {
			personal = append(personal, typ.String())
		}
		if typ.Weak() {
			weak = append(weak, typ.String())
		}
	}
	if !slices.Equal(personal, []string{"email", "phone", "iban", "bank_account", "payment_account", "crypto_wallet", "social_handle", "address", "person_name"}) {
		t.Errorf("personal: %q", personal)
	}
	if !slices.Equal(weak, []string{"address", "person_name"}) {
		t.Errorf("weak: %q", weak)
	}
}
