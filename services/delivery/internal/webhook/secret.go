package webhook

import (
	"encoding/base64"
	"fmt"

	"github.com/tink-crypto/tink-go/v2/aead/subtle"
)

// SecretSize is the length of a signing key, in bytes (Standard Webhooks: 24 to 64).
const SecretSize = 32

// VaultKeySize is the length of a vault's key, in bytes.
const VaultKeySize = 32

// Reveal writes a signing key as its owner is shown it: "whsec_" and base64.
func Reveal(key []byte) string { return "whsec_" + base64.StdEncoding.EncodeToString(key) }

// RevealPublic writes a public key of ed25519: "whpk_" and base64 (Standard Webhooks).
func RevealPublic(key []byte) string { return "whpk_" + base64.StdEncoding.EncodeToString(key) }

// Vault seals secrets for the ledger, each to what it is of, so that one moved to another place
// does not open (AES-256-GCM of tink).
type Vault struct{ aead *subtle.AESGCM }

// NewVault makes a vault of a key (hubkey.Key.Derive).
func NewVault(key []byte) (*Vault, error) {
	a, err := subtle.NewAESGCM(key)
	if err != nil {
		return nil, fmt.Errorf("webhook: vault: %w", err)
	}
	return &Vault{aead: a}, nil
}

// Seal encrypts a secret of something.
func (v *Vault) Seal(of string, secret []byte) ([]byte, error) {
	sealed, err := v.aead.Encrypt(secret, []byte(of))
	if err != nil {
		return nil, fmt.Errorf("webhook: seal secret of %s: %w", of, err)
	}
	return sealed, nil
}

// Open decrypts what Seal gave for the same.
func (v *Vault) Open(of string, sealed []byte) ([]byte, error) {
	secret, err := v.aead.Decrypt(sealed, []byte(of))
	if err != nil {
		return nil, fmt.Errorf("webhook: open secret of %s: %w", of, err)
	}
	return secret, nil
}
