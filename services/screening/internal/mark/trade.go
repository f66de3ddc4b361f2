package mark

import "strings"

// trade are words that sellers put around a mark. They are none's mark by themselves, and a host is
// never a slip of the key away from one for having them: "watch" is no "swatch".
var trade = func() map[string]bool {
	all := map[string]bool{}
	for w := range strings.FieldsSeq(`
		outlet outlets shop shops shopping store stores sale sales buy deal deals discount discounts cheap mall market factory wholesale
		official original authentic genuine replica replicas fake copy online web site home vip luxury boutique new best top my the
		bag bags handbag handbags watch watches shoe shoes jewelry jewellery clothing fashion perfume wallet wallets belt belts
		com net org www eu us usa uk de fr it es nl cn jp hk ru pay login account support service help`) {
		all[w] = true
	}
	return all
}()

// traded reports whether a text is a word of trade, or a number.
func traded(s string) bool { return trade[s] || s != "" && strings.Trim(s, "0123456789") == "" }
