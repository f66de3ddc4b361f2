package subscription

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// The limits of what a post may carry besides.
const (
	MaxHeaders     = 20
	maxHeaderName  = 64       // bytes
	maxHeaderValue = 4 << 10  // bytes of one
	maxHeaderBytes = 16 << 10 // of all
)

// headers gives the headers that are wanted over those that there were: nil takes one away, and nil
// as a whole takes all away. What a header says is a secret, and in no error.
func (c *checker) headers(old map[string]string, change map[string]*string) map[string]string {
	out := map[string]string{}
	if change != nil {
		maps.Copy(out, old)
	}
	seen := map[string]bool{}
	for _, given := range slices.Sorted(maps.Keys(change)) {
		at := "/headers/" + pointer.Replace(given)
		name := canonical(given)
		switch {
		case !isToken(given) || len(given) > maxHeaderName:
			c.at("/headers", "has a name that is none: write letters, digits and -, at most "+strconv.Itoa(maxHeaderName)+" (RFC 9110, section 5.1)")
			continue
		case seen[name]:
			c.at(at, "is given twice")
			continue
		case isTaken(name):
			c.at(at, "is not for subscriptions to set: the hub, the connection, or a proxy sets it")
			continue
		}
		seen[name] = true
		value := change[given]
		if value == nil {
			delete(out, name)
			continue
		}
		if !isValue(*value) {
			c.at(at, "must have 1 to "+strconv.Itoa(maxHeaderValue)+" visible ASCII characters and spaces, none at its ends (RFC 9110, section 5.5)")
			continue
		}
		out[name] = *value
	}
	if len(out) > MaxHeaders {
		c.at("/headers", "has "+strconv.Itoa(len(out))+"; the most is "+strconv.Itoa(MaxHeaders))
	}
	size := 0
	for name, value := range out {
		size += len(name) + len(value)
	}
	if size > maxHeaderBytes {
		c.at("/headers", "has more than "+strconv.Itoa(maxHeaderBytes)+" bytes in all")
	}
	return out
}

// pointer escapes a name for a JSON pointer (RFC 6901, section 3).
var pointer = strings.NewReplacer("~", "~0", "/", "~1")

// isToken is RFC 9110, section 5.6.2, as far as names of headers are made in earnest.
func isToken(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == ""
}

func isValue(s string) bool {
	return s != "" && len(s) <= maxHeaderValue && strings.TrimSpace(s) == s &&
		!strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' })
}

// isTaken reports whether a header, in canonical form, means something to the hub, to the
// connection (RFC 9110, section 7.6.1), to proxies, or to the metadata services of clouds.
func isTaken(name string) bool {
	switch name {
	case "Accept", "Accept-Encoding", "Connection", "Date", "Expect", "Forwarded", "Host", "Keep-Alive", "Max-Forwards", "Metadata", "Metadata-Flavor",
		"Origin", "Range", "Te", "Trailer", "Transfer-Encoding", "Upgrade", "User-Agent", "Via", "X-Google-Metadata-Request", "X-Real-Ip":
		return true
	}
	for _, start := range []string{"Access-Control-", "Ce-", "Content-", "If-", "Proxy-", "Sec-", "Webhook-", "X-Aws-Ec2-Metadata-", "X-Forwarded-"} {
		if strings.HasPrefix(name, start) {
			return true
		}
	}
	return false
}

func some(headers map[string]string) map[string]*string {
	out := map[string]*string{}
	for name, value := range headers {
		out[name] = &value
	}
	return out
}

// enclose seals headers into a subscription; disclose opens them again.
func (b *Book) enclose(s *Subscription, headers map[string]string) (err error) {
	s.Headers, s.HeaderNames = nil, slices.Sorted(maps.Keys(headers))
	if len(headers) > 0 {
		s.Headers, err = b.Vault.SealHeaders(s.ID, headers)
	}
	return err
}

func (b *Book) disclose(s *Subscription) (map[string]string, error) {
	if len(s.Headers) == 0 {
		return nil, nil
	}
	return b.Vault.OpenHeaders(s.ID, s.Headers)
}

// canonical is a header's name in its usual form: X-Api-Key.
func canonical(name string) string {
	words := strings.Split(strings.ToLower(name), "-")
	for n, w := range words {
		if w != "" {
			words[n] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, "-")
}
