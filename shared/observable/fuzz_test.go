package observable_test

import (
	"errors"
	"testing"

	"github.com/entente-hub/entente/shared/observable"
)

// fuzz checks the promises that every type keeps: no panic, an error that says what to do,
// and a canonical form that is its own, with or without the region that the value needed.
func fuzz(f *testing.F, typ string) {
	f.Helper()
	for _, v := range vectors(f, typ) {
		f.Add(v.value, v.region)
	}
	f.Fuzz(func(t *testing.T, value, region string) {
		o, err := observable.Parse(typ, value, observable.Options{Region: region})
		if err != nil {
			if e, ok := errors.AsType[*observable.Error](err); !ok || e.Rule == "" || e.Field == "" || e.Detail == "" {
				t.Errorf("Parse(%q): %#v", value, err)
			}
			return
		}
		stable(t, o)
		if again, err := observable.Parse(typ, o.Canonical, observable.Options{Region: region}); err != nil || again.Canonical != o.Canonical {
			t.Errorf("Parse(%q) in %q = %q, %v", o.Canonical, region, again.Canonical, err)
		}
		o.MatchKeys()
		o.Ref()
		o.Display()
		if r := o.Registrable(); r != "" && len(r) > len(o.Host()) {
			t.Errorf("Registrable of %s = %q", o, r)
		}
	})
}

func FuzzParse_marketplaceSeller(f *testing.F) { fuzz(f, "marketplace_seller") }
func FuzzParse_listingURL(f *testing.F)        { fuzz(f, "listing_url") }
func FuzzParse_storeURL(f *testing.F)          { fuzz(f, "store_url") }
func FuzzParse_domain(f *testing.F)            { fuzz(f, "domain") }
func FuzzParse_email(f *testing.F)             { fuzz(f, "email") }
func FuzzParse_phone(f *testing.F)             { fuzz(f, "phone") }
func FuzzParse_iban(f *testing.F)              { fuzz(f, "iban") }
func FuzzParse_bankAccount(f *testing.F)       { fuzz(f, "bank_account") }
func FuzzParse_paymentAccount(f *testing.F)    { fuzz(f, "payment_account") }
func FuzzParse_cryptoWallet(f *testing.F)      { fuzz(f, "crypto_wallet") }
func FuzzParse_socialHandle(f *testing.F)      { fuzz(f, "social_handle") }
func FuzzParse_company(f *testing.F)           { fuzz(f, "company") }
func FuzzParse_image(f *testing.F)             { fuzz(f, "image") }
func FuzzParse_address(f *testing.F)           { fuzz(f, "address") }
func FuzzParse_ip(f *testing.F)                { fuzz(f, "ip") }
func FuzzParse_trackingID(f *testing.F)        { fuzz(f, "tracking_id") }
func FuzzParse_tlsCertificate(f *testing.F)    { fuzz(f, "tls_certificate") }
func FuzzParse_app(f *testing.F)               { fuzz(f, "app") }
func FuzzParse_gtin(f *testing.F)              { fuzz(f, "gtin") }
func FuzzParse_waybill(f *testing.F)           { fuzz(f, "waybill") }
func FuzzParse_personName(f *testing.F)        { fuzz(f, "person_name") }

// FuzzDerive checks that what is derived never panics, whatever an entry of another version, or of
// a defect, holds as a canonical form.
func FuzzDerive(f *testing.F) {
	for typ := range observable.Count {
		for _, canonical := range []string{"", "x", ":", "@", ";", "a:b:c", "https://", "//x:1"} {
			f.Add(byte(typ), canonical)
		}
	}
	f.Fuzz(func(_ *testing.T, typ byte, canonical string) {
		o := observable.Observable{Type: observable.Type(typ), Canonical: canonical, Version: 1}
		o.MatchKeys()
		o.Ref()
		o.Host()
		o.Registrable()
		o.Display()
		o.Renew()
	})
}
