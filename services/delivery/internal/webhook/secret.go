package webhook

import (
	"encoding/base64"
	"fmt"

	"github.com/tink-crypto/tink-go/v2/aead/subtle"

	"github.com/entente-hub/entente/shared/id"
)

// SecretSize is the length of a signing key, in bytes (Standard Webhooks: 24 to 64).
const SecretSize = 32

// VaultKeySize is the length of a vault's key, in bytes.
const VaultKeySize = 32

// Reveal writes a signing key as its owner is shown it: "whsec_" and base64.
func Reveal(key []byte) string { return "whsec_" + base64.StdEncoding.EncodeToString(key) }

// Vault seals signing keys for the ledger, each to its subscription, so that one moved to
// another subscription does not open (AES-256-GCM of tink).
type Vault struct{ aead *subtle.AESGCM }

// NewVault makes a vault of a key (hubkey.Key.Derive).
func NewVault(key []byte) (*Vault, error) {
	a, err := subtle.NewAESGCM(key)
	if err != nil {
		return nil, fmt.Errorf("webhook: vault: %w", err)
	}
	return &Vault{aead: a}, nil
}

// Seal encrypts a subscription's signing key.
func (v *Vault) Seal(s id.Subscription, key []byte) ([]byte, error) {
	sealed, err := v.aead.Encrypt(key, []byte(s))
	if err != nil {
		return nil, fmt.Errorf("webhook: seal secret of %s: %w", s, err)
	}
	return sealed, nil
}

// Open decrypts what Seal gave for the same subscription.
func (v *Vault) Open(s id.Subscription, sealed []byte) ([]byte, error) {
	key, err := v.aead.Decrypt(sealed, []byte(s))
	if err != nil {
		return nil, fmt.Errorf("webhook: open secret of %s: %w", s, err)
	}
	return key, nil
}
