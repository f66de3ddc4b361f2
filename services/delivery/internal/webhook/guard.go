package webhook

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

// MaxURL is the length of the longest address of an endpoint, in bytes.
const MaxURL = 2048

// lookupTimeout bounds the look-up of a name when a subscription is saved.
const lookupTimeout = 5 * time.Second

// errDenied says that an address is not one that the hub dials.
var errDenied = errors.New("webhook: the hub does not dial this address")

// refusalError is what is wrong with an endpoint's address, in words for its owner.
type refusalError string

func (r refusalError) Error() string { return string(r) }

const (
	errForm    = refusalError("is not an address: write https://host/path, at most 2048 bytes")
	errScheme  = refusalError("has another scheme than http or https")
	errPlain   = refusalError("must begin with https://")
	errUser    = refusalError("must hold no user name or password")
	errPart    = refusalError("must hold no fragment (#…)")
	errHost    = refusalError("has a host that is no name and no address; write other scripts in punycode (xn--…) and IPv4 as four decimal numbers")
	errPort    = refusalError("has another port than 80, 443 or 8443")
	errAddress = refusalError("has a host that does not resolve to a public address; the hub dials no loopback, private or link-local one")
)

// Guard decides which addresses the hub may dial. The same one is asked when a subscription is
// saved and at every dial, where it sees the address itself: a name that resolves to another
// address later, or a host written in an unusual way, changes nothing.
type Guard struct {
	allowed  []netip.Prefix
	public   *ssrf.Guardian
	Resolver *net.Resolver // set it before the guard is used
}

// NewGuard makes a guard that allows public addresses and those in the networks given.
func NewGuard(allowed []netip.Prefix) *Guard {
	return &Guard{allowed: allowed, public: ssrf.New(ssrf.WithAnyPort()), Resolver: net.DefaultResolver}
}

// ResolverAt is a resolver that asks one DNS server, given as address:port.
func ResolverAt(server string) (*net.Resolver, error) {
	at, err := netip.ParseAddrPort(server)
	if err != nil {
		return nil, fmt.Errorf("%q is not a DNS server like 10.1.0.53:53: %w", server, err)
	}
	var d net.Dialer
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return d.DialContext(ctx, network, at.String())
	}}, nil
}

// ParseNetworks reads networks in CIDR form, separated by commas.
func ParseNetworks(s string) ([]netip.Prefix, error) {
	var all []netip.Prefix
	for field := range strings.SplitSeq(s, ",") {
		field = strings.TrimSpace(field)
		if field == "" {
			continue
		}
		p, err := netip.ParsePrefix(field)
		if err != nil {
			return nil, fmt.Errorf("%q is not a network like 10.1.0.0/16: %w", field, err)
		}
		all = append(all, p.Masked())
	}
	return all, nil
}

// Knows reports whether an endpoint is in the networks that were allowed by name.
func (g *Guard) Knows(ctx context.Context, address string) bool {
	u, _, err := parse(address)
	if err != nil {
		return false
	}
	found, err := g.find(ctx, u.Hostname())
	return err == nil && g.areAllowed(found)
}

// find looks a name up; there is at least one address.
func (g *Guard) find(ctx context.Context, host string) ([]netip.Addr, error) {
	ctx, cancel := context.WithTimeout(ctx, lookupTimeout)
	defer cancel()
	found, err := g.Resolver.LookupNetIP(ctx, "ip", host)
	if err != nil || len(found) == 0 {
		return nil, errAddress // a failed look-up tells nothing of the hub's own names
	}
	for i, a := range found {
		found[i] = a.Unmap() // as the dialer does
	}
	return found, nil
}

func (g *Guard) areAllowed(all []netip.Addr) bool {
	return !slices.ContainsFunc(all, func(a netip.Addr) bool { return !g.isAllowed(a) })
}

// Check says what is wrong with an endpoint's address, in words for its owner: nil if the hub
// would dial it now.
func (g *Guard) Check(ctx context.Context, address string) error {
	u, port, err := parse(address)
	if err != nil {
		return err
	}
	found, err := g.find(ctx, u.Hostname())
	if err != nil {
		return err
	}
	if g.areAllowed(found) {
		return nil // all in allowed networks: any port, plain HTTP too
	}
	for _, a := range found {
		if g.dialled(a, port) != nil {
			if g.dialled(a, 443) == nil {
				return errPort
			}
			return errAddress
		}
	}
	if u.Scheme != "https" {
		return errPlain
	}
	return nil
}

// parse reads the address of an endpoint, and its port.
func parse(address string) (*url.URL, uint16, error) {
	if len(address) > MaxURL || strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '\\' }) {
		return nil, 0, errForm
	}
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Opaque != "":
		return nil, 0, errForm
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, 0, errScheme
	case u.User != nil:
		return nil, 0, errUser
	case u.Fragment != "" || strings.Contains(address, "#"):
		return nil, 0, errPart
	case !isHost(u.Hostname()):
		return nil, 0, errHost
	}
	port := uint64(443)
	if u.Scheme == "http" {
		port = 80
	}
	if given := u.Port(); given != "" {
		if port, err = strconv.ParseUint(given, 10, 16); err != nil || port == 0 {
			return nil, 0, errPort
		}
	} else if strings.HasSuffix(u.Host, ":") {
		return nil, 0, errForm
	}
	return u, uint16(port), nil
}

// isHost reports whether h is an IP address in its usual form or a DNS name in ASCII. A name
// whose last label is a number is neither: some resolvers read it as an IPv4 address
// (WHATWG URL, section 3.5, "ends in a number").
func isHost(h string) bool {
	if a, err := netip.ParseAddr(h); err == nil {
		return a.Zone() == ""
	}
	h = strings.TrimSuffix(h, ".")
	if h == "" || len(h) > 253 {
		return false
	}
	labels := strings.Split(h, ".")
	for _, l := range labels {
		if l == "" || len(l) > 63 || strings.Trim(l, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") != "" {
			return false
		}
	}
	last := strings.ToLower(labels[len(labels)-1])
	return strings.Trim(last, "0123456789") != "" && !strings.HasPrefix(last, "0x")
}

func (g *Guard) isAllowed(a netip.Addr) bool {
	return slices.ContainsFunc(g.allowed, func(p netip.Prefix) bool { return p.Contains(a.Unmap()) })
}

// dialled decides on one address and port.
func (g *Guard) dialled(a netip.Addr, port uint16) error {
	if g.isAllowed(a) {
		return nil
	}
	if port != 80 && port != 443 && port != 8443 {
		return fmt.Errorf("%w: port %d", errDenied, port)
	}
	if err := g.public.SafeAddr(a); err != nil {
		return fmt.Errorf("%w: %w", errDenied, err)
	}
	return nil
}

// control is a net.Dialer's Control: it sees what is really dialled. Plain HTTP goes to
// allowed networks only.
func (g *Guard) control(plain bool) func(network, address string, _ syscall.RawConn) error {
	return func(network, address string, _ syscall.RawConn) error {
		if network != "tcp4" && network != "tcp6" {
			return fmt.Errorf("%w: %s", errDenied, network)
		}
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			return fmt.Errorf("%w: %w", errDenied, err)
		}
		if plain && !g.isAllowed(to.Addr()) {
			return fmt.Errorf("%w: plain HTTP", errDenied)
		}
		return g.dialled(to.Addr(), to.Port())
	}
}
