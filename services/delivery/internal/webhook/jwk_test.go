package webhook

import (
	"encoding/base64"
	"testing"
)

// TestNewJWK takes the key of RFC 8037, appendix A.2, and its thumbprint of appendix A.3.
func TestNewJWK(t *testing.T) {
	x := "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
	public, err := base64.RawURLEncoding.DecodeString(x)
	if err != nil {
		t.Fatal(err)
	}
	if k := NewJWK(public); k != (JWK{Kty: "OKP", Crv: "Ed25519", X: x, Kid: "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"}) {
		t.Errorf("%+v", k)
	}
}
