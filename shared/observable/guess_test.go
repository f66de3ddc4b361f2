package observable_test

import (
	"slices"
	"testing"

	"github.com/entente-hub/entente/shared/observable"
)

func TestGuess(t *testing.T) {
	for value, want := range map[string][]string{
		"maison-a.example":                   {"domain"},
		"sales@maison-a.example":             {"email"},
		"https://maison-a.example/":          {"listing_url", "store_url"},
		"https://t.me/maison_outlet":         {"listing_url", "store_url", "social_handle"},
		"+44 7700 900123":                    {"phone"},
		"GB82 WEST 1234 5698 7654 32":        {"iban"},
		"203.0.113.7":                        {"ip"},
		"4006381333931":                      {"gtin"},
		"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa": {"crypto_wallet"},
		"instagram:maison.outlet":            {"social_handle"},
		"RR473124829GB":                      {"waybill"},
		"91350100M000100Y43":                 {"company"},
		"G-ABCDE12345":                       {"tracking_id"},
		"GB; SW1A 1AA; London; 1 Example St": {"address"},
		"Jane Doe":                           {"person_name"},
		"张伟":                                 {"person_name"},
		"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08": {"image", "tls_certificate"},
		"": nil, "a b 1": nil, "co.uk": nil,
	} {
		var got []string
		for _, o := range observable.Guess(value, observable.Options{}) {
			got = append(got, o.Type.String())
		}
		if !slices.Equal(got, want) {
			t.Errorf("Guess(%q) = %q, want %q", value, got, want)
		}
	}
}
