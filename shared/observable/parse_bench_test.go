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
