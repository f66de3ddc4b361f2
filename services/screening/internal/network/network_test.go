package network

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// three is one seller under three names, each told by another member.
func three(t failer) []catalog.Indicator {
	return []catalog.Indicator{
		says(t, "maison-a", "domain bags-outlet.example", "contact phone +86 138 0013 8000"),
		says(t, "bazar-b", "marketplace_seller amazon:de:A1B2C3D4E5F6G7", "contact phone +86 138 0013 8000", "alias domain leather-4u.example"),
		says(t, "maison-c", "listing_url https://www.leather-4u.example/item/7", "contact email sales@leather-4u.example"),
		says(t, "maison-c", "domain stranger.example", "contact email me@stranger.example"),
	}
}

func TestFind(t *testing.T) {
	w, v := newWorld(), reader("police-l")
	w.put(t, three(t)...)
	n := w.mustFind(t, v, thing(t, "domain bags-outlet.example"))
	want := []string{
		"domain:bags-outlet.example", "domain:leather-4u.example", "email:sales@leather-4u.example", "listing_url:https://www.leather-4u.example/item/7",
		"marketplace_seller:amazon:de:A1B2C3D4E5F6G7", "phone:+8613800138000",
	}
	if got := n.keys(); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if n.Nodes[0].Strength != 1 || n.Nodes[0].Observable.Canonical != "bags-outlet.example" || n.Truncated {
		t.Errorf("begins with %+v, truncated %t", n.Nodes[0], n.Truncated)
	}
	t.Run("says why", func(t *testing.T) {
		mail := n.Nodes[slices.IndexFunc(n.Nodes, func(x Node) bool { return x.Observable.Type == observable.Email })]
		p, ok := n.Path(mail.ID)
		if !ok || len(p.Nodes) != mail.Depth+1 || len(p.Edges) != mail.Depth {
			t.Fatalf("%t %+v", ok, p)
		}
		worth := 1.0
		for i, e := range p.Edges {
			if len(e) == 0 {
				t.Fatalf("nothing ties %s and %s", p.Nodes[i].Observable, p.Nodes[i+1].Observable)
			}
			worth *= e[0].Weight // nobody on it has more than four neighbours
		}
		if diff := worth - mail.Strength; diff > 1e-9 || diff < -1e-9 {
			t.Errorf("the parts come to %f, the path has %f", worth, mail.Strength)
		}
		if e := p.Edges[0][0]; e.Relation != "contact" || e.Publishers != 1 || len(e.Indicators) != 1 || e.Indicators[0] != w.all[0].ID {
			t.Errorf("%+v", e)
		}
		if _, ok := n.Path(w.book.Name("domain:stranger.example")); ok {
			t.Error("a stranger has a path")
		}
	})
	t.Run("nothing of what nobody names", func(t *testing.T) {
		for _, s := range []string{"domain nobody.example", "phone +86 138 0013 8001"} {
			if n := w.mustFind(t, v, thing(t, s)); len(n.Nodes)+len(n.Edges) != 0 || n.Truncated {
				t.Errorf("%s: %s", s, n.lines())
			}
		}
	})
	t.Run("from what nobody names to what follows from it", func(t *testing.T) {
		n := w.mustFind(t, v, thing(t, "store_url https://leather-4u.example/"))
		if !slices.Contains(n.keys(), "phone:+8613800138000") {
			t.Error(n.lines())
		}
	})
}

// TestFollows is what a change of one record does to a network at once.
func TestFollows(t *testing.T) {
	w, v := newWorld(), reader("police-l")
	w.put(t, three(t)...)
	size := func() int { return len(w.mustFind(t, v, thing(t, "domain bags-outlet.example")).Nodes) }
	link := w.all[1]
	for _, c := range []struct {
		why    string
		change func(*catalog.Indicator)
		want   int
	}{
		{"revoked", func(i *catalog.Indicator) { i.State = catalog.Revoked }, 2},
		{"published again", func(*catalog.Indicator) {}, 6},
		{"disputed", func(i *catalog.Indicator) { i.State = catalog.Disputed }, 2},
		{"overruled", func(i *catalog.Indicator) { i.State = catalog.Overruled }, 2},
		{"held", func(i *catalog.Indicator) { i.State = catalog.Held }, 2},
		{"expired", func(i *catalog.Indicator) { i.ValidUntil = start }, 2},
		{"under embargo", func(i *catalog.Indicator) { i.EmbargoUntil = start.AddDate(0, 0, 1) }, 2},
		{"for others", func(i *catalog.Indicator) { i.TLP, i.Share.Members = tlp.Red, []id.Member{"maison-a"} }, 2},
		{"not for this one", func(i *catalog.Indicator) { i.Share.Except = []id.Member{"police-l"} }, 2},
		{"one link less", func(i *catalog.Indicator) { i.Links = i.Links[:1] }, 3},
		{"as it was", func(*catalog.Indicator) {}, 6},
	} {
		i := link
		i.Links = slices.Clone(link.Links)
		c.change(&i)
		w.put(t, i)
		if got := size(); got != c.want {
			t.Errorf("%s: %d nodes, want %d", c.why, got, c.want)
		}
	}
	i := w.all[0]
	i.State = catalog.Disputed
	w.put(t, i)
	if n := w.mustFind(t, v, i.Observable); len(n.Nodes) != 1 || !n.Nodes[0].Disputed || n.Nodes[0].Indicators != 1 {
		t.Errorf("a start that is contested: %s", n.lines())
	}
}

