package subscription

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/textproto"
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
		name := textproto.CanonicalMIMEHeaderKey(given)
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

// sealedHeaders is what a subscription's headers are sealed to, apart from its secret.
func sealedHeaders(s *Subscription) string { return string(s.ID) + " headers" }

// enclose seals headers into a subscription; disclose opens them again.
func (b *Book) enclose(s *Subscription, headers map[string]string) (err error) {
	s.Headers, s.HeaderNames = nil, slices.Sorted(maps.Keys(headers))
	if len(headers) == 0 {
		return nil
	}
	plain, err := json.Marshal(headers)
	if err != nil {
		return fmt.Errorf("headers of %s: %w", s.ID, err)
	}
	s.Headers, err = b.Seal(sealedHeaders(s), plain)
	return err
}

func (b *Book) disclose(s *Subscription) (map[string]string, error) { return Disclose(s, b.Open) }

// Disclose opens the headers that a subscription's posts carry besides.
func Disclose(s *Subscription, open func(of string, sealed []byte) ([]byte, error)) (map[string]string, error) {
	if len(s.Headers) == 0 {
		return map[string]string{}, nil
	}
	plain, err := open(sealedHeaders(s), s.Headers)
	if err != nil {
		return nil, err
	}
	var headers map[string]string
	if err := json.Unmarshal(plain, &headers); err != nil {
		return nil, fmt.Errorf("headers of %s: %w", s.ID, err)
	}
	return headers, nil
}
