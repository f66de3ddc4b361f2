package hubkey

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
)

var lower = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// ID returns 26 lower-case base32 characters: HMAC-SHA256 over the parts, for a purpose,
// cut to 128 bits. Each part goes in with its length, so ("ab", "c") is not ("a", "bc").
func (k Key) ID(purpose string, parts ...string) string {
	mac := hmac.New(sha256.New, k.secret.ids)
	var size [8]byte
	write := func(s string) {
		binary.BigEndian.PutUint64(size[:], uint64(len(s)))
		mac.Write(size[:])
		mac.Write([]byte(s))
	}
	write(purpose)
	for _, p := range parts {
		write(p)
	}
	return lower.EncodeToString(mac.Sum(nil)[:16])
}
