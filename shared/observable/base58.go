package observable

import (
	"bytes"
	"crypto/sha256"
	"math/big"
	"slices"
	"strings"
)

const (
	bitcoinAlphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz" // draft-msporny-base58
	rippleAlphabet  = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz" // xrpl.org, "base58 Encodings"
)

// max58 is the limit on what is decoded, in characters: the longest that is taken has 44.
const max58 = 64

func decode58(s, alphabet string) ([]byte, bool) {
	if s == "" || len(s) > max58 {
		return nil, false
	}
	n, base := new(big.Int), big.NewInt(58)
	for i := range len(s) {
		at := strings.IndexByte(alphabet, s[i])
		if at < 0 {
			return nil, false
		}
		n.Add(n.Mul(n, base), big.NewInt(int64(at)))
	}
	zeros := len(s) - len(strings.TrimLeft(s, alphabet[:1]))
	return append(make([]byte, zeros), n.Bytes()...), true
}

// checked58 decodes what ends with four bytes of its double SHA-256 (Bitcoin's base58check).
func checked58(s, alphabet string) ([]byte, bool) {
	raw, ok := decode58(s, alphabet)
	if !ok || len(raw) < 5 {
		return nil, false
	}
	payload, sum := raw[:len(raw)-4], raw[len(raw)-4:]
	return payload, bytes.Equal(sum58(payload), sum)
}

func sum58(payload []byte) []byte {
	once := sha256.Sum256(payload)
	twice := sha256.Sum256(once[:])
	return twice[:4]
}

// encode58 writes 21 bytes that do not begin with zero as base58check.
func encode58(payload []byte) string {
	n, base, digit := new(big.Int).SetBytes(append(slices.Clone(payload), sum58(payload)...)), big.NewInt(58), new(big.Int)
	var out []byte
	for n.Sign() > 0 {
		n.DivMod(n, base, digit)
		out = append(out, bitcoinAlphabet[digit.Int64()])
	}
	slices.Reverse(out)
	return string(out)
}

// base58check is the form of addresses of 20 bytes behind one of these versions.
func base58check(versions ...byte) func(string) (string, bool) {
	return func(s string) (string, bool) {
		payload, ok := checked58(s, bitcoinAlphabet)
		return s, ok && len(payload) == 21 && slices.Contains(versions, payload[0])
	}
}
