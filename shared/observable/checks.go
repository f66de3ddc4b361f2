package observable

import (
	"math/big"
	"net/url"
	"strings"
)

// checks are what a form of a scheme's id can ask for beyond its pattern: each gives the id its
// last form, and says whether it is one.
var checks = map[string]func(id string) (string, bool){
	"email": func(id string) (string, bool) {
		out, err := parseEmail(id)
		return out, err == nil
	},
	"phone": func(id string) (string, bool) {
		out, err := parsePhone(id, "")
		return out, err == nil
	},
	"luhn":    func(id string) (string, bool) { return id, luhn(id) },
	"mod10":   func(id string) (string, bool) { return id, mod10(id) },
	"mod7":    func(id string) (string, bool) { return id, mod7(id) },
	"s10":     func(id string) (string, bool) { return id, s10(id) },
	"iso6346": func(id string) (string, bool) { return id, container(id) },
	"ups":     func(id string) (string, bool) { return id, ups(id) },
	"fedex":   func(id string) (string, bool) { return id, fedex(id) },
}

// mod7 reports whether the last of up to 18 digits is the number before it modulo 7: the serial
// number of an air waybill (IATA Resolution 600a) and of DHL Express.
func mod7(id string) bool {
	serial := id
	if len(id) == 11 { // an airline's prefix stands before an air waybill's serial number
		serial = id[3:]
	}
	n, ok := new(big.Int).SetString(serial[:len(serial)-1], 10)
	return ok && n.Mod(n, big.NewInt(7)).Int64() == int64(serial[len(serial)-1]-'0')
}

// s10 checks a postal item's identifier (UPU S10, clause 4.3): two letters, eight digits, their
// check digit by weights 8 6 4 2 3 5 9 7, and the country.
func s10(id string) bool {
	check := 11 - weighed(id[2:10], 8, 6, 4, 2, 3, 5, 9, 7)%11
	switch check {
	case 10:
		check = 0
	case 11:
		check = 5
	}
	return int(id[10]-'0') == check && checkCountry(id[11:]) == nil
}

// container checks a freight container's number (ISO 6346, annex A): letters count from 10
// upwards without the multiples of 11, each place twice as much as the one before.
func container(id string) bool {
	sum := 0
	for i := range 10 {
		n := int(id[i] - '0')
		if id[i] >= 'A' {
			n = int(id[i]-'A') + 10
			n += (n - 1) / 10 // as many multiples of 11 are left out before it
		}
		sum += n << i
	}
	return sum%11%10 == int(id[10]-'0')
}

// ups checks a number of UPS (UPS Data Capture Guide, "1Z tracking number"): letters count as
// the last digit of their place in the alphabet and 2, and weights are 1 and 2.
func ups(id string) bool {
	sum := 0
	for i, c := range []byte(id[2:17]) {
		n := int(c - '0')
		if c >= 'A' {
			n = int(c-'A'+2) % 10
		}
		sum += n * (1 + i%2)
	}
	return (10-sum%10)%10 == int(id[17]-'0')
}

// fedex checks a number of FedEx Express, 12 digits (FedEx Ship Manager, "tracking number"):
// weights 3 1 7, modulo 11 and 10.
func fedex(id string) bool {
	return weighed(id[:11], 3, 1, 7)%11%10 == int(id[11]-'0')
}

// unescaped undoes the escapes of a piece of a path.
func unescaped(s string) (string, bool) {
	if !strings.Contains(s, "%") {
		return s, true
	}
	plain, err := url.PathUnescape(s)
	return plain, err == nil
}
