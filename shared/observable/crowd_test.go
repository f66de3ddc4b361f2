package observable

import "testing"

func TestCrowded(t *testing.T) {
	for host, want := range map[string]bool{
		"bazaar.example": true, "www.bazaar.example": true, "maison-factory.en.alibaba.com": true, "gmail.com": true, "qq.com": true,
		"maison-a-outlet.example": false, "maison-a.myshopify.com": false, "notgmail.com": false, "": false,
	} {
		if got := Crowded(host); got != want {
			t.Errorf("Crowded(%q) = %v", host, got)
		}
	}
}
