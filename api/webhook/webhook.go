// Package webhook is for those whose endpoints an Entente hub tells of events: it checks the
// signatures of what comes (Standard Webhooks, https://www.standardwebhooks.com, "v1" and "v1a"),
// and answers the question by which an endpoint shows that it wants to be told. webhook.mjs and
// webhook.py are the same for Node and Python.
//
//	v, err := webhook.New(os.Getenv("ENTENTE_SECRET")) // whsec_… or whpk_…
//	http.Handle("/entente", webhook.Handler(v, func(ctx context.Context, id string, event []byte) error {
//		return queue.Put(ctx, id, event) // the same id may come again: drop what is there already
//	}))
package webhook

import (
	"context"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// The errors of New and Verify. None of a message that does not verify may be acted on.
var (
	ErrKey       = errors.New("webhook: a key is whsec_ or whpk_ and base64")
	ErrHeader    = errors.New("webhook: a header of Standard Webhooks is missing or malformed")
	ErrTime      = errors.New("webhook: the message is too old, or from the future")
	ErrSignature = errors.New("webhook: no signature verifies")
)

// Tolerance is how far a message's time may be from now, either way.
const Tolerance = 5 * time.Minute

// MaxBody is the longest body that Handler reads, in bytes: a batch of 1,000 events fits.
const MaxBody = 64 << 20

// Verifier checks signatures. It is safe for concurrent use.
type Verifier struct {
	Now func() time.Time // nil: time.Now

	secrets [][]byte
	publics []ed25519.PublicKey
}

// New makes a verifier of one or more keys, any of which may fit: "whsec_…", the secret of a
// subscription that is signed by v1, or "whpk_…", the public key of one that is signed by v1a. It
// returns ErrKey for what is neither.
func New(keys ...string) (*Verifier, error) {
	v := &Verifier{}
	for _, k := range keys {
		if text, ok := strings.CutPrefix(k, "whpk_"); ok {
			public, err := base64.StdEncoding.DecodeString(text)
			if err != nil || len(public) != ed25519.PublicKeySize {
				return nil, ErrKey
			}
			v.publics = append(v.publics, public)
			continue
		}
		text, ok := strings.CutPrefix(k, "whsec_")
		secret, err := base64.StdEncoding.DecodeString(text)
		if !ok || err != nil || len(secret) == 0 {
			return nil, ErrKey
		}
		v.secrets = append(v.secrets, secret)
	}
	if len(keys) == 0 {
		return nil, ErrKey
	}
	return v, nil
}

// Keys reads a key set (RFC 7517), as a subscription's jwks_url gives it, and returns its keys of
// ed25519 (RFC 8037) for New. Others are passed over.
func Keys(jwks []byte) ([]string, error) {
	var set struct {
		Keys []struct{ Kty, Crv, X string }
	}
	if err := json.Unmarshal(jwks, &set); err != nil {
		return nil, fmt.Errorf("webhook: key set: %w", err)
	}
	var all []string
	for _, k := range set.Keys {
		if k.Kty != "OKP" || k.Crv != "Ed25519" {
			continue
		}
		public, err := base64.RawURLEncoding.DecodeString(k.X)
		if err != nil {
			return nil, fmt.Errorf("webhook: key set: %w", err)
		}
		all = append(all, "whpk_"+base64.StdEncoding.EncodeToString(public))
	}
	return all, nil
}

// Verify checks that a message was signed under one of the keys, and lately. It returns ErrHeader,
// ErrTime or ErrSignature.
func (v *Verifier) Verify(header http.Header, body []byte) error {
	id, stamp := header.Get("Webhook-Id"), header.Get("Webhook-Timestamp")
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if id == "" || err != nil {
		return ErrHeader
	}
	now := time.Now
	if v.Now != nil {
		now = v.Now
	}
	if off := now().Sub(time.Unix(seconds, 0)); off > Tolerance || off < -Tolerance {
		return ErrTime
	}
	content := append([]byte(id+"."+stamp+"."), body...)
	for text := range strings.FieldsSeq(header.Get("Webhook-Signature")) {
		version, encoded, _ := strings.Cut(text, ",")
		signature, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil {
			continue
		}
		if v.fits(version, content, signature) {
			return nil
		}
	}
	return ErrSignature
}

func (v *Verifier) fits(version string, content, signature []byte) bool {
	switch version {
	case "v1":
		for _, secret := range v.secrets {
			mac := hmac.New(sha256.New, secret)
			mac.Write(content)
			if hmac.Equal(mac.Sum(nil), signature) {
				return true
			}
		}
	case "v1a":
		for _, public := range v.publics {
			if ed25519.Verify(public, content, signature) {
				return true
			}
		}
	}
	return false
}

// Answer returns what an endpoint answers to the event subscription.verify, with a status of 200;
// ok is false for any other event. Answer nothing that did not verify: the answer says that this
// subscription's owner may have events sent here.
func Answer(body []byte) (answer []byte, ok bool) {
	type event struct {
		Type string
		Data struct{ Challenge string }
	}
	var one event
	if err := json.Unmarshal(body, &one); err != nil {
		var batch []event
		if err := json.Unmarshal(body, &batch); err != nil || len(batch) != 1 {
			return nil, false
		}
		one = batch[0]
	}
	if one.Type != "subscription.verify" || one.Data.Challenge == "" {
		return nil, false
	}
	answer, err := json.Marshal(map[string]string{"challenge": one.Data.Challenge})
	return answer, err == nil
}

// Handler is an endpoint: it checks each message, answers the question whether it wants them, and
// hands the others to take, with the webhook-id. What take returns an error for is sent again.
func Handler(v *Verifier, take func(ctx context.Context, id string, body []byte) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		if err := v.Verify(r.Header, body); err != nil {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		if answer, ok := Answer(body); ok {
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write(answer)
			return
		}
		if err := take(r.Context(), r.Header.Get("Webhook-Id"), body); err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	})
}
