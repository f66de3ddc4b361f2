package where

import (
	"strings"
	"testing"
)

const record1 = `{"id":"ind_x","observable":{"type":"domain","value":"Shop.Example","canonical":"shop.example"},"brands":["maison-a","maison-c"],
	"confidence":80,"tags":["handbags"],"first_seen":"2026-10-01T00:00:00Z","tlp":"amber","share":{"task_forces":["handbags"],"members":["market-b"]},
	"attribution":"withheld","links":[{"type":"email","value":"X@shop.example","canonical":"x@shop.example","relation":"contact"}],
	"state":"published","sightings":2,"corroboration":3,"redacted":["source"]}`

func TestHolds(t *testing.T) {
	w, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for expression, want := range map[string]bool{
		`true`:                                 true,
		`confidence >= 80 && type == "domain"`: true,
		`confidence > 80`:                      false,
		`value.endsWith(".example")`:           true,
		`brands.exists(b, b.startsWith("maison-")) && "handbags" in tags`:                                    true,
		`size(brands) == 2 && brands[1] == "maison-c"`:                                                       true,
		`links.exists(l, l.type == "email" && l.value.endsWith("@shop.example") && l.relation == "contact")`: true,
		`first_seen < timestamp("2026-11-01T00:00:00Z")`:                                                     true,
		`event == "indicator.published"`:                                                                     true,
		`event.startsWith("sighting.")`:                                                                      false,
		`"handbags" in tags && sightings + corroboration == 5`:                                               true,
		// What is not there is nothing: no error, and no guess.
		`publisher == ""`:        true,
		`publisher != ""`:        false,
		`"source" in redacted`:   true,
		`note == "" && !expired`: true,
		`valid_until == timestamp("0001-01-01T00:00:00Z")`: true,
		`value.matches("^shop[.]")`:                        true,
		// What fails holds.
		`tags.exists(t, t in ["bags", "shoes"])`: false,
		`brands[7] == "x"`:                       true,
		`confidence / 0 == 1`:                    true,
		`links[0]["none"] == ""`:                 true,
	} {
		if err := w.Check(expression); err != nil {
			t.Errorf("%s: %v", expression, err)
		}
		if got := w.Holds(expression, "indicator.published", []byte(record1)); got != want {
			t.Errorf("%s is %v", expression, got)
		}
	}
	// Where no confidence is given it is -1, and what a view shows of a record that only exists is little.
	for _, expression := range []string{`confidence == -1 && tlp == "red" && value == "" && brands == []`} {
		if !w.Holds(expression, "indicator.published", []byte(`{"id":"ind_x","tlp":"red","state":"published","redacted":["core"]}`)) {
			t.Error(expression)
		}
	}
}

func TestCheck(t *testing.T) {
	w, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for expression, says := range map[string]string{
		``:                                 "1:",
		`confidence >`:                     "1:13",
		`confidnce > 3`:                    "undeclared reference to 'confidnce'",
		`confidence > "3"`:                 "no matching overload",
		`brands`:                           "no condition",
		`confidence`:                       "no condition",
		"true &&\n  nothing":               "2:3",
		`attribution == ""`:                "undeclared", // what its publisher alone sees is nothing to ask for
		`except == []`:                     "undeclared",
		`embargo_until > first_seen`:       "undeclared",
		strings.Repeat("!", 2001) + "true": "more than 2000 bytes",
		`tags.exists(t, brands.exists(b, b == t))`:                                                                    "too long",
		`links.exists(a, links.exists(b, links.exists(c, a == b && b == c)))`:                                         "too long",
		`note.matches("(a|b)*") && note.matches("(c|d)*") && links.exists(l, note.contains(l.value))`:                 "too long",
		strings.Repeat("(", 60) + "true" + strings.Repeat(")", 60):                                                    "1:",
		`[1,2,3].map(x, [1,2,3].map(y, x*y)).size() > 0 && links.all(a, tags.all(b, brands.all(c, a.type == b + c)))`: "too long",
		`value.matches("(")`: "",
	} {
		err := w.Check(expression)
		if says == "" {
			continue
		}
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%.60s: %v", expression, err)
		}
	}
}

// FuzzCheck looks for an expression that is accepted and then panics, or is held to no limit.
func FuzzCheck(f *testing.F) {
	w, err := New()
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{`confidence > 3`, `brands.exists(b, b == "x")`, `note.matches("a+")`, `size(links) % confidence == 1`, `timestamp(value) < first_seen`} {
		f.Add(seed)
	}
	f.Fuzz(func(_ *testing.T, expression string) {
		if w.Check(expression) == nil {
			w.Holds(expression, "indicator.published", []byte(record1))
		}
	})
}

func BenchmarkHolds(b *testing.B) {
	w, err := New()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		w.Holds(`confidence >= 60 && brands.exists(x, x == "maison-c")`, "indicator.published", []byte(record1))
	}
}
