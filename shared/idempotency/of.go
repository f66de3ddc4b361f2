package idempotency

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strings"

	"github.com/entente-hub/entente/shared/ledger"
)

// MaxKey is the length of the longest key, in characters.
const MaxKey = 255

// Of makes the Request of a call: who (Caller.Viewer), which operation, under which
// Idempotency-Key header (quoted or bare; at most 255 characters), asking what (any
// deterministic encoding of the body). An empty header gives the zero Request.
// It returns a fault (Malformed, "idempotency-key-invalid") for a bad header.
func Of(viewer, operation, header string, body []byte) (ledger.Request, error) {
	if header == "" {
		return ledger.Request{}, nil
	}
	key, ok := parse(header)
	if !ok {
		return ledger.Request{}, ErrInvalid.With("Send 1 to %d printable ASCII characters, for example a UUID, bare or in double quotes.", MaxKey)
	}
	return ledger.Request{
		Key:  digest([]byte(viewer), []byte(operation), []byte(key)),
		Body: digest(body),
	}, nil
}

// parse reads a key, bare or as a string of structured fields (RFC 9651), as
// draft-ietf-httpapi-idempotency-key-header has it: "x" and x are one key.
func parse(header string) (string, bool) {
	s := strings.TrimSpace(header)
	if inner, ok := strings.CutPrefix(s, `"`); ok {
		inner, ok = strings.CutSuffix(inner, `"`)
		if !ok {
			return "", false
		}
		s, ok = unescape(inner)
		if !ok {
			return "", false
		}
	} else if strings.ContainsAny(s, ` "`) {
		return "", false
	}
	if len(s) == 0 || len(s) > MaxKey {
		return "", false
	}
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7e {
			return "", false
		}
	}
	return s, true
}

// unescape undoes \" and \\; any other backslash and any bare quote are wrong.
func unescape(s string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			return "", false
		case '\\':
			i++
			if i == len(s) || (s[i] != '"' && s[i] != '\\') {
				return "", false
			}
		}
		b.WriteByte(s[i])
	}
	return b.String(), true
}

// digest is SHA-256 over the parts with their lengths, cut to 128 bits: entries carry it.
func digest(parts ...[]byte) string {
	h := sha256.New()
	var size [8]byte
	for _, p := range parts {
		binary.BigEndian.PutUint64(size[:], uint64(len(p)))
		h.Write(size[:])
		h.Write(p)
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:16])
}
