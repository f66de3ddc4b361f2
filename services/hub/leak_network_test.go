package hub_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// ties is a network as a member is shown it.
type ties struct {
	ID    string
	Nodes []struct {
		ID, Type, Canonical string
		Hub, Disputed       bool
		Indicators          int
	}
	Edges []struct {
		From, To, Relation string
		Count              int
	}
}

func (a *alliance) ties(t *testing.T, who, typ, value string) ties {
	t.Helper()
	var n ties
	into(t, a.must(t, who, "GET", "/v1/networks?"+url.Values{"type": {typ}, "value": {value}}.Encode(), "", 200), &n)
	return n
}

// values are what is in the network, sorted.
func (n *ties) values() string {
	all := []string{}
	for _, x := range n.Nodes {
		all = append(all, x.Canonical)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// TestLeakNetworks wants a path through what a viewer may not read to break there, for it and
// nobody else, from the entry on that hides it; and what hides it to leave no trace.
func TestLeakNetworks(t *testing.T) {
	t.Parallel()
	a := newAlliance(t)
	publish(t, a, `{"observable":{"type":"domain","value":"one.example"},"tlp":"green","links":[{"type":"phone","value":"+8613800138000","relation":"contact"}]}`)
	bridge, etag := publish(t, a, `{"observable":{"type":"domain","value":"two.example"},"tlp":"amber","share":{"task_forces":["handbags"],"except":["brand-x"]},
		"links":[{"type":"phone","value":"+8613800138000","relation":"contact"},{"type":"domain","value":"three.example","relation":"alias"}]}`)
	publish(t, a, `{"observable":{"type":"domain","value":"three.example"},"tlp":"green","links":[{"type":"email","value":"me@three.example","relation":"contact"}]}`)
	whole, broken := "+8613800138000 me@three.example one.example three.example two.example", "+8613800138000 one.example"
	for who, want := range map[string]string{
		"maison-a": whole, "bazar-b": whole, "brand-x": broken, "maison-c": broken, "rita-c": broken, "police-l": broken, "admin": "", "steve": "",
	} {
		n := a.ties(t, who, "domain", "one.example")
		if got := n.values(); got != want {
			t.Errorf("%s sees %s, want %s", who, got, want)
		}
	}

	// The id is one for all; what is behind it is each one's own.
	seen, part := a.ties(t, "bazar-b", "domain", "one.example"), a.ties(t, "maison-c", "domain", "one.example")
	if seen.ID != part.ID || seen.ID == "" {
		t.Errorf("ids %s and %s", seen.ID, part.ID)
	}
	two := a.ties(t, "bazar-b", "domain", "two.example")
	for _, x := range seen.Nodes {
		hidden := !strings.Contains(broken, x.Canonical)
		got := bare(a.ask(t, "maison-c", "GET", "/v1/networks/"+part.ID+"/path?to="+x.ID, ""))
		none := bare(a.ask(t, "maison-c", "GET", "/v1/networks/"+part.ID+"/path?to=obs_aaaaaaaaaaaaaaaaaaaaaaaaaa", ""))
		if hidden != (got == none) {
			t.Errorf("the path to %s: %s\nto none %s", x.Canonical, got, none)
		}
	}

	// One that was revoked is nobody's: its id is a name without a thing, well made.
	gone, goneTag := publish(t, a, `{"observable":{"type":"domain","value":"gone.example"},"tlp":"green"}`)
	absent := a.ties(t, "maison-a", "domain", "gone.example").ID
	a.must(t, "maison-a", "POST", "/v1/indicators/"+gone+"/revoke", `{"reason":"x"}`, 200, "If-Match", goneTag)
	for _, path := range []string{"", "?limit=1", "?limit=0", "?cursor=x", "/path", "/path?to=x", "/path?type=domain&value=one.example", "/path?type=nonsense"} {
		for _, other := range []string{absent, "net_aaaa", "x"} {
			got, want := bare(a.ask(t, "maison-c", "GET", "/v1/networks/"+two.ID+path, "")), bare(a.ask(t, "maison-c", "GET", "/v1/networks/"+other+path, ""))
			if got != want || !strings.HasPrefix(got, "404") {
				t.Errorf("%s: hidden %s\nabsent %s", path, got, want)
			}
		}
	}
	for _, q := range []string{"type=domain&value=two.example", "type=domain&value=never.example", "type=domain&value=gone.example"} {
		if got := string(a.must(t, "maison-c", "GET", "/v1/networks?"+q, "", 200)); strings.TrimSpace(got) != `{"edges":[],"next_cursor":null,"nodes":[],"truncated":false}` {
			t.Errorf("%s: %s", q, got)
		}
	}

	// A change is followed at once.
	a.must(t, "maison-a", "POST", "/v1/indicators/"+bridge+"/revoke", `{"reason":"x"}`, 200, "If-Match", etag)
	began := time.Now()
	n := a.ties(t, "bazar-b", "domain", "one.example")
	if got := n.values(); got != broken || time.Since(began) > time.Second {
		t.Errorf("%s after %s", got, time.Since(began))
	}
}

// TestLeakNetworkMasks wants what a viewer reads masked to tie nothing, to count nothing, and to be
// found by nobody who guesses it.
func TestLeakNetworkMasks(t *testing.T) {
	t.Parallel()
	a := newAlliance(t)
	for _, value := range []string{"one.example", "two.example"} {
		publish(t, a, fmt.Sprintf(`{"observable":{"type":"domain","value":%q},"tlp":"green","links":[{"type":"phone","value":"+33698765432","relation":"contact"}]}`, value))
	}
	publish(t, a, `{"observable":{"type":"email","value":"me@two.example"},"tlp":"green"}`)
	a.activate(t, masking())
	for who, want := range map[string]string{"maison-a": "+33698765432 me@two.example one.example two.example", "police-l": "+33698765432 me@two.example one.example two.example", "maison-c": "one.example"} {
		n := a.ties(t, who, "domain", "one.example")
		if got := n.values(); got != want {
			t.Errorf("%s sees %s, want %s", who, got, want)
		}
	}
	for _, typ := range []string{"phone +33698765432", "phone +33698765433", "email me@two.example", "email no@two.example"} {
		typ, value, _ := strings.Cut(typ, " ")
		n := a.ties(t, "maison-c", typ, value)
		if typ == "email" { // that its domain is known is no secret, whatever stands before the @
			if got := n.values(); got != value+" two.example" && got != "two.example "+value {
				t.Errorf("%s: %s", value, got)
			}
		} else if len(n.Nodes) != 0 {
			t.Errorf("%s: %v", value, n)
		}
		for _, x := range n.Nodes {
			if x.Canonical == value && x.Indicators != 0 {
				t.Errorf("%s is counted: %v", value, x)
			}
		}
	}
}

// TestNetworkPages pages through a network that grows meanwhile.
func TestNetworkPages(t *testing.T) {
	t.Parallel()
	a := newAlliance(t)
	links := []string{}
	for n := range 20 {
		links = append(links, fmt.Sprintf(`{"type":"domain","value":"d%02d.example","relation":"alias"}`, n))
	}
	publish(t, a, `{"observable":{"type":"domain","value":"one.example"},"tlp":"green","links":[`+strings.Join(links, ",")+`]}`)
	var got []string
	edges := 0
	path := "/v1/networks?type=domain&value=one.example&limit=3"
	for pages := 0; path != ""; pages++ {
		x := a.ask(t, "bazar-b", "GET", path, "")
		var page struct {
			ties
			Next *string `json:"next_cursor"`
		}
		into(t, x.body, &page)
		for _, n := range page.Nodes {
			got = append(got, n.Canonical)
		}
		edges += len(page.Edges)
		path = ""
		if page.Next != nil {
			link, _, _ := strings.Cut(strings.TrimPrefix(x.header.Get("Link"), "<"), ">")
			path = link
			if a.ask(t, "maison-c", "GET", link, "").status != 400 {
				t.Error("another's cursor is taken")
			}
		}
		if pages == 2 { // a new one, weaker than all that there are
			publish(t, a, `{"observable":{"type":"domain","value":"d00.example"},"tlp":"green","confidence":10,"links":[{"type":"domain","value":"late.example","relation":"hosts"}]}`)
		}
	}
	slices.Sort(got)
	if len(got) != 22 || len(slices.Compact(got)) != 22 || edges != 21 || got[0] != "d00.example" {
		b, _ := json.Marshal(got)
		t.Errorf("%d nodes, %d edges: %s", len(got), edges, b)
	}
}
