package hub_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/services/hub"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/ledger"
)

// activate puts a policy on the ledger, in place of the one in force.
func (a *alliance) activate(t *testing.T, text string) {
	t.Helper()
	p := a.hub.Process
	if _, err := (policies.Revision{Text: text}).Set(); err != nil {
		t.Fatal(err)
	}
	_, err := p.Fold.Append(t.Context(), ledger.Draft{
		At: p.Now(), Kind: ledger.KindPolicy, ID: policies.Entity, Verb: policies.VerbActivated, Actor: "u:admin", Schema: policies.Schema,
		Body: policies.Encode(policies.Revision{Text: text, Author: "u:admin", Approver: "u:admin"}), Expect: p.Policies.Revision().Position,
	})
	if err != nil {
		t.Fatal(err)
	}
}

// masking is the default policy, but for who reads which classes: personal data the police alone,
// evidence task forces alone, the source nobody.
func masking() string {
	var lines []string
	for line := range strings.Lines(policies.DefaultText()) {
		if !strings.Contains(line, "read.*") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "") + `
p, role:member,          *,      *, green,        read.core,     allow
p, role:member,          tf,     *, amber+strict, read.core,     allow
p, role:member,          direct, *, red,          read.core,     allow
p, role:member,          tf,     *, amber+strict, read.evidence, allow
p, role:law_enforcement, *,      *, green,        read.pii,      allow
`
}

// masked is a record whose fields tell who may read them: which texts belong to which class, and
// by whom each class is read under masking.
type masked struct {
	draft   string
	classes map[string][]string // class -> texts that only it shows
	reads   map[string][]string // class -> who reads it, besides the publisher
	sees    []string
	id      string
}

func maskedRecords() []masked {
	return []masked{
		{
			draft: `{"observable":{"type":"phone","value":"0612345678","region":"FR"},"tlp":"green","basis":"customs_or_court","note":"Noted one.","tags":["m"],"confidence":70,
				"links":[{"type":"email","value":"linked-one@mail.example","relation":"contact"},{"type":"iban","value":"DE89370400440532013000","relation":"payment"},{"type":"domain","value":"open-one.example","relation":"hosts"}]}`,
			classes: map[string][]string{"evidence": {"customs_or_court", "Noted one."}, "pii": {"612345678", `"region":"FR"`, "linked-one@", "DE893704"}, "source": {"maison-a"}},
			reads:   map[string][]string{"pii": {"police-l"}}, sees: []string{"bazar-b", "maison-c", "police-l"},
		},
		{
			draft: `{"observable":{"type":"domain","value":"plain-two.example"},"tlp":"green","note":"Noted two.","tags":["m"],"confidence":70,
				"links":[{"type":"phone","value":"+33698765432","relation":"contact"}]}`,
			classes: map[string][]string{"evidence": {"Noted two."}, "pii": {"698765432"}, "source": {"maison-a"}},
			reads:   map[string][]string{"pii": {"police-l"}}, sees: []string{"bazar-b", "maison-c", "police-l"},
		},
		{
			draft: `{"observable":{"type":"email","value":"masked-three@mail.example"},"tlp":"amber","basis":"customs_or_court","note":"Noted three.","tags":["m"],"confidence":70,
				"share":{"task_forces":["handbags"]}}`,
			classes: map[string][]string{"evidence": {"customs_or_court", "Noted three."}, "pii": {"masked-three@"}, "source": {"maison-a"}},
			reads:   map[string][]string{"evidence": {"bazar-b"}}, sees: []string{"bazar-b"},
		},
		{
			draft:   `{"observable":{"type":"domain","value":"bare-four.example"},"tlp":"green","attribution":"pseudonymous","tags":["m"],"confidence":70}`,
			classes: map[string][]string{"source": {"maison-a", "anon-"}},
			reads:   map[string][]string{}, sees: []string{"bazar-b", "maison-c", "police-l"},
		},
	}
}