// TestMaskedBreaksThePath is a path whose middle the viewer may know of and not read.
func TestMaskedBreaksThePath(t *testing.T) {
	w := newWorld()
	w.put(t, three(t)...)
	from := thing(t, "domain bags-outlet.example")
	if n := w.mustFind(t, masked("police-l", scope.ReadPII), from); len(n.Nodes) != 1 || len(n.Edges) != 0 {
		t.Errorf("through a masked telephone: %s", n.lines())
	}
	if n := w.mustFind(t, masked("police-l", scope.ReadPII), thing(t, "phone +86 138 0013 8000")); len(n.Nodes) != 0 {
		t.Errorf("from a masked telephone: %s", n.lines())
	}
	if n := w.mustFind(t, masked("police-l", scope.ReadCore), from); len(n.Nodes) != 0 {
		t.Errorf("of what may be seen and not read: %s", n.lines())
	}
	if n := w.mustFind(t, &scope.View{}, from); len(n.Nodes) != 0 {
		t.Errorf("for nobody: %s", n.lines())
	}
	of := func(v *scope.View) float64 { return w.mustFind(t, v, from).Nodes[1].Strength }
	if whole, less := of(reader("police-l")), of(masked("police-l", scope.ReadEvidence)); whole <= less {
		t.Errorf("a masked basis weighs %f, a sure one %f", less, whole)
	}
}

// TestPublishersAreNotToldByCounting: two that withhold their name count as one, and one under two
// names as two.
func TestPublishersAreNotToldByCounting(t *testing.T) {
	one := says(t, "maison-a", "domain a.example", "alias domain b.example")
	for _, c := range []struct {
		first, second catalog.Attribution
		by            id.Member
		want          int
	}{
		{catalog.Named, catalog.Named, "maison-c", 2},
		{catalog.Withheld, catalog.Withheld, "maison-c", 1},
		{catalog.Pseudonymous, catalog.Pseudonymous, "maison-c", 2},
		{catalog.Named, catalog.Withheld, "maison-c", 2},
	} {
		w := newWorld()
		other := says(t, c.by, "domain a.example", "alias domain b.example")
		first := one
		first.Attribution, other.Attribution = c.first, c.second
		w.put(t, first, other)
		n := w.mustFind(t, reader("police-l"), one.Observable)
		if len(n.Edges) != 1 || n.Edges[0].Publishers != c.want || len(n.Edges[0].Indicators) != 2 {
			t.Errorf("%s and %s: %s", c.first, c.second, n.lines())
		}
	}
}

// sellers are so many who have nothing in common but what they link to.
func sellers(t failer, n int, link string) []catalog.Indicator {
	var all []catalog.Indicator
	for i := range n {
		all = append(all, says(t, id.Member(fmt.Sprint("brand-", i%7)), fmt.Sprintf("domain shop-%d.example", i), link, fmt.Sprintf("contact email me@shop-%d.example", i)))
	}
	return all
}

