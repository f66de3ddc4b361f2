package observable

import (
	"strings"

	"golang.org/x/net/idna"
)

// Limits of RFC 1035, section 2.3.4, in bytes.
const (
	maxHost  = 253
	maxLabel = 63
)

// lookup is UTS #46, non-transitional, as browsers use it: a hyphen in the third and fourth
// place of a label is left alone, because hosts of shops give such names out.
var lookup = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.Transitional(false), idna.CheckHyphens(false))

// parseHost gives a DNS host name of two labels or more its canonical form. Plain ASCII
// takes a short way, without the tables of Unicode.
func parseHost(v string) (string, error) {
	var host string
	if plain(v) {
		host = strings.TrimSuffix(lower(v), ".")
	} else {
		var err error
		if host, err = mapHost(v); err != nil {
			return "", err
		}
	}
	return host, checkHost(host)
}

// plain holds for ASCII in which no label is an A-label.
func plain(v string) bool {
	for i := range len(v) {
		if v[i] >= 0x80 {
			return false
		}
		if (v[i]|0x20) == 'x' && len(v)-i > 3 && (v[i+1]|0x20) == 'n' && v[i+2] == '-' && v[i+3] == '-' && (i == 0 || v[i-1] == '.') {
			return false
		}
	}
	return true
}

// lower is strings.ToLower for ASCII, and leaves all else alone; it returns v itself where nothing changes.
func lower(v string) string {
	for i := range len(v) {
		if c := v[i]; c >= 'A' && c <= 'Z' {
			b := []byte(v)
			for ; i < len(b); i++ {
				if b[i] >= 'A' && b[i] <= 'Z' {
					b[i] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return v
}

// mapHost maps a name with other scripts or A-labels in it.
func mapHost(v string) (string, error) {
	host, err := lookup.ToASCII(v)
	if err != nil {
		return "", wrong("idna", "%s is not a valid internationalised name (UTS #46, RFC 5892, RFC 5893)", quote(v))
	}
	host = strings.TrimSuffix(host, ".")
	if again, err := lookup.ToASCII(host); err != nil || again != host {
		return "", wrong("idna", "%s has no stable form under UTS #46", quote(v))
	}
	return host, nil
}

// checkHost checks a lower-case ASCII name against RFC 1123, section 2.1; an underscore is
// let through, for DNS serves such hosts and browsers open them.
func checkHost(host string) error {
	if host == "" || host[0] == '.' {
		return wrong("label-empty", "there is an empty label; write the host as in shop.example")
	}
	if len(host) > maxHost {
		return wrong("length", "the host has %d bytes; the most is %d (RFC 1035)", len(host), maxHost)
	}
	start := 0
	for i := 0; i <= len(host); i++ {
		if i < len(host) && host[i] != '.' {
			if c := host[i]; !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
				return wrong("character", "%s cannot be in a host; letters, digits and hyphens can", quote(string(rune(c))))
			}
			continue
		}
		switch label := host[start:i]; {
		case label == "":
			return wrong("label-empty", "there is an empty label; write the host as in shop.example")
		case len(label) > maxLabel:
			return wrong("label-length", "the label %s has %d bytes; the most is %d (RFC 1035)", quote(label), len(label), maxLabel)
		case label[0] == '-' || label[len(label)-1] == '-':
			return wrong("hyphen", "the label %s begins or ends with a hyphen", quote(label))
		}
		if i == len(host) {
			break
		}
		start = i + 1
	}
	switch last := host[start:]; {
	case numeric(last):
		return wrong("ip-address", "%s ends like an IP address, which is not a domain; give the host name, or use the type store_url for a shop at a bare address", quote(host))
	case start == 0:
		return wrong("label-single", "%s is a single label; give the full host, as in shop.example", quote(host))
	}
	return nil
}

// numeric holds for a last label that makes a host an IPv4 address in a browser
// (WHATWG URL, "ends in a number").
func numeric(label string) bool {
	digits, ok := strings.CutPrefix(label, "0x")
	for i := range len(digits) {
		c := digits[i]
		if !(c >= '0' && c <= '9' || ok && c >= 'a' && c <= 'f') {
			return false
		}
	}
	return true
}
