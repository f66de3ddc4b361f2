package observable_test

import (
	"testing"

	"github.com/entente-hub/entente/shared/observable"
)

func BenchmarkParse(b *testing.B) {
	for _, x := range []struct{ name, typ, value string }{
		{"domain", "domain", "maison-a-outlet-4711.shop.example"},
		{"domain/upper", "domain", "WWW.Maison-A-Outlet.co.uk."},
		{"domain/hosted", "domain", "maison-a-outlet.myshopify.com"},
		{"domain/unicode", "domain", "maison-奢侈品.example"},
		{"domain/alabel", "domain", "xn--maison--tg1k8j.example"},
	} {
		b.Run(x.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := observable.Parse(x.typ, x.value, observable.Options{}); err != nil && x.name == "domain" {
					b.Fatal(err)
				}
			}
		})
	}
}
