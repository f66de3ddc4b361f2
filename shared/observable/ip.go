package observable

import (
	"net/netip"
	"strings"
)

// parseIP gives an address of the public internet its text form: RFC 5952 for IPv6, dotted
// decimal for IPv4; one that is mapped into IPv6 is IPv4. Addresses that no host of the
// internet has (RFC 6890) are refused, but not those kept for examples (RFC 5737, RFC 3849).
func parseIP(v string) (string, error) {
	s := refangHost(western(v))
	if bare, ok := strings.CutPrefix(s, "["); ok {
		s = strings.TrimSuffix(bare, "]")
	}
	s = strings.NewReplacer("[:]", ":", "[", "", "]", "").Replace(s)
	switch {
	case strings.Contains(s, "//"):
		return "", wrong("ip-form", "give the address alone; for a page use the type store_url or listing_url")
	case strings.Contains(s, "/"):
		return "", wrong("ip-range", "a range is not taken: it accuses neighbours; give single addresses")
	case strings.Contains(s, "%"):
		return "", wrong("ip-private", "an address with a zone is not one of the public internet")
	}
	ip, err := netip.ParseAddr(s)
	if err != nil {
		return "", wrong("ip-form", "%s is not an IP address; write it as in 203.0.113.7 or 2001:db8::7, without a port", quote(v))
	}
	ip = ip.Unmap()
	if !public(ip) {
		return "", wrong("ip-private", "%s is not an address of the public internet (RFC 6890)", ip)
	}
	return ip.String(), nil
}

// reserved are the ranges of the special-purpose registries (RFC 6890; IANA) that netip has no
// name for.
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),      // RFC 791
	netip.MustParsePrefix("100.64.0.0/10"),  // RFC 6598
	netip.MustParsePrefix("192.0.0.0/24"),   // RFC 6890
	netip.MustParsePrefix("198.18.0.0/15"),  // RFC 2544
	netip.MustParsePrefix("240.0.0.0/4"),    // RFC 1112
	netip.MustParsePrefix("64:ff9b:1::/48"), // RFC 8215
	netip.MustParsePrefix("100::/64"),       // RFC 6666
	netip.MustParsePrefix("2001::/23"),      // RFC 2928
	netip.MustParsePrefix("5f00::/16"),      // RFC 9602
}

func public(ip netip.Addr) bool {
	if !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return false
	}
	for _, p := range reserved {
		if p.Contains(ip) {
			return false
		}
	}
	return true
}
