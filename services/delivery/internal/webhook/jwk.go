package webhook

import (
	"crypto/sha256"
	"encoding/base64"
)

// JWK is a public key of ed25519 as a JSON Web Key (RFC 8037, section 2).
type JWK struct{ Kty, Crv, X, Kid string }

// NewJWK makes one of 32 bytes; its kid is its thumbprint (RFC 7638, RFC 8037 appendix A.3).
func NewJWK(public []byte) JWK {
	k := JWK{Kty: "OKP", Crv: "Ed25519", X: base64.RawURLEncoding.EncodeToString(public)}
	sum := sha256.Sum256([]byte(`{"crv":"` + k.Crv + `","kty":"` + k.Kty + `","x":"` + k.X + `"}`))
	k.Kid = base64.RawURLEncoding.EncodeToString(sum[:])
	return k
}
