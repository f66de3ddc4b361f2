package observable

import (
	"regexp"
	"testing"
)

func TestPlatforms(t *testing.T) {
	c, err := load(registry)
	if err != nil {
		t.Fatal(err)
	}
	id := regexp.MustCompile(`^[a-z0-9-]+$`)
	seen, hosts, total := map[string]bool{}, 0, 0
	for _, p := range c.Platforms {
		if !id.MatchString(p.ID) || seen[p.ID] || p.Name == "" || p.Seller.Is == "" || p.Seller.Pattern == "" {
			t.Errorf("%s: an id of its own, a name and a form of seller are wanted", p.ID)
		}
		seen[p.ID] = true
		sites := map[string]bool{}
		for _, s := range p.Sites {
			if !id.MatchString(s.ID) || sites[s.ID] || len(s.Hosts) == 0 {
				t.Errorf("%s: site %q", p.ID, s.ID)
			}
			sites[s.ID] = true
			hosts += len(s.Hosts)
		}
		total += len(p.Stores) + len(p.Listings)
	}
	if hosts != len(c.hosts) {
		t.Errorf("%d hosts are named, %d differ", hosts, len(c.hosts))
	}
	for h := range c.hosts {
		if got, err := parseHost(h); err != nil || got != h {
			t.Errorf("host %s: %v", h, err)
		}
	}
	t.Logf("%d platforms, %d hosts, %d rules", len(c.Platforms), hosts, total)
}

func TestPlatforms_examples(t *testing.T) {
	for _, p := range platforms().Platforms {
		kinds := map[string]bool{}
		for _, x := range p.Examples {
			typ, value, want := x[0], x[1], x[2]
			kinds[typ] = true
			o, err := Parse(typ, value, Options{})
			if err != nil || o.Canonical != want {
				t.Errorf("%s: Parse(%s, %q) = %q, %v; want %q", p.ID, typ, value, o.Canonical, err, want)
				continue
			}
			if again, err := Parse(typ, want, Options{}); err != nil || again.Canonical != want {
				t.Errorf("%s: Parse(%s, %q) = %q, %v: not stable", p.ID, typ, want, again.Canonical, err)
			}
			if r, ok := o.Ref(); !ok || r.Platform != p.ID || r.ID == "" {
				t.Errorf("%s: Ref of %q = %+v, %v", p.ID, want, r, ok)
			}
		}
		if !kinds["marketplace_seller"] || kinds["store_url"] != (len(p.Stores) > 0) || kinds["listing_url"] != (len(p.Listings) > 0) {
			t.Errorf("%s: an example of each kind it has rules for is wanted; there are %v", p.ID, kinds)
		}
	}
}

func TestLoad_refuses(t *testing.T) {
	for _, bad := range []string{
		`{`, `{"colour": 1}`,
		`{"platforms": [{"id": "x", "seller": {"pattern": "("}}]}`,
		`{"platforms": [{"id": "x", "stores": [{"match": "("}]}]}`,
	} {
		if _, err := load([]byte(bad)); err == nil {
			t.Errorf("load(%s) took it", bad)
		}
	}
}