// check wants exactly what somebody may read of the record to be in a text that shows it.
func (m *masked) check(t *testing.T, who, exit string, shown []byte) {
	t.Helper()
	var redacted []string
	for _, class := range slices.Sorted(maps.Keys(m.classes)) {
		reads := who == "maison-a" || slices.Contains(m.reads[class], who)
		for _, text := range m.classes[class] {
			if has := bytes.Contains(shown, []byte(text)); has && !reads || reads && !has && text != "anon-" {
				t.Errorf("%s as %s: %q, which is of the class %s, is there: %t\n%s", exit, who, text, class, has, shown)
			}
		}
		if !reads {
			redacted = append(redacted, class)
		}
	}
	var has struct{ Redacted []string }
	into(t, shown, &has)
	if !slices.Equal(has.Redacted, redacted) {
		t.Errorf("%s as %s: redacted %v, want %v", exit, who, has.Redacted, redacted)
	}
}

// TestLeakMasked wants what a policy masks to be nowhere: on no exit, under no filter, in no count,
// in no copy that is kept.
func TestLeakMasked(t *testing.T) {
	clock := hubtest.NewClock(time.Time{})
	a := newAlliance(t, func(c *hub.Config) { c.Process.Now = clock.Now })
	watchers := []string{"maison-a", "bazar-b", "maison-c", "police-l"}
	old := maskedRecords()
	for n := range old { // published, read and kept before the policy changes
		old[n].id, _ = publish(t, a, old[n].draft)
	}
	kept := map[string]string{}
	for _, who := range watchers {
		for n := range old {
			kept[who+old[n].id] = a.ask(t, who, "GET", "/v1/indicators/"+old[n].id, "").header.Get("ETag")
		}
		a.must(t, who, "GET", "/v1/indicators?tag=m", "", 200) // whatever the hub keeps of pages, it keeps now
	}

	a.activate(t, masking())
	streams, sinks := map[string]*listener{}, map[string]*hubtest.Sink{}
	for _, who := range watchers {
		sinks[who] = hubtest.NewSink(t)
		a.must(t, who, "POST", "/v1/subscriptions", fmt.Sprintf(`{"url":%q,"filter":{}}`, sinks[who].URL), 201)
		streams[who] = a.listen(t, who, "/v1/stream")
	}
	late := maskedRecords() // published while they listen
	for n := range late {
		late[n].draft = strings.NewReplacer("345678", "345679", "765432", "765433", "two.example", "two-b.example", "three@mail", "three@late", "four.example", "four-b.example").Replace(late[n].draft)
		for class, texts := range late[n].classes {
			for i := range texts {
				late[n].classes[class][i] = strings.NewReplacer("345678", "345679", "765432", "765433").Replace(texts[i])
			}
		}
		late[n].id, _ = publish(t, a, late[n].draft)
	}
	last, _ := publish(t, a, `{"observable":{"type":"domain","value":"last.example"},"tlp":"green"}`)
	all := append(old, late...)

	for _, who := range watchers {
		for n := range all {
			m := &all[n]
			if who != "maison-a" && !slices.Contains(m.sees, who) {
				a.must(t, who, "GET", "/v1/indicators/"+m.id, "", 404)
				continue
			}
			got := a.ask(t, who, "GET", "/v1/indicators/"+m.id, "", "If-None-Match", kept[who+m.id])
			was := kept[who+m.id]
			switch {
			case was == "":
			case who == "maison-a" && got.status != http.StatusNotModified:
				t.Errorf("%d: the publisher's copy is no longer current", got.status)
			case who != "maison-a" && (got.status != http.StatusOK || got.header.Get("ETag") == was):
				t.Errorf("as %s: %d %s: a copy that says more than it may counts as current", who, got.status, got.header.Get("ETag"))
			}
			m.check(t, who, "get", a.must(t, who, "GET", "/v1/indicators/"+m.id, "", 200))
		}
		a.exits(t, who, last, streams[who], sinks[who], func(exit, id string, shown []byte) {
			for n := range all {
				if all[n].id == id {
					all[n].check(t, who, exit, shown)
				}
			}
		})
	}
	a.oracles(t, watchers)

	a.activate(t, policies.DefaultText())
	for _, who := range watchers { // and what was good before is good again
		for n := range old {
			if was := kept[who+old[n].id]; was != "" && slices.Contains(old[n].sees, who) {
				a.must(t, who, "GET", "/v1/indicators/"+old[n].id, "", 304, "If-None-Match", was)
			}
		}
	}
}

