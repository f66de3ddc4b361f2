package observable_test

import (
	"testing"

	"github.com/entente-hub/entente/shared/observable"
)

// BenchmarkParse is held against 2 µs for a domain: an import parses 20,000 a second on a
// fraction of one core.
func BenchmarkParse(b *testing.B) {
	for _, x := range []struct{ name, typ, value string }{
		{"domain", "domain", "maison-a-outlet-4711.shop.example"},
		{"domain-as-typed", "domain", "WWW.Maison-A-Outlet.co.uk."},
		{"domain-hosted", "domain", "maison-a-outlet.myshopify.com"},
		{"domain-unicode", "domain", "maison-奢侈品.example"},
		{"domain-alabel", "domain", "xn--bcher-kva.example"},
		{"store_url", "store_url", "https://www.maison-a.example/Shop/?utm_source=x&b=2"},
		{"listing_url-platform", "listing_url", "https://www.amazon.de/Handbag/dp/B000000000/ref=sr_1_1"},
		{"marketplace_seller", "marketplace_seller", "amazon:de:A1B2C3D4E5F6G7"},
		{"email", "email", "Sales.Team+CN@Maison-A.example"},
		{"phone", "phone", "+44 7700 900123"},
		{"iban", "iban", "DE89 3704 0044 0532 0130 00"},
		{"bank_account", "bank_account", "GB:60-16-13:31926819"},
		{"payment_account", "payment_account", "paypal:Sales@Maison-A.example"},
		{"crypto_wallet-ethereum", "crypto_wallet", "ethereum:0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"},
		{"crypto_wallet-bitcoin", "crypto_wallet", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"},
		{"social_handle", "social_handle", "instagram:@Maison.Outlet"},
		{"social_handle-page", "social_handle", "https://www.instagram.com/Maison.Outlet/?hl=en"},
		{"company", "company", "91350100M000100Y43"},
		{"image", "image", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
		{"address", "address", "CN；510600；广州市；越秀区站西路１２号"},
		{"ip", "ip", "203.0.113.7"},
		{"gtin", "gtin", "4006381333931"},
		{"waybill", "waybill", "RR 473 124 829 GB"},
		{"person_name", "person_name", "Jane Doe"},
	} {
		b.Run(x.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := observable.Parse(x.typ, x.value, observable.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkGuess is held against 100 µs: a list's filter reads one value so.
func BenchmarkGuess(b *testing.B) {
	for _, v := range []string{"maison-a.example", "https://www.maison-a.example/shop", "+44 7700 900123", "Jane Doe", "4006381333931"} {
		b.Run(v, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				observable.Guess(v, observable.Options{})
			}
		})
	}
}

// BenchmarkMatchKeys is held against 5 µs for a page: each entry of the ledger asks once at a start.
func BenchmarkMatchKeys(b *testing.B) {
	for _, x := range []struct{ typ, value string }{
		{"domain", "maison-a.example"},
		{"email", "Sales+CN@gmail.com"},
		{"store_url", "https://maison-a.example/shop"},
		{"store_url", "https://www.instagram.com/maison.outlet"},
		{"address", "GB; SW1A 1AA; London; 1 Example Street"},
		{"person_name", "José Ejemplo"},
	} {
		o := parse(b, x.typ, x.value)
		b.Run(o.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				o.MatchKeys()
			}
		})
	}
}
