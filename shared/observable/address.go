package observable

import (
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// maxURL is the limit on a canonical address, in bytes.
const maxURL = 2048

// address is an http address in its parts, each already in canonical form.
type address struct {
	scheme string
	host   string // with brackets where it is IPv6
	ip     bool
	port   string // "" for the scheme's own
	path   string // begins with "/"
	query  string // without "?"
}

// String puts a back together.
func (a address) String() string {
	port, query := "", ""
	if a.port != "" {
		port = ":" + a.port
	}
	if a.query != "" {
		query = "?" + a.query
	}
	return a.scheme + "://" + a.host + port + a.path + query
}

// parseURL gives an address its canonical form (RFC 3986, section 6.2): that of the platform
// where the registry knows one, else scheme and host in lower case, no default port, no
// fragment (one that is a route is refused), no tracking parameters, dot segments resolved
// and escapes normal. The case of the path and the order of the parameters are kept.
func parseURL(t Type, v string) (string, error) {
	a, err := parseAddress(v)
	if err != nil {
		return "", err
	}
	s := a.String()
	if p, ok := platforms().find(t, a); ok {
		s = p.url
	}
	if len(s) > maxURL {
		return "", wrong("length", "the address has %d bytes in its canonical form; the most is %d", len(s), maxURL)
	}
	return s, nil
}

func parseAddress(v string) (address, error) {
	scheme, rest, err := cutScheme(v)
	if err != nil {
		return address{}, err
	}
	end := strings.IndexAny(rest, `/\?#`)
	if end < 0 {
		end = len(rest)
	}
	a := address{scheme: scheme}
	if err := a.authority(rest[:end]); err != nil {
		return address{}, err
	}
	rest, fragment, _ := strings.Cut(rest[end:], "#")
	if route(fragment) {
		return address{}, wrong("fragment", "what follows the # is a page of its own here, and a canonical address has no room for it: give the page's address without #, or the host as a domain")
	}
	path, query, _ := strings.Cut(rest, "?")
	path, whole := escape(strings.ReplaceAll(path, `\`, "/"), inPath)
	if !whole {
		return address{}, errEscape
	}
	a.path = resolve(path)
	if a.query, whole = untracked(a.host, query); !whole {
		return address{}, errEscape
	}
	return a, a.owned()
}

var errEscape = wrong("escape", "there is a %% that begins no escape; write it as %%25")

// route holds for a fragment that a script on the page reads as the address of another page:
// "/store/1", "!store", "?id=1", "store/1". A quotation of the page (":~:text=") is none.
func route(fragment string) bool {
	fragment, _, _ = strings.Cut(fragment, ":~:")
	if plain, err := url.PathUnescape(fragment); err == nil {
		fragment = plain
	}
	return strings.HasPrefix(fragment, "!") || strings.HasPrefix(fragment, "?") || strings.Contains(fragment, "/")
}

// The classes are spelled out: without regard to case, "s" would stand for a long s too.
var httpScheme = regexp.MustCompile(`^[hH](?:[tT]{2}|[xX]{2}|\*\*)[pP]([sS]?)(?:\[:\]//|\[://\]|:\[//\]|:[/\\]{2})`)

// cutScheme takes the scheme off, defanged or not.
func cutScheme(v string) (name, rest string, err error) {
	for _, name := range [...]string{"https", "http"} {
		if r, ok := strings.CutPrefix(v, name); ok {
			if r, ok := strings.CutPrefix(r, "://"); ok {
				return name, r, nil
			}
		}
	}
	if m := httpScheme.FindStringSubmatch(v); m != nil {
		return "http" + lower(m[1]), v[len(m[0]):], nil
	}
	if i := strings.IndexByte(v, ':'); i > 0 && strings.HasPrefix(v[i:], "://") {
		return "", "", wrong("scheme", "%s is not a scheme that is taken; the address begins with https:// or http://", quote(v[:i]))
	}
	return "", "", wrong("scheme", "write the whole address, beginning with https:// or http://")
}

// authority reads host and port; a name and password before them are refused.
func (a *address) authority(s string) error {
	if strings.Contains(s, "@") {
		return wrong("userinfo", "there is a name or a password before the host; leave it out, up to and with the @")
	}
	s = refangHost(s)
	host, port := s, ""
	if i := strings.LastIndexByte(s, ':'); i >= 0 && i > strings.LastIndexByte(s, ']') {
		host, port = s[:i], s[i+1:]
	}
	if port != "" {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil || n == 0 {
			return wrong("port", "%s is not a port; it is a number from 1 to 65535", quote(port))
		}
		if a.port = strconv.FormatUint(n, 10); a.port == map[string]string{"http": "80", "https": "443"}[a.scheme] {
			a.port = ""
		}
	}
	if strings.Contains(host, "%") {
		plain, err := url.PathUnescape(host)
		if err != nil {
			return wrong("character", "there is a broken %%-escape in the host")
		}
		host = plain
	}
	return a.setHost(host)
}

// setHost takes a host name or an address of the public internet.
func (a *address) setHost(host string) (err error) {
	if !strings.Contains(host, ":") && (host == "" || host[len(host)-1] > '9') { // as a rule; to try costs an error
		a.host, err = parseHost(host)
		return err
	}
	bare, ok := strings.CutPrefix(host, "[")
	if ok {
		bare, ok = strings.CutSuffix(bare, "]")
	}
	ip, err := netip.ParseAddr(bare)
	if err != nil || ip.Is6() != ok {
		a.host, err = parseHost(host)
		return err
	}
	ip = ip.Unmap()
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.Zone() != "" {
		return wrong("ip-private", "%s is not an address of the public internet", quote(host))
	}
	a.ip, a.host = true, ip.String()
	if ip.Is6() {
		a.host = "[" + a.host + "]"
	}
	return nil
}

// owned refuses an address that strangers share: a registry's suffix, and the front page of
// a private one. A page deeper in (a bucket, say) can be one owner's.
func (a *address) owned() error {
	if a.ip {
		return nil
	}
	suffix, icann := publicsuffix.PublicSuffix(a.host)
	if suffix == a.host && !icann && (a.path != "/" || a.query != "") {
		return nil
	}
	return refuseShared(a.host, suffix)
}
