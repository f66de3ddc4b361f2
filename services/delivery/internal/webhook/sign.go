// Package webhook tells an endpoint of an event: a signed POST in the form of Standard
// Webhooks (https://www.standardwebhooks.com), to an address that the hub may dial, and when
// to try again. It never dials a network that it was not allowed, whatever a name resolves to.
package webhook

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strconv"
	"time"
)

// The headers of Standard Webhooks.
const (
	HeaderID        = "webhook-id"
	HeaderTimestamp = "webhook-timestamp"
	HeaderSignature = "webhook-signature"
)

// Key signs posts; one of HMAC-SHA256 ("v1") or of ed25519 ("v1a").
type Key struct {
	secret  []byte
	private ed25519.PrivateKey
}

// NewKey makes a key of HMAC-SHA256 of its bytes; NewPrivateKey one of ed25519.
func NewKey(secret []byte) Key { return Key{secret: secret} }

// NewPrivateKey makes a key of ed25519 (RFC 8032): 64 bytes, the seed and the public key.
func NewPrivateKey(private []byte) (Key, error) {
	if len(private) != ed25519.PrivateKeySize {
		return Key{}, errKey
	}
	return Key{private: private}, nil
}

var errKey = errors.New("webhook: a key of ed25519 has 64 bytes")

// Sign returns the webhook-signature of a body: for each key its version, "," and the base64 of
// its signature of "<id>.<Unix seconds>.<body>", with spaces between.
func Sign(keys []Key, id string, at time.Time, body []byte) string {
	content := make([]byte, 0, len(id)+len(body)+24)
	content = append(strconv.AppendInt(append(append(content, id...), '.'), at.Unix(), 10), '.')
	content = append(content, body...)
	var out []byte
	for n, k := range keys {
		if n > 0 {
			out = append(out, ' ')
		}
		if k.private != nil {
			out = base64.StdEncoding.AppendEncode(append(out, "v1a,"...), ed25519.Sign(k.private, content))
			continue
		}
		mac := hmac.New(sha256.New, k.secret)
		mac.Write(content)
		out = base64.StdEncoding.AppendEncode(append(out, "v1,"...), mac.Sum(nil))
	}
	return string(out)
}
