package hub_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// over are the kinds of record that stand no more, for their publisher either: they are met by nobody.
var over = []string{"expired", "expires now", "revised to be over", "erased", "held for the steward"}

// meets says who may meet a record, from the table that is written by hand.
func (r *record) meets(who string) bool {
	return !r.revoked && !slices.Contains(over, r.name) && (slices.Contains(publisher, who) || slices.Contains(r.reads, who))
}

// TestLeakScreening has everybody screen for every kind of record, itself and under all keys, and
// wants what is hidden answered as what there is not, byte for byte; in ranges, too (L35).
func TestLeakScreening(t *testing.T) {
	a, all, _ := newAudience(t)
	var key struct{ Key string }
	into(t, a.must(t, "maison-c", "GET", "/v1/screen/range", "", 200), &key)
	secret, err := hex.DecodeString(key.Key)
	if err != nil {
		t.Fatal(err)
	}
	compared, met := 0, 0
	for _, who := range everybody {
		ask := func(typ, value, called string) string {
			got := a.ask(t, who, "POST", "/v1/screen", fmt.Sprintf(`{"observables":[{"type":%q,"value":%q}],"limit":100}`, typ, value))
			got.header.Del("Content-Length") // as long as what was asked
			return strings.ReplaceAll(bare(got), called, "VALUE")
		}
		for n := range all {
			r := &all[n]
			typ, value, _ := strings.Cut(strings.TrimPrefix(r.drafts[0], `{"observable":{"type":"`), `","value":"`)
			value, _, _ = strings.Cut(value, `"`)
			absent, forms := "r-absent.example", [][2]string{{"domain", "%s"}, {"domain", "www.%s"}, {"email", "x@%s"}, {"store_url", "https://%s/x"}, {"domain", "%s."}}
			if typ == "phone" {
				absent, forms = "+33612345699", [][2]string{{"phone", "%s"}}
			}
			for _, f := range forms {
				got, want := ask(f[0], fmt.Sprintf(f[1], value), value), ask(f[0], fmt.Sprintf(f[1], absent), absent)
				compared++
				if is := got != want; is != r.meets(who) && a.keys[who] != "" && who != "gone-g" {
					t.Errorf("%s as %s by %s: met: %t\n%s", r.name, who, fmt.Sprintf(f[1], "it"), is, got)
				} else if is {
					met++
				}
			}
			mac := hmac.New(sha256.New, secret)
			mac.Write([]byte(typ + ":" + value))
			tag := hex.EncodeToString(mac.Sum(nil))
			got := a.ask(t, who, "GET", "/v1/screen/range/"+tag[:3], "")
			if in := strings.Contains(string(got.body), tag[3:27]); in != (got.status == 200 && r.meets(who)) {
				t.Errorf("%s as %s: in its range: %t", r.name, who, in)
			}
			if n := strings.Count(string(got.body), `"suffix"`); got.status == 200 && n != 256 {
				t.Errorf("%s as %s: %d entries in its range", r.name, who, n)
			}
		}
	}
	t.Logf("%d answers compared, %d of what is met", compared, met)
	if met < 500 {
		t.Errorf("only %d met: the test does not test", met)
	}
}

// TestLeakRanges wants what is hidden from a stranger to leave ranges as they were (a fifth of all).
func TestLeakRanges(t *testing.T) {
	a := newAlliance(t)
	ranges := func() []string {
		var bodies []string
		for p := 0; p < 1<<12; p += 5 {
			bodies = append(bodies, string(a.must(t, "maison-c", "GET", fmt.Sprintf("/v1/screen/range/%03x", p), "", 200)))
		}
		return bodies
	}
	publish(t, a, `{"observable":{"type":"domain","value":"seen.example"},"tlp":"green"}`)
	before := ranges()
	for n := range 50 {
		publish(t, a, fmt.Sprintf(`{"observable":{"type":"domain","value":"hidden-%d.example"},"tlp":"green","share":{"except":["maison-c"]}}`, n))
		publish(t, a, fmt.Sprintf(`{"observable":{"type":"email","value":"hidden+%d@gmail.com"},"tlp":"red","share":{"members":["pay-d"]}}`, n))
	}
	id, etag := publish(t, a, `{"observable":{"type":"domain","value":"seen-and-lost.example"},"tlp":"green"}`)
	a.must(t, "maison-a", "POST", "/v1/indicators/"+id+"/revoke", `{"reason":"x"}`, 200, "If-Match", etag)
	if after := ranges(); !slices.Equal(before, after) {
		t.Error("what is hidden changes a range")
	}
}

// TestLeakLookalikes wants a host to look the same to everybody whose own list does not have it,
// whatever blind lists of others there are: what looks like no mark is nowhere said to be authorised.
func TestLeakLookalikes(t *testing.T) {
	a := newAlliance(t)
	a.must(t, "maison-a", "POST", "/v1/protections", `{"name":"Words","purpose":"marks","marks":["Belmonte"]}`, 201)
	const asked = `{"observables":[{"type":"domain","value":"belmonte-dealer.example"},{"type":"email","value":"buyer@belmonta.example"},{"type":"store_url","value":"https://www.be1monte.example/"}]}`
	ask := func(who string) string { return string(a.ask(t, who, "POST", "/v1/screen", asked).body) }
	before := map[string]string{}
	for _, who := range viewers {
		before[who] = ask(who)
		knows := who != "admin" && who != "steve" && who != "anonymous"
		if n := strings.Count(before[who], `"kind":"lookalike"`); knows && (n != 3 || before[who] != before["bazar-b"]) || !knows && n != 0 {
			t.Errorf("%s: %s", who, before[who])
		}
	}
	a.must(t, "maison-a", "POST", "/v1/protections", `{"name":"Dealers","purpose":"authorised","entries":[{"type":"domain","value":"belmonte-dealer.example"}]}`, 201)
	a.must(t, "maison-a", "POST", "/v1/protections", `{"name":"Buyers","purpose":"buyers","entries":[{"type":"email","value":"buyer@belmonta.example"}]}`, 201)
	for _, who := range viewers {
		if after := ask(who); after != before[who] && who != "anonymous" {
			t.Errorf("%s learns of blind lists: %s\nwas %s", who, after, before[who])
		}
	}
	if own := ask("maison-a"); strings.Count(own, `"kind":"lookalike"`) != 1 {
		t.Errorf("its owner is told of what it has listed: %s", own)
	}
}
