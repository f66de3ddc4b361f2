package webhook

import (
	"encoding/base64"
	"encoding/json"
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

// RevealPublic writes a public key of ed25519: "whpk_" and base64 (Standard Webhooks).
func RevealPublic(key []byte) string { return "whpk_" + base64.StdEncoding.EncodeToString(key) }

// Vault seals secrets for the ledger, each to its subscription and to what it is, so that one moved
// to another place does not open (AES-256-GCM of tink).
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
func (v *Vault) Seal(s id.Subscription, key []byte) ([]byte, error) { return v.seal(string(s), key) }

// Open decrypts what Seal gave for the same subscription.
func (v *Vault) Open(s id.Subscription, sealed []byte) ([]byte, error) {
	return v.open(string(s), sealed)
}

// SealHeaders encrypts the headers that a subscription's posts carry besides.
func (v *Vault) SealHeaders(s id.Subscription, headers map[string]string) ([]byte, error) {
	plain, err := json.Marshal(headers)
	if err != nil {
		return nil, fmt.Errorf("webhook: headers of %s: %w", s, err)
	}
	return v.seal(string(s)+headersOf, plain)
}

// OpenHeaders decrypts what SealHeaders gave for the same subscription.
func (v *Vault) OpenHeaders(s id.Subscription, sealed []byte) (headers map[string]string, err error) {
	plain, err := v.open(string(s)+headersOf, sealed)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(plain, &headers); err != nil {
		return nil, fmt.Errorf("webhook: headers of %s: %w", s, err)
	}
	return headers, nil
}

// headersOf tells a subscription's headers from its key, in what they are sealed to.
const headersOf = " headers"

func (v *Vault) seal(of string, plain []byte) ([]byte, error) {
	sealed, err := v.aead.Encrypt(plain, []byte(of))
	if err != nil {
		return nil, fmt.Errorf("webhook: seal for %s: %w", of, err)
	}
	return sealed, nil
}

func (v *Vault) open(of string, sealed []byte) ([]byte, error) {
	plain, err := v.aead.Decrypt(sealed, []byte(of))
	if err != nil {
		return nil, fmt.Errorf("webhook: open for %s: %w", of, err)
	}
	return plain, nil
}