// TestHubs is the forwarder that many sellers use: they are no network. How many use it is what
// the viewer sees of it.
func TestHubs(t *testing.T) {
	const account = "payment email pay@provider.example"
	from := "domain shop-0.example"
	t.Run("two of one account are one seller", func(t *testing.T) {
		w := newWorld()
		w.put(t, sellers(t, 2, account)...)
		if n := w.mustFind(t, reader("police-l"), thing(t, from)); len(n.Nodes) != 5 {
			t.Error(n.lines())
		}
	})
	t.Run("more neighbours tie less", func(t *testing.T) {
		last := 1.0
		for _, many := range []int{5, 9, 20, HubAt} {
			w := newWorld()
			w.put(t, sellers(t, many, account)...)
			n := w.mustFind(t, reader("police-l"), thing(t, from))
			i := slices.IndexFunc(n.Nodes, func(x Node) bool { return x.Observable.Canonical == "shop-1.example" })
			if i < 0 || n.Nodes[i].Strength >= last {
				t.Fatalf("with %d: %s", many, n.lines())
			}
			last = n.Nodes[i].Strength
		}
	})
	t.Run("a hub is shown and not gone through", func(t *testing.T) {
		w := newWorld()
		w.put(t, sellers(t, HubAt+1, account)...)
		n := w.mustFind(t, reader("police-l"), thing(t, from))
		if got := n.keys(); len(got) != 3 || !slices.ContainsFunc(n.Nodes, func(x Node) bool { return x.Hub && x.Indicators == 0 }) {
			t.Error(n.lines())
		}
		n = w.mustFind(t, reader("police-l"), thing(t, "email pay@provider.example"))
		if len(n.Nodes) != HubAt+2 || !n.Nodes[0].Hub || n.Truncated {
			t.Errorf("from the hub itself, its neighbours alone: %s", n.lines())
		}
	})
	t.Run("of the largest a part is read, and it says so", func(t *testing.T) {
		w := newWorld()
		w.put(t, sellers(t, maxClaims+5, account)...)
		n := w.mustFind(t, reader("police-l"), thing(t, "email pay@provider.example"))
		if len(n.Nodes) != maxClaims+1 || !n.Nodes[0].Hub || !n.Truncated {
			t.Errorf("%d nodes, truncated %t", len(n.Nodes), n.Truncated)
		}
	})
	t.Run("a hub is one by what its viewer sees", func(t *testing.T) {
		w := newWorld()
		all := sellers(t, HubAt+1, account)
		for i := range all[2:] {
			all[i+2].TLP, all[i+2].Share.Members = tlp.Red, []id.Member{"maison-a"}
		}
		w.put(t, all...)
		alone := newWorld()
		alone.put(t, all[:2]...)
		got, want := w.mustFind(t, reader("police-l"), thing(t, from)).lines(), alone.mustFind(t, reader("police-l"), thing(t, from)).lines()
		if got != want {
			t.Errorf("hidden ones make a difference:\n%s\nwant\n%s", got, want)
		}
	})
	t.Run("a host that nobody accuses ties nothing", func(t *testing.T) {
		w := newWorld()
		w.put(t, says(t, "maison-a", "store_url https://pages.example/one"), says(t, "maison-c", "store_url https://pages.example/two"))
		if n := w.mustFind(t, reader("police-l"), thing(t, "store_url https://pages.example/one")); len(n.Nodes) != 1 {
			t.Error(n.lines())
		}
		if n := w.mustFind(t, reader("police-l"), thing(t, "domain pages.example")); len(n.Nodes) != 3 {
			t.Errorf("who asks for it is shown what is on it: %s", n.lines())
		}
		w.put(t, says(t, "maison-a", "domain pages.example"))
		if n := w.mustFind(t, reader("police-l"), thing(t, "store_url https://pages.example/one")); len(n.Nodes) != 3 {
			t.Error(n.lines())
		}
	})
	t.Run("two spellings of one mailbox are one", func(t *testing.T) {
		w := newWorld()
		w.put(t, says(t, "maison-a", "domain a.example", "contact email joe.doe@gmail.com"), says(t, "maison-c", "domain b.example", "contact email joedoe+shop@gmail.com"))
		if n := w.mustFind(t, reader("police-l"), thing(t, "domain a.example")); len(n.Nodes) != 4 {
			t.Error(n.lines())
		}
	})
	t.Run("a store and its seller are one", func(t *testing.T) {
		w := newWorld()
		w.put(t, says(t, "maison-a", "marketplace_seller amazon:de:A1B2C3D4E5F6G7"), says(t, "maison-c", "store_url https://www.amazon.de/sp?seller=A1B2C3D4E5F6G7"))
		for _, s := range []string{"marketplace_seller amazon:de:A1B2C3D4E5F6G7", "store_url https://www.amazon.de/sp?seller=A1B2C3D4E5F6G7"} {
			if n := w.mustFind(t, reader("police-l"), thing(t, s)); len(n.Nodes) != 2 || n.Edges[0].Relation != MatchKey {
				t.Error(n.lines())
			}
		}
	})
}

