package position_test

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
)

func sealer(tb testing.TB) *position.Sealer {
	tb.Helper()
	s, err := position.New(bytes.Repeat([]byte{7}, position.KeySize))
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func TestSealOpensAgain(t *testing.T) {
	s := sealer(t)
	rapid.Check(t, func(t *rapid.T) {
		p := ledger.Position(rapid.Uint64().Draw(t, "position"))
		u := rapid.SampledFrom([]position.Use{position.ETag, position.Cursor, position.Token, position.Feed}).Draw(t, "use")
		bind := rapid.String().Draw(t, "bind")
		sealed := s.Seal(u, bind, p)
		if len(sealed) != position.Size {
			t.Fatalf("%d characters, want %d", len(sealed), position.Size)
		}
		if got, ok := s.Open(u, bind, sealed); !ok || got != p {
			t.Fatalf("opened as %d, %t; want %d", got, ok, p)
		}
		if again := s.Seal(u, bind, p); again != sealed {
			t.Fatal("the same position sealed twice looks different")
		}
	})
}

func TestOpenRefuses(t *testing.T) {
	s := sealer(t)
	good := s.Seal(position.Feed, "m:brand-a", 42)
	other, err := position.New(bytes.Repeat([]byte{8}, position.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	flipped := []byte(good)
	flipped[3] ^= 1
	for name, try := range map[string]struct {
		use  position.Use
		bind string
		text string
	}{
		"another use":          {position.Token, "m:brand-a", good},
		"another holder":       {position.Feed, "m:brand-b", good},
		"another hub's":        {position.Feed, "m:brand-a", other.Seal(position.Feed, "m:brand-a", 42)},
		"a changed character":  {position.Feed, "m:brand-a", string(flipped)},
		"nothing":              {position.Feed, "m:brand-a", ""},
		"too long":             {position.Feed, "m:brand-a", good + "A"},
		"too short":            {position.Feed, "m:brand-a", good[1:]},
		"a line end inside":    {position.Feed, "m:brand-a", "\n" + good[1:]},
		"not base64url":        {position.Feed, "m:brand-a", "+" + good[1:]},
		"a clear number":       {position.Feed, "m:brand-a", "00000000000000000000000000000042"},
		"use and bind swapped": {"feed|m", "brand-a", good},
	} {
		t.Run(name, func(t *testing.T) {
			if p, ok := s.Open(try.use, try.bind, try.text); ok {
				t.Fatalf("opened as %d", p)
			}
		})
	}
}

func TestNewRefusesShortKey(t *testing.T) {
	if _, err := position.New(make([]byte, 32)); err == nil {
		t.Fatal("a 32-byte key was taken")
	}
}

func BenchmarkSeal(b *testing.B) {
	s := sealer(b)
	for b.Loop() {
		s.Seal(position.ETag, "", 123456)
	}
}

func BenchmarkOpen(b *testing.B) {
	s := sealer(b)
	text := s.Seal(position.ETag, "", 123456)
	for b.Loop() {
		s.Open(position.ETag, "", text)
	}
}
