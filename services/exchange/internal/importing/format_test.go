package importing

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
)

func TestFormatOf(t *testing.T) {
	for given, want := range map[string]Format{
		"application/x-ndjson":                NDJSON,
		"Application/X-NDJSON; charset=UTF-8": NDJSON,
		"text/csv; header=present":            CSV,
		"text/plain;charset=us-ascii":         Plain,
		"text/plain; charset=utf-16":          "",
		"application/json":                    "",
		"":                                    "",
	} {
		got, err := FormatOf(given)
		if got != want || (err == nil) != (want != "") || (err != nil && !errors.Is(err, ErrMediaType)) {
			t.Errorf("%q: got %q, %v", given, got, err)
		}
	}
}

func TestPlain(t *testing.T) {
	for line, want := range map[string]string{
		"shop.example":                    "shop.example",
		"  shop.example\t":                "shop.example",
		"0.0.0.0 shop.example":            "shop.example",
		"127.0.0.1\tshop.example # again": "shop.example",
		"::1   shop.example":              "shop.example",
		"https://shop.example/a#b":        "https://shop.example/a#b",
		"+44 20 7946 0958":                "+44 20 7946 0958",
		"shop.example\t# since yesterday": "shop.example",
		"":                                "",
		"# a comment":                     "",
		"   # another":                    "",
		"0.0.0.0 one.example two.example": "!",
	} {
		d, skip, err := plain([]byte(line))
		switch {
		case want == "!" && !errors.Is(err, ErrLine), want == "" && !skip:
			t.Errorf("%q: got %+v, %v, %v", line, d, skip, err)
		case want != "!" && (err != nil || d.Observable.Value != want):
			t.Errorf("%q: got %+v, %v", line, d, err)
		}
	}
}

func table1(t *testing.T, header string, fill Defaults) reader {
	t.Helper()
	read, err := openTable(newLines(strings.NewReader(header+"\n")), fill)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func TestTable(t *testing.T) {
	read := table1(t, "type,value,tlp,brands,confidence,tags,first_seen,valid_until,Share_Task_Forces,members,except,note", Defaults{})
	d, _, err := read([]byte(`domain,shop.example,amber,maison-a|maison-b,80,a; b,2026-10-01,2027-01-01T00:00:00Z,handbags,market-b,acme,"said ""hi"", once"`))
	want := indicator.Draft{
		Observable: indicator.Given{Type: "domain", Value: "shop.example"}, TLP: "amber",
		Brands: []string{"maison-a", "maison-b"}, Confidence: new(80), Tags: []string{"a", "b"},
		FirstSeen:  time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC),
		ValidUntil: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
		Share: indicator.Share{
			TaskForces: []id.TaskForce{"handbags"}, Members: []id.Member{"market-b"}, Except: []id.Member{"acme"},
		},
		Note: `said "hi", once`,
	}
	if err != nil || !reflect.DeepEqual(d, want) {
		t.Errorf("got %+v, %v", d, err)
	}

	read = table1(t, "value,confidence", Defaults{Type: "domain", TLP: "green"})
	for line, place := range map[string]string{
		`a.example,`:      "",
		`"a.example","7"`: "",
		`a.example`:       "line",
		`a.example,1,2`:   "line",
		`"a.example,1`:    "line",
		`a".example,1`:    "line",
		`a.example,high`:  "/confidence",
		`a.example,0.8`:   "/confidence",
	} {
		_, _, err := read([]byte(line))
		f, _ := fault.As(err)
		switch {
		case place == "" && err != nil,
			place == "line" && !errors.Is(err, ErrLine),
			strings.HasPrefix(place, "/") && (f == nil || len(f.Fields) != 1 || f.Fields[0].Pointer != place):
			t.Errorf("%s: got %v", line, err)
		}
	}
	if _, skip, err := read([]byte("  ")); !skip || err != nil {
		t.Error("an empty line is not skipped")
	}
	if d, _, err := read([]byte("after.example,1")); err != nil || d.Observable.Value != "after.example" {
		t.Errorf("a bad line spoiled the next: %+v, %v", d, err)
	}
}

func TestTable_header(t *testing.T) {
	for header, fill := range map[string]Defaults{
		"":                            {},
		"type,value":                  {},
		"value,tlp":                   {},
		"type,tlp":                    {Type: "domain"},
		"type,value,tlp,price":        {},
		"type,value,tlp,value":        {},
		"type,value,tlp,tags,tags":    {},
		`type,"value,tlp`:             {},
		"domain,shop.example,green,8": {},
	} {
		if _, err := openTable(newLines(strings.NewReader(header)), fill); !errors.Is(err, ErrHeader) {
			t.Errorf("%q: got %v", header, err)
		}
	}
}

func TestDefaults(t *testing.T) {
	f := Defaults{
		Type: "domain", TLP: "amber", Brands: []string{"maison-a"}, Tags: []string{"t"},
		Share: indicator.Share{TaskForces: []id.TaskForce{"handbags"}},
	}
	var d indicator.Draft
	f.fill(&d)
	if d.Observable.Type != "domain" || d.TLP != "amber" || len(d.Brands)+len(d.Tags)+len(d.Share.TaskForces) != 3 {
		t.Errorf("got %+v", d)
	}
	d = indicator.Draft{Observable: indicator.Given{Type: "email"}, TLP: "red", Share: indicator.Share{Members: []id.Member{"b"}}}
	f.fill(&d)
	if d.Observable.Type != "email" || d.TLP != "red" || d.Share.TaskForces != nil {
		t.Errorf("what was there is gone: %+v", d)
	}
}
