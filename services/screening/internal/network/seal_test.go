package network

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/entente-hub/entente/shared/observable"
)

func TestSeal(t *testing.T) {
	s, err := NewSealer(bytes.Repeat([]byte{7}, KeySize))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		o := observable.Observable{
			Type:      observable.Type(rapid.IntRange(0, int(observable.Count)-1).Draw(t, "type")),
			Canonical: rapid.StringN(1, 100, 200).Draw(t, "canonical"),
		}
		id := s.Seal(o)
		got, ok := s.Open(id)
		if !ok || got.Key() != o.Key() || s.Seal(o) != id {
			t.Fatalf("%q is opened as %q, %t", o.Key(), got.Key(), ok)
		}
		n := rapid.IntRange(len(prefix), len(id)-1).Draw(t, "at")
		if _, ok := s.Open(id[:n] + string(id[n]^1) + id[n+1:]); ok {
			t.Fatal("a changed id is opened")
		}
	})
	a, b := thing(t, "domain a.example"), thing(t, "domain ab.example")
	if len(s.Seal(a)) != len(s.Seal(b)) {
		t.Error("the length of a short start shows")
	}
	for _, id := range []string{"", prefix, "net_AAAA", strings.TrimPrefix(s.Seal(a), prefix), s.Seal(a) + "=", "\n" + s.Seal(a), s.Seal(a)[:20] + "\n" + s.Seal(a)[20:]} {
		if _, ok := s.Open(id); ok {
			t.Errorf("%q is opened", id)
		}
	}
	if _, err := NewSealer(make([]byte, 32)); err == nil {
		t.Error("a short key is taken")
	}
}
