package delivery_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/ledger"
)

// verifies reports whether a post verifies under a secret, by another author's library.
func verifies(t *testing.T, secret string, r hubtest.Received) bool {
	t.Helper()
	w, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		t.Fatal(err)
	}
	return w.Verify(r.Body, r.Header) == nil
}

func TestRotate(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	k := h.subscribe("market-b", s.URL, "{}")
	post := func() hubtest.Received {
		t.Helper()
		n := len(s.Received())
		h.publish()
		return s.Wait(t, n+1)[n]
	}
	rotate := func(body string, header ...string) hook {
		t.Helper()
		var now hook
		into(h.call("market-b", http.MethodPost, k.at+"/rotate", body, header...).is(http.StatusOK), &now)
		return now
	}
	second := rotate(`{}`, "Idempotency-Key", "r")
	t.Run("both verify during the overlap", func(t *testing.T) {
		got := post()
		if second.Secret == "" || second.Secret == k.Secret || !verifies(t, k.Secret, got) || !verifies(t, second.Secret, got) {
			t.Errorf("%q", got.Header.Get("Webhook-Signature"))
		}
		if strings.Count(got.Header.Get("Webhook-Signature"), "v1,") != 2 || len(second.FormerKeys) != 1 || time.Until(second.FormerKeys[0]) < 23*time.Hour {
			t.Errorf("%+v", second)
		}
	})
	t.Run("the same request gets the same answer", func(t *testing.T) {
		if again := rotate(`{}`, "Idempotency-Key", "r"); again.Secret != second.Secret || again.Etag != second.Etag {
			t.Errorf("%+v, want %+v", again, second)
		}
	})
	t.Run("cut at will", func(t *testing.T) {
		var now hook
		into(h.call("market-b", http.MethodPost, k.at+"/retire", "").is(http.StatusOK), &now)
		again := h.call("market-b", http.MethodPost, k.at+"/retire", "").is(http.StatusOK)
		if got := post(); verifies(t, k.Secret, got) || !verifies(t, second.Secret, got) || now.FormerKeys != nil || !bytes.Contains(again.body, []byte(now.Etag)) {
			t.Errorf("%+v", now)
		}
		third := rotate(`{"overlap_s":0}`)
		if got := post(); verifies(t, second.Secret, got) || !verifies(t, third.Secret, got) {
			t.Error("an overlap of nothing is one")
		}
		second = third
	})
	t.Run("ends by itself, after a restart too", func(t *testing.T) {
		last := rotate(`{"overlap_s":2}`)
		if got := post(); !verifies(t, second.Secret, got) || !verifies(t, last.Secret, got) {
			t.Error("no overlap")
		}
		h.restart(func() { time.Sleep(2 * time.Second) })
		if got := post(); verifies(t, second.Secret, got) || !verifies(t, last.Secret, got) || h.see("market-b", k).FormerKeys != nil {
			t.Error("the overlap does not end")
		}
	})
	t.Run("refused", func(t *testing.T) {
		h.call("market-b", http.MethodPost, k.at+"/rotate", `{"overlap_s":604801,"signing":"v9"}`).problem(http.StatusUnprocessableEntity, "subscription-invalid", "/overlap_s", "/signing")
		h.call("market-b", http.MethodPost, k.at+"/rotate", `{}`, "If-Match", `"`+k.Etag+`"`).problem(http.StatusPreconditionFailed, "precondition-failed")
		h.call("brand-a", http.MethodPost, k.at+"/rotate", `{}`).problem(http.StatusNotFound, "not-found")
		h.call("brand-a", http.MethodPost, k.at+"/retire", ``).problem(http.StatusNotFound, "not-found")
		for range 3 {
			rotate(`{}`)
		}
		h.call("market-b", http.MethodPost, k.at+"/rotate", `{}`).problem(http.StatusConflict, "subscription-keys")
		rotate(`{"overlap_s":0}`)
	})
	t.Run("no secret is on the ledger", func(t *testing.T) {
		for p := ledger.Position(1); p <= h.p.Fold.Position(); p++ {
			e, err := h.p.Ledger.At(t.Context(), p)
			if err != nil || bytes.Contains(e.Body, []byte(strings.TrimPrefix(second.Secret, "whsec_"))) {
				t.Errorf("entry %d: %v", p, err)
			}
		}
	})
}

