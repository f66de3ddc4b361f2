package id_test

import (
	"strings"
	"testing"

	"github.com/entente-hub/entente/shared/id"
)

func TestIsSlug(t *testing.T) {
	for _, good := range []string{"aa", "a1", "1a", "00", "maison-a", "a--b", "xn--a", strings.Repeat("a", 63)} {
		if !id.IsSlug(good) {
			t.Errorf("IsSlug(%q) = false", good)
		}
	}
	for _, bad := range []string{
		"", "a", "-a", "a-", "-", "--", "A1", "Maison-a", "maison_a", "maison a", "maison.a", "a/b", "m:a", "*", "aa\n", "\naa",
		"maisön", "名牌", "متجر", "ａａ", "a\x00b", strings.Repeat("a", 64),
	} {
		if id.IsSlug(bad) {
			t.Errorf("IsSlug(%q) = true", bad)
		}
	}
}

// FuzzIsSlug checks that a slug is safe wherever one is put: a path, a subject of NATS, a
// policy's line, a DNS label.
func FuzzIsSlug(f *testing.F) {
	for _, s := range []string{"maison-a", "a", "a.b", "a b", "名牌"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if id.IsSlug(s) && (len(s) < 2 || len(s) > 63 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || strings.Trim(s, "-") != s) {
			t.Errorf("IsSlug(%q)", s)
		}
	})
}
