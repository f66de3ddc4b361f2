package observable

import (
	"strings"

	"golang.org/x/net/publicsuffix"
)

// parseDomain gives a host name its A-label form: UTS #46 mapping, lower case, no trailing
// dot. It refuses what names no one host (an IP address, a public suffix, an address with
// more than a host in it) and says which type to use instead.
func parseDomain(v string) (string, error) {
	v = refangHost(v)
	if i := strings.IndexAny(v, "/?#:@*[\\"); i >= 0 {
		return "", notHost(v, v[i])
	}
	host, err := parseHost(v)
	if err != nil {
		return "", err
	}
	return host, refuseSuffix(host)
}

// notHost explains a character that belongs to something larger than a host.
func notHost(v string, c byte) error {
	switch {
	case strings.Contains(v, "://"):
		return wrong("host-only", "%s is an address of a page; give the host alone, or use the type store_url or listing_url", quote(v))
	case c == '*':
		return wrong("wildcard", "a domain has no wildcard; give the host, or the domain above it")
	case c == '@':
		return wrong("host-only", "%s looks like an e-mail address; use the type email", quote(v))
	case c == '[' || strings.Count(v, ":") > 1:
		return wrong("ip-address", "an IP address is not a domain; give the host name, or use the type store_url for a shop at a bare address")
	case c == ':':
		return wrong("host-only", "a domain has no port; leave %s out", quote(v[strings.IndexByte(v, ':'):]))
	}
	return wrong("host-only", "give the host alone; for a page use the type store_url or listing_url")
}

// refuseSuffix refuses a name that strangers share: a public suffix, be it of a registry
// (co.uk) or of a host of shops (myshopify.com), and an underscore where none can be
// registered.
func refuseSuffix(host string) error {
	suffix, _ := publicsuffix.PublicSuffix(host)
	return refuseShared(host, suffix)
}

// refuseShared is refuseSuffix for a host of which the suffix is known.
func refuseShared(host, suffix string) error {
	if len(suffix) == len(host) {
		return wrong("public-suffix", "%s is a public suffix: many owners share it; give the full host of the one you mean", quote(host))
	}
	if i := strings.LastIndexByte(host, '_'); i >= 0 && strings.IndexByte(host[i:], '.') >= len(host)-len(suffix)-1-i {
		return wrong("underscore", "there is an underscore in the registrable part of %s; no registry gives out such a name", quote(host))
	}
	return nil
}

// registrable returns the domain that somebody registered: one label more than the public
// suffix, private suffixes included, so that shops on a hosting suffix stay apart. It
// returns "" for a public suffix and for an IP address.
func registrable(host string) string {
	suffix, _ := publicsuffix.PublicSuffix(host)
	if len(suffix)+2 > len(host) {
		return ""
	}
	dot := strings.LastIndexByte(host[:len(host)-len(suffix)-1], '.')
	return host[dot+1:]
}
