package network

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/tink-crypto/tink-go/v2/daead/subtle"

	"github.com/entente-hub/entente/shared/observable"
)

// Sealer makes ids of networks: the start, under the hub's key (AES-SIV, RFC 5297). An id is the
// same for every viewer and says nothing to any; what is behind it is decided when it is asked for.
type Sealer struct{ siv *subtle.AESSIV }

// KeySize is the length of a sealer's key, in bytes.
const KeySize = subtle.AESSIVKeySize

// NewSealer makes a sealer of a 64-byte key (hubkey.Key.Derive).
func NewSealer(key []byte) (*Sealer, error) {
	siv, err := subtle.NewAESSIV(key)
	if err != nil {
		return nil, fmt.Errorf("network: %w", err)
	}
	return &Sealer{siv}, nil
}

const (
	prefix = "net_"
	step   = 32 // bytes: how long a start is shows in steps of so many
	label  = "network"
)

// Seal returns the id of the network around o, in unpadded base64url.
func (s *Sealer) Seal(o observable.Observable) string {
	plain := append([]byte(o.Key()), 0x80) // then zeros: ISO/IEC 7816-4
	plain = append(plain, make([]byte, (step-len(plain)%step)%step)...)
	sealed, err := s.siv.EncryptDeterministically(plain, []byte(label))
	if err != nil {
		panic(fmt.Sprintf("network: seal: %v", err)) // only a text of 2^31 bytes can fail
	}
	return prefix + base64.RawURLEncoding.EncodeToString(sealed)
}

// Open reads back what Seal made; ok is false for anything else.
func (s *Sealer) Open(id string) (o observable.Observable, ok bool) {
	text, ok := strings.CutPrefix(id, prefix)
	if !ok || strings.ContainsAny(text, "\r\n") { // which the decoder would pass over
		return o, false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil {
		return o, false
	}
	plain, err := s.siv.DecryptDeterministically(raw, []byte(label))
	if err != nil {
		return o, false
	}
	end := bytes.LastIndexByte(plain, 0x80)
	if end < 0 {
		return o, false
	}
	t, canonical, ok := observable.ParseKey(observable.Key(plain[:end]))
	return observable.Observable{Type: t, Raw: canonical, Canonical: canonical}, ok
}