const jwks = "/.well-known/jwks/"

// TestKeySet changes a subscription over to ed25519, and finds the keys as its endpoint does.
func TestKeySet(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	k := h.subscribe("market-b", s.URL, "{}")
	keys := func() (all []ed25519.PublicKey) {
		t.Helper()
		var set struct {
			Keys []struct{ Kty, Crv, X, Kid, Use, Alg string }
		}
		got := h.call("", http.MethodGet, jwks+k.ID, "").is(http.StatusOK)
		into(got, &set)
		for _, x := range set.Keys {
			public, err := base64.RawURLEncoding.DecodeString(x.X)
			if err != nil || x.Kty != "OKP" || x.Crv != "Ed25519" || x.Use != "sig" || x.Alg != "EdDSA" || x.Kid == "" {
				t.Errorf("%+v, %v", x, err)
			}
			all = append(all, public)
		}
		if got.header.Get("Cache-Control") != "public, max-age=300" {
			t.Errorf("%v", got.header)
		}
		return all
	}
	// That of HMAC is a secret: it has no public key, and looks like none that there is.
	h.call("", http.MethodGet, jwks+k.ID, "").problem(http.StatusNotFound, "not-found")
	h.call("", http.MethodGet, jwks+"sub_aaaaaaaaaaaaaaaaaaaaaaaaaa", "").problem(http.StatusNotFound, "not-found")

	changed := h.call("market-b", http.MethodPost, k.at+"/rotate", `{"signing":"v1a"}`).is(http.StatusOK)
	if bytes.Contains(changed.body, []byte("secret")) {
		t.Errorf("a private key is shown: %s", changed.body)
	}
	signed := func(r hubtest.Received) (under []ed25519.PublicKey) {
		content := r.Header.Get("Webhook-Id") + "." + r.Header.Get("Webhook-Timestamp") + "." + string(r.Body)
		for text := range strings.FieldsSeq(r.Header.Get("Webhook-Signature")) {
			if encoded, ok := strings.CutPrefix(text, "v1a,"); ok {
				signature, err := base64.StdEncoding.DecodeString(encoded)
				if err != nil {
					t.Fatal(err)
				}
				for _, key := range keys() {
					if ed25519.Verify(key, []byte(content), signature) {
						under = append(under, key)
					}
				}
			}
		}
		return under
	}
	h.publish()
	got := s.Wait(t, 1)[0]
	if under := signed(got); len(under) != 1 || !verifies(t, k.Secret, got) {
		t.Errorf("%q is signed under %d keys", got.Header.Get("Webhook-Signature"), len(under))
	}
	first := keys()
	h.call("market-b", http.MethodPost, k.at+"/rotate", `{}`).is(http.StatusOK)
	h.publish()
	if under := signed(s.Wait(t, 2)[1]); len(under) != 2 || !slices.EqualFunc(under[1:], first, func(a, b ed25519.PublicKey) bool { return a.Equal(b) }) {
		t.Errorf("signed under %d keys after a rotation", len(under))
	}
	h.call("market-b", http.MethodPost, k.at+"/retire", "").is(http.StatusOK)
	if now := keys(); len(now) != 1 || now[0].Equal(first[0]) {
		t.Errorf("%d keys after the old ones were retired", len(now))
	}
	for p := ledger.Position(1); p <= h.p.Fold.Position(); p++ { // a private key of ed25519 ends with the public one
		var kept struct{ Secret []byte }
		if e, err := h.p.Ledger.At(t.Context(), p); err != nil || json.Unmarshal(e.Body, &kept) == nil && len(kept.Secret) > 0 && bytes.Contains(kept.Secret, keys()[0]) {
			t.Errorf("entry %d has a key that is not sealed: %v", p, err)
		}
	}
	h.call("market-b", http.MethodDelete, k.at, "").is(http.StatusNoContent)
	h.call("", http.MethodGet, jwks+k.ID, "").problem(http.StatusNotFound, "not-found")
}