// exits calls see with each indicator that leaves for somebody on a list, in the feed, in an
// export, on a stream and to a webhook; last is the one that is known to come last.
func (a *alliance) exits(t *testing.T, who, last string, stream *listener, sink *hubtest.Sink, see func(exit, id string, shown []byte)) {
	t.Helper()
	type event struct{ Data json.RawMessage }
	tell := func(exit string, shown json.RawMessage) {
		var x struct{ ID string }
		into(t, shown, &x)
		see(exit, x.ID, shown)
	}
	for _, path := range []string{"/v1/indicators?limit=1000", "/v1/indicators?tag=m&min_confidence=70", "/v1/indicators?since=2020-01-01T00:00:00Z"} {
		var list struct{ Items []json.RawMessage }
		into(t, a.must(t, who, "GET", path, "", 200), &list)
		if len(list.Items) < 4 {
			t.Errorf("%s as %s: %d items", path, who, len(list.Items))
		}
		for _, i := range list.Items {
			tell(path, i)
		}
	}
	var feed struct{ Items []event }
	into(t, a.must(t, who, "GET", "/v1/changes?limit=1000", "", 200), &feed)
	for _, e := range feed.Items {
		tell("the feed", e.Data)
	}
	for line := range strings.Lines(string(a.must(t, who, "GET", "/v1/indicators/export", "", 200))) {
		tell("the export", json.RawMessage(line))
	}
	streamed := 0
	for line := range strings.Lines(stream.until(t, last)) {
		if data, is := strings.CutPrefix(line, "data: "); is && strings.HasSuffix(line, "\n") {
			var e event
			into(t, []byte(data), &e)
			tell("the stream", e.Data)
			streamed++
		}
	}
	if streamed < 3 {
		t.Errorf("%d events on %s's stream", streamed, who)
	}
	for n := 1; ; n++ {
		var e event
		got := sink.Wait(t, n)[n-1].Body
		into(t, got, &e)
		tell("the webhook", e.Data)
		if bytes.Contains(got, []byte(last)) {
			return
		}
	}
}

// oracles asks for what is masked by its value, as somebody who guessed it would. Each guess is to
// be answered as a wrong one.
func (a *alliance) oracles(t *testing.T, watchers []string) {
	t.Helper()
	for _, guess := range []struct {
		path, wrong string   // the question with a right guess, and with a wrong one
		reads       []string // for whom it is none
	}{
		{"type=phone&value=%2B33612345678", "type=phone&value=%2B33612345000", []string{"maison-a", "police-l"}},
		{"value=%2B33612345678", "value=%2B33612345000", []string{"maison-a", "police-l"}},
		{"q=612345678", "q=612345000", []string{"maison-a", "police-l"}},
		{"type=phone&q=612345678", "type=phone&q=612345000", []string{"maison-a", "police-l"}},
		{"q=masked-three", "q=masked-other", []string{"maison-a"}},
		{"type=email&value=masked-three%40mail.example", "type=email&value=masked-other%40mail.example", []string{"maison-a"}},
		{"publisher=maison-a", "publisher=maison-z", []string{"maison-a"}},
		{"q=698765432", "q=698765000", nil}, // a link is found by nobody
		{"q=Noted", "q=Nosed", []string{"maison-a", "bazar-b"}},
		{"q=noted+ONE", "q=noted+four", []string{"maison-a"}},
		{"basis=customs_or_court", "basis=image_match", []string{"maison-a", "bazar-b"}},
		{"prefix=%2B3361234", "prefix=%2B3361239", []string{"maison-a", "police-l"}},
		{"prefix=masked-th", "prefix=masked-ot", []string{"maison-a"}},
		{"registrable=mail.example", "registrable=email.example", []string{"maison-a"}},
	} {
		for _, more := range []string{"", "&limit=1", "&state=all", "&tag=m", "&min_confidence=1"} {
			for _, path := range []string{"/v1/indicators?", "/v1/indicators/export?", "/v1/indicators/facets?", "/v1/indicators?sort=modified&"} {
				if strings.Contains(path, "export") && more == "&limit=1" {
					continue
				}
				for _, who := range watchers {
					right, wrong := bare(a.ask(t, who, "GET", path+guess.path+more, "")), bare(a.ask(t, who, "GET", path+guess.wrong+more, ""))
					if (right == wrong) == slices.Contains(guess.reads, who) {
						t.Errorf("%s as %s tells a right guess from a wrong one: %t\n%s\n%s", path+guess.path+more, who, right != wrong, right, wrong)
					}
				}
			}
		}
	}
}

