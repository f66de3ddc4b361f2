package observable_test

import "testing"

func TestObservable_Display(t *testing.T) {
	for _, x := range []struct{ typ, value, want string }{
		{"domain", "Shop.example", "shop[.]example"},
		{"store_url", "https://shop.example/a.b?c=https://d.example", "hxxps://shop[.]example/a.b?c=https://d.example"},
		{"store_url", "http://[2001:db8::1]:81/", "hxxp://[2001[:]db8[:][:]1]:81/"},
		{"listing_url", "http://shop.example:8080/x", "hxxp://shop[.]example:8080/x"},
		{"email", "sales@shop.example", "sales[@]shop[.]example"},
		{"ip", "203.0.113.7", "203[.]0[.]113[.]7"},
		{"ip", "2001:db8::1", "2001[:]db8[:][:]1"},
		{"iban", "GB82 WEST 1234 5698 7654 32", "GB82…5432"},
		{"bank_account", "GB:601613:31926819", "GB:601613:…6819"},
		{"bank_account", "SA:80:123", "SA:80:…23"},
		{"payment_account", "paypal:sales@shop.example", "paypal:sales[@]shop[.]example"},
		{"payment_account", "upi:shop@okaxis", "upi:shop@okaxis"},
		{"phone", "+44 7700 900123", "+447700900123"},
		{"social_handle", "instagram:@shop", "instagram:shop"},
	} {
		if got := parse(t, x.typ, x.value).Display(); got != x.want {
			t.Errorf("Display of %s = %q, want %q", x.value, got, x.want)
		}
	}
}
