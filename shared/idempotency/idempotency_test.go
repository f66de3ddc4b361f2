package idempotency

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/ledger"
)

func TestOf(t *testing.T) {
	of := func(viewer, operation, header, body string) ledger.Request {
		t.Helper()
		r, err := Of(viewer, operation, header, []byte(body))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	base := of("m:a", "publish", "k1", "{}")
	if base.Key == "" || base.Body == "" {
		t.Fatalf("empty: %+v", base)
	}
	if of("m:a", "publish", `"k1"`, "{}") != base {
		t.Error("quoted and bare are two keys")
	}
	if of("m:a", "publish", "", "{}") != (ledger.Request{}) {
		t.Error("no header gave a request")
	}
	if of("m:a", "publish", "k1", "[]").Key != base.Key || of("m:a", "publish", "k1", "[]").Body == base.Body {
		t.Error("the body must change Body and not Key")
	}
	for _, other := range []ledger.Request{
		of("m:b", "publish", "k1", "{}"), of("m:a", "revoke", "k1", "{}"), of("m:a", "publish", "k2", "{}"), of("m:apublish", "", "k1", "{}"),
	} {
		if other.Key == base.Key {
			t.Error("who, which operation and which key must all count")
		}
	}
	for name, header := range map[string]string{
		"empty string": `""`, "open quote": `"abc`, "lone quote": `"`, "quote inside": `a"b`, "space inside": "a b", "bad escape": `"a\b"`,
		"escape at the end": `"a\"`, "not ASCII": "clé", "control": "a\x01", "too long": strings.Repeat("x", MaxKey+1), "two": `"a", "b"`,
	} {
		t.Run("refuses "+name, func(t *testing.T) {
			if _, err := Of("m:a", "publish", header, nil); !errors.Is(err, ErrInvalid) {
				t.Fatalf("got %v", err)
			}
		})
	}
	if of("m:a", "publish", `"a\"b\\ c"`, "").Key == "" || of("m:a", "publish", strings.Repeat("x", MaxKey), "").Key == "" {
		t.Error("a good key was refused")
	}
}

func TestPrior(t *testing.T) {
	now := time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)
	k := New(func() time.Time { return now })
	apply := func(p ledger.Position, key, body string, at time.Time) {
		t.Helper()
		if err := k.Apply([]ledger.Entry{{Position: p, At: at, Request: ledger.Request{Key: key, Body: body}}}); err != nil {
			t.Fatal(err)
		}
	}
	expect := func(key, body string, want ledger.Position) {
		t.Helper()
		p, ok, err := k.Prior(ledger.Request{Key: key, Body: body})
		if err != nil || ok != (want != 0) || p != want {
			t.Errorf("%s/%s: %d %t %v, want %d", key, body, p, ok, err, want)
		}
	}
	apply(7, "k", "b", now)
	apply(8, "", "", now)
	apply(9, "k", "b", now) // the second entry of one batch
	expect("k", "b", 7)
	expect("", "", 0)
	expect("unknown", "b", 0)
	if _, _, err := k.Prior(ledger.Request{Key: "k", Body: "other"}); !errors.Is(err, ErrReused) {
		t.Errorf("another body: %v", err)
	}

	now = now.Add(Window - time.Second)
	expect("k", "b", 7)
	now = now.Add(time.Second)
	expect("k", "b", 0) // forgotten, though nothing was applied since
	apply(10, "k", "other", now)
	expect("k", "other", 10)
	apply(11, "old", "b", now.Add(-Window)) // a replay of old entries costs nothing
	expect("old", "b", 0)
	if len(k.made) != 1 || len(k.order)-k.spent != 1 {
		t.Errorf("%d and %d kept, want 1", len(k.made), len(k.order))
	}
}

func TestMemoryIsBounded(t *testing.T) {
	now := time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)
	k := New(func() time.Time { return now })
	k.limit = 100
	for i := range 1000 {
		now = now.Add(time.Minute)
		e := ledger.Entry{Position: ledger.Position(i + 1), At: now, Request: ledger.Request{Key: strconv.Itoa(i), Body: "b"}}
		if err := k.Apply([]ledger.Entry{e}); err != nil {
			t.Fatal(err)
		}
	}
	if len(k.made) != 100 || len(k.order)-k.spent != 100 {
		t.Fatalf("%d and %d kept, want 100", len(k.made), len(k.order))
	}
	if _, ok, _ := k.Prior(ledger.Request{Key: "999", Body: "b"}); !ok {
		t.Error("the newest was dropped")
	}
	if _, ok, _ := k.Prior(ledger.Request{Key: "899", Body: "b"}); ok {
		t.Error("the oldest was kept")
	}
}