// TestLeakMaskedIsNotDelivered wants a subscription's filter on the publisher to match nothing where
// the publisher is masked, withheld or behind a pseudonym: what arrives would tell.
func TestLeakMaskedIsNotDelivered(t *testing.T) {
	for name, text := range map[string]string{"masked": masking(), "attributed otherwise": policies.DefaultText()} {
		t.Run(name, func(t *testing.T) {
			a := newAlliance(t)
			a.activate(t, text)
			guess, guess2, all := hubtest.NewSink(t), hubtest.NewSink(t), hubtest.NewSink(t)
			a.must(t, "maison-c", "POST", "/v1/subscriptions", fmt.Sprintf(`{"url":%q,"filter":{"publishers":["maison-a"]}}`, guess.URL), 201)
			a.must(t, "maison-c", "POST", "/v1/subscriptions", fmt.Sprintf(`{"url":%q,"filter":{"where":"publisher == 'maison-a' || note.contains('secret') || basis == 'test_purchase' || links.exists(l, l.value == '+33612345678')"}}`, guess2.URL), 201)
			a.must(t, "maison-c", "POST", "/v1/subscriptions", fmt.Sprintf(`{"url":%q,"filter":{}}`, all.URL), 201)
			for n, attribution := range []string{"named", "pseudonymous", "withheld"} {
				if text != masking() && attribution == "named" {
					continue
				}
				hidden := ""
				if text == masking() {
					hidden = `,"note":"secret","basis":"test_purchase","links":[{"type":"phone","value":"+33612345678","relation":"contact"}]`
				}
				publish(t, a, fmt.Sprintf(`{"observable":{"type":"domain","value":"d%d.example"},"tlp":"green","attribution":%q%s}`, n, attribution, hidden))
			}
			last, _ := publish(t, a, `{"observable":{"type":"domain","value":"last.example"},"tlp":"green","attribution":"withheld"}`)
			for n := 1; !bytes.Contains(all.Wait(t, n)[n-1].Body, []byte(last)); n++ {
				continue
			}
			time.Sleep(100 * time.Millisecond)
			if got := append(guess.Received(), guess2.Received()...); len(got) != 0 {
				t.Errorf("it tells of what is masked: %s", got[0].Body)
			}
		})
	}
}

// TestLeakMaskedIsNotCounted wants nobody to learn what is masked by publishing a guess and looking
// at how many say the same, nor by comparing the count on the masked one before and after.
func TestLeakMaskedIsNotCounted(t *testing.T) {
	a := newAlliance(t)
	a.activate(t, masking())
	count := func(who, id string) int {
		var has struct{ Corroboration int }
		into(t, a.must(t, who, "GET", "/v1/indicators/"+id, "", 200), &has)
		return has.Corroboration
	}
	hid, _ := publish(t, a, `{"observable":{"type":"phone","value":"+33612345678"},"tlp":"green"}`)
	plain, _ := publish(t, a, `{"observable":{"type":"domain","value":"plain.example"},"tlp":"green"}`)
	for _, who := range []string{"maison-c", "police-l"} {
		var phone, domain struct {
			ID            string
			Corroboration int
		}
		into(t, a.must(t, who, "POST", "/v1/indicators", `{"observable":{"type":"phone","value":"+33612345678"},"tlp":"green"}`, 201), &phone)
		into(t, a.must(t, who, "POST", "/v1/indicators", `{"observable":{"type":"domain","value":"plain.example"},"tlp":"green"}`, 201), &domain)
		want := map[string]int{"maison-c": 1, "police-l": 3}[who]
		if phone.Corroboration != want || count(who, phone.ID) != want || count(who, hid) != want {
			t.Errorf("%s: %d publishers of a phone that it published, then %d; of the one that is masked from it %d; want %d",
				who, phone.Corroboration, count(who, phone.ID), count(who, hid), want)
		}
		if more := map[string]int{"maison-c": 2, "police-l": 3}[who]; domain.Corroboration != more || count(who, plain) != more {
			t.Errorf("%s: %d and %d publishers of a domain, which is masked from nobody; want %d", who, domain.Corroboration, count(who, plain), more)
		}
	}
}
