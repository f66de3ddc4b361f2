package lookalike

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// rare returns draft i's observable where it is of one of the rarer kinds; false where its
// number does not fit into what a standard keeps for examples.
func (g *Generator) rare(r *rand.Rand, brand string, i int) (Observable, bool) {
	code, n := g.code(i), g.number(i)
	switch g.slots[i%len(g.slots)] {
	case iban: // of a bank that there is not
		return Observable{"iban", account(fmt.Sprintf("ENTE00000%018s", strings.ToUpper(code)))}, true
	case bank: // CNAPS gives out no 000
		return Observable{"bank_account", fmt.Sprintf("CN:000000000000:%015d", n)}, true
	case payment:
		return Observable{"payment_account", "bazaar:" + brand + "-" + code}, true
	case wallet: // 20 bytes of which nobody has the key
		return Observable{"crypto_wallet", "ethereum:0x" + g.digest("wallet", i)[:40]}, true
	case social:
		return Observable{"social_handle", "bazaar:@" + brand + "-" + pick(r, shops) + "-" + code}, true
	case company:
		return Observable{"company", "gb:example-registry:EX" + code}, true
	case image:
		return Observable{"image", "sha256:" + g.digest("image", i)}, true
	case certificate:
		return Observable{"tls_certificate", g.digest("certificate", i)}, true
	case address:
		return Observable{"address", fmt.Sprintf("GB; ZZ99 9ZZ; Exampletown; %d Example Street", n)}, true
	case ip: // RFC 3849
		return Observable{"ip", fmt.Sprintf("2001:db8:%x:%x:%x::%x", n>>48, n>>32&0xffff, n>>16&0xffff, n&0xffff)}, true
	case tracking:
		return Observable{"tracking_id", "bazaar:bz-" + code}, true
	case app:
		return Observable{"app", "bazaar:" + brand + "-" + code}, true
	case gtin: // GS1's prefix 952 is for examples
		if n < 1e9 {
			return Observable{"gtin", checked(fmt.Sprintf("952%09d", n))}, true
		}
	case waybill:
		return Observable{"waybill", "bazaar:BZ" + strings.Repeat("0", max(0, 2-len(code))) + strings.ToUpper(code)}, true
	case person:
		return Observable{"person_name", "Jane " + letters(n) + " Example"}, true
	default:
	}
	return Observable{}, false
}

// digest is a SHA-256 that no file has, or none that anyone would know of.
func (g *Generator) digest(of string, i int) string {
	sum := sha256.Sum256([]byte(of + " " + strconv.FormatUint(g.seed, 10) + " " + strconv.Itoa(i)))
	return hex.EncodeToString(sum[:])
}

// account is the IBAN of Malta with these 27 characters (ISO 7064, MOD 97-10).
func account(bban string) string {
	rest := 0
	for _, c := range bban + "MT00" {
		if c >= 'A' {
			rest = (rest*100 + int(c-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(c-'0')) % 97
		}
	}
	return fmt.Sprintf("MT%02d%s", 98-rest, bban)
}

// checked is a number with GS1's check digit behind it.
func checked(digits string) string {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		sum += d * (3 - i%2*2)
	}
	return digits + strconv.Itoa((10-sum%10)%10)
}

// letters writes a number in letters, as a name has no digits.
func letters(n uint64) string {
	out := []byte{'A' + byte(n%26)}
	for n /= 26; n > 0; n /= 26 {
		out = append(out, 'a'+byte(n%26))
	}
	return string(out)
}
