package wording_test

import (
	"testing"

	"github.com/entente-hub/entente/services/exchange/internal/wording"
)

func TestFind(t *testing.T) {
	for text, want := range map[string]string{
		"Our wholesale price for this bag is 410 EUR.":        wording.Price,
		"They undercut our average margin by half.":           wording.Price,
		"Notre prix d'achat est connu d'eux.":                 wording.Price,
		"Unsere Händlerpreise liegen darüber.":                wording.Price,
		"我们的批发价是三百元":                                          wording.Price,
		"Our sales figures in Q3 fell.":                       wording.Volume,
		"Unser Lagerbestand ist klein.":                       wording.Volume,
		"本公司库存不足":                                             wording.Volume,
		"He is on our customer list.":                         wording.Customer,
		"Test buyer was jane.doe@example.com, order 17":       wording.Buyer,
		"Testkäuferin, Telefon +49 170 1234567":               wording.Buyer,
		"神秘顾客 138 0013 8000 0000":                             wording.Buyer,
		"Paid with 4111 1111 1111 1111":                       wording.Card,
		"Paid with 3782-822463-10005, they took it":           wording.Card,
		"Sells at 49 EUR, retail is ten times that.":          "",
		"The shop shows a 70% discount and fake stock counts": "",
		"Price of the fake: 30 USD; 库存充足":                     "",
		"Order 4111 1111 1111 1112 was shipped":               "",
		"IMEI 356938035643809, GTIN 4006381333931":            "",
		"A test buyer ordered two pieces in May.":             "",
		"Seller's mail: x@shop.example":                       "",
		"":                                                    "",
	} {
		got := wording.Find(text)
		switch {
		case want == "" && len(got) > 0:
			t.Errorf("%q: %+v", text, got)
		case want != "" && (len(got) == 0 || got[0].Rule != want):
			t.Errorf("%q: %+v, want %s", text, got, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Our price 4111 1111 1111 1111, test buyer +33 6 12 34 56 78")
	f.Fuzz(func(_ *testing.T, text string) { wording.Find(text) })
}
