package catalog

import (
	"slices"
	"strings"
	"testing"
)

func TestFolded(t *testing.T) {
	for _, same := range [][]string{
		{"hermes", "Hermès", "HERMÈS", "herme\u0300s", "ＨＥＲＭＥＳ"},
		{"strasse", "STRASSE", "straße"},
		{"كتاب", "كـــتاب", "كِتَاب"},
		{"احمد", "أحمد"},
		{"上海", "上海"},
		{"αθηνα", "ΑΘΉΝΑ"},
		{"ｶ", "カ"},
	} {
		for _, s := range same {
			if folded(s) != folded(same[0]) {
				t.Errorf("%q is folded to %q, %q to %q", s, folded(s), same[0], folded(same[0]))
			}
		}
	}
	for _, apart := range [][2]string{{"か", "カ"}, {"กา", "กิ"}, {"上", "海"}} {
		if folded(apart[0]) == folded(apart[1]) {
			t.Errorf("%q and %q are one", apart[0], apart[1])
		}
	}
}

func TestNotes(t *testing.T) {
	const note = "bought in 上海市, order-4711; size m, see hermes’s shop."
	for word, want := range map[string]bool{
		"bought": true, "bou": true, "ought": false, "上海": true, "海市": true, "市": true, "4711": true, "711": false,
		"order-47": true, "ize": false, "hermes": true, "shop.": true, "": false,
	} {
		if notes(note, word) != want {
			t.Errorf("%q in the note: %v", word, !want)
		}
	}
}

// FuzzGrams holds that what occurs in a text is found by its grams: no posting is missed.
func FuzzGrams(f *testing.F) {
	for _, s := range []string{"shop-1.example", "上海市", "كتاب جديد", "a b", "é\u0301\xff", "order-4711 m"} {
		f.Add(s, "op", 2, 5)
	}
	f.Fuzz(func(t *testing.T, text, _ string, from, length int) {
		text = folded(text)
		runes := []rune(text)
		if from < 0 || length <= 0 || from >= len(runes) || length > len(runes)-from {
			return
		}
		word := string(runes[from : from+length])
		if strings.ContainsAny(word, " \t\n\v\f\r") || len(strings.Fields(word)) != 1 {
			return
		}
		value, note := inValue(nil, text), inNote(nil, text)
		for _, b := range inValue(nil, word) {
			if strings.Contains(text, word) && !slices.Contains(value, b) {
				t.Fatalf("%q has %q, but not its grams", text, word)
			}
		}
		if word = bare(word); notes(text, word) {
			for _, b := range inNote(nil, word) {
				if !slices.Contains(note, b) {
					t.Fatalf("the note %q has %q, but not its grams", text, word)
				}
			}
		}
	})
}