// TestWeak is what strangers share by its nature: it is shown, and never the only thing that ties.
func TestWeak(t *testing.T) {
	for _, shared := range []string{"ip 203.0.113.7", "person_name Wei Zhang", "gtin 4006381333931"} {
		w := newWorld()
		for n := range 3 {
			for _, m := range []id.Member{"maison-a", "maison-c"} {
				w.put(t, says(t, m, fmt.Sprintf("domain shop-%d.example", n), "same_operator "+shared, fmt.Sprintf("contact email me@shop-%d.example", n)))
			}
		}
		n := w.mustFind(t, reader("police-l"), thing(t, "domain shop-0.example"))
		if len(n.Nodes) != 3 || !slices.ContainsFunc(n.Nodes, func(x Node) bool { return x.Weak && x.Strength < 0.5 }) {
			t.Errorf("%s: %s", shared, n.lines())
		}
		if n = w.mustFind(t, reader("police-l"), thing(t, shared)); len(n.Nodes) != 4 || n.Truncated {
			t.Errorf("from %s, its own neighbours alone: %s", shared, n.lines())
		}
	}
}

// chain is a line of domains, each the alias of the next.
func chain(t failer, n int) []catalog.Indicator {
	var all []catalog.Indicator
	for i := range n {
		all = append(all, says(t, "maison-a", fmt.Sprintf("domain d%03d.example", i), fmt.Sprintf("same_operator domain d%03d.example", i+1)))
	}
	return all
}

func TestBounds(t *testing.T) {
	w := newWorld()
	w.put(t, chain(t, MaxDepth+2)...)
	if n := w.mustFind(t, reader("police-l"), thing(t, "domain d000.example")); len(n.Nodes) != MaxDepth+1 || !n.Truncated {
		t.Error(n.lines())
	}
	w = newWorld()
	w.put(t, chain(t, MaxDepth)...)
	if n := w.mustFind(t, reader("police-l"), thing(t, "domain d000.example")); len(n.Nodes) != MaxDepth+1 || n.Truncated {
		t.Error(n.lines())
	}
	// A tree wider than a network may be.
	w = newWorld()
	var all []catalog.Indicator
	add := func(name string, children int) {
		links := []string{}
		for c := range children {
			links = append(links, fmt.Sprintf("same_operator domain %s-%d.example", name, c))
		}
		all = append(all, says(t, "maison-a", "domain "+name+".example", links...))
	}
	for a := range 20 {
		for b := range 20 {
			add(fmt.Sprintf("r-%d-%d", a, b), 20)
		}
		add(fmt.Sprintf("r-%d", a), 20)
	}
	add("r", 20)
	w.put(t, all...)
	n := w.mustFind(t, reader("police-l"), thing(t, "domain r.example"))
	if len(n.Nodes) != MaxNodes || !n.Truncated {
		t.Errorf("%d nodes, truncated %t", len(n.Nodes), n.Truncated)
	}
	pages(t, n, 300)
}

// pages wants the pages of a network to be its whole, each edge given once and never before its ends.
func pages(t failer, n *Network, limit int) {
	t.Helper()
	var nodes []Node
	var edges []Edge
	given := map[string]bool{}
	for after := Rank(0); ; {
		p := n.Page(after, limit)
		for _, x := range p.Nodes {
			given[x.ID] = true
		}
		for _, e := range p.Edges {
			if !given[e.From] || !given[e.To] {
				t.Fatalf("%v is given before its ends", e)
			}
		}
		nodes, edges = append(nodes, p.Nodes...), append(edges, p.Edges...)
		if after = p.Last; !p.More {
			break
		}
	}
	if len(nodes) != len(n.Nodes) || len(edges) != len(n.Edges) {
		t.Fatalf("pages of %d: %d nodes of %d, %d edges of %d", limit, len(nodes), len(n.Nodes), len(edges), len(n.Edges))
	}
}

// TestConcurrent reads networks while they change.
func TestConcurrent(t *testing.T) {
	w := newWorld()
	w.put(t, three(t)...)
	var group sync.WaitGroup
	done := make(chan struct{})
	for range 3 {
		group.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				n := w.mustFind(t, reader("police-l"), thing(t, "domain bags-outlet.example"))
				for _, x := range n.Nodes {
					if strings.Contains(x.Observable.Canonical, "secret") {
						t.Error(n.lines())
					}
				}
			}
		})
	}
	i := w.all[1]
	for n := range 200 {
		next := i
		if n%2 == 0 {
			next.TLP, next.Share.Members = tlp.Red, []id.Member{"maison-a"}
			next.Links = append(slices.Clone(i.Links), catalog.Link{Observable: thing(t, "domain secret.example"), Relation: "alias"})
		}
		w.put(t, next)
	}
	close(done)
	group.Wait()
}
