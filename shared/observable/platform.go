package observable

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// The registry of platforms. A platform has sites; ids are unique within one. "match" is a
// regular expression over <part of the host before the site's>/<path>, anchored at both
// ends; the id is its groups, joined by dots, or the value of the parameter "param". "url"
// makes the canonical address: {host} is the first of the site's hosts, {id} the id, {1} and
// {2} the groups. "offer" names parameters that hold the seller of a page that several share.
//
//go:embed platforms.json
var registry []byte

// Ref is what a platform itself calls a thing: a seller, or one of its listings.
type Ref struct {
	Platform string // "amazon"
	Site     string // "de"; "global" where ids hold on every site
	ID       string
}

// String writes platform:site:id, the canonical form of a marketplace_seller.
func (r Ref) String() string { return r.Platform + ":" + r.Site + ":" + r.ID }

type (
	catalogue struct {
		Version   int         `json:"version"`
		Platforms []*platform `json:"platforms"`
		hosts     map[string]placed
	}
	platform struct {
		ID       string      `json:"id"`
		Name     string      `json:"name"`
		Sites    []site      `json:"sites"`
		Seller   form        `json:"seller"`
		Stores   []rule      `json:"stores"`
		Listing  form        `json:"listing"`
		Listings []rule      `json:"listings"`
		Examples [][3]string `json:"examples"` // type, value, canonical form
	}
	site struct {
		ID    string   `json:"id"`
		Hosts []string `json:"hosts"`
	}
	form struct {
		Pattern string `json:"pattern"`
		Case    string `json:"case"` // "upper", "lower" or "": as it stands
		Is      string `json:"is"`   // what the id is, for a message
		re      *regexp.Regexp
	}
	rule struct {
		Match string   `json:"match"`
		Param string   `json:"param"`
		Offer []string `json:"offer"`
		URL   string   `json:"url"`
		re    *regexp.Regexp
	}
	placed struct {
		platform *platform
		site     *site
	}
	found struct {
		ref Ref
		url string // canonical
	}
)

var platforms = sync.OnceValue(func() *catalogue {
	c, err := load(registry)
	if err != nil {
		panic(err) // the registry is compiled in: a test loads it
	}
	return c
})

func load(data []byte) (*catalogue, error) {
	c := &catalogue{hosts: map[string]placed{}}
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.DisallowUnknownFields()
	if err := d.Decode(c); err != nil {
		return nil, fmt.Errorf("read the registry of platforms: %w", err)
	}
	for _, p := range c.Platforms {
		if err := p.compile(); err != nil {
			return nil, fmt.Errorf("platform %s: %w", p.ID, err)
		}
		for i := range p.Sites {
			for _, h := range p.Sites[i].Hosts {
				c.hosts[h] = placed{p, &p.Sites[i]}
			}
		}
	}
	return c, nil
}

func (p *platform) compile() (err error) {
	anchored := func(s string) *regexp.Regexp {
		re, e := regexp.Compile("^(?:" + s + ")$")
		if e != nil && err == nil {
			err = e
		}
		return re
	}
	p.Seller.re, p.Listing.re = anchored(p.Seller.Pattern), anchored(p.Listing.Pattern)
	for _, rules := range [][]rule{p.Stores, p.Listings} {
		for i := range rules {
			rules[i].re = anchored(rules[i].Match)
		}
	}
	return err
}

// at finds the site that a host belongs to, and what stands before the site's own host.
func (c *catalogue) at(host string) (at placed, sub string, ok bool) {
	for h := host; h != ""; {
		if at, ok = c.hosts[h]; ok {
			return at, strings.TrimSuffix(host[:len(host)-len(h)], "."), true
		}
		_, h, _ = strings.Cut(h, ".")
	}
	return placed{}, "", false
}

// find reads what an address means to the platform that it is on: a seller for a store_url,
// a listing for a listing_url.
func (c *catalogue) find(t Type, a address) (found, bool) {
	at, sub, ok := c.at(a.host)
	if !ok || a.port != "" {
		return found{}, false
	}
	form, rules := &at.platform.Seller, at.platform.Stores
	if t == ListingURL {
		form, rules = &at.platform.Listing, at.platform.Listings
	}
	for i := range rules {
		if f, ok := rules[i].apply(at, form, sub+a.path, a.query); ok {
			return f, true
		}
	}
	return found{}, false
}

func (r *rule) apply(at placed, form *form, where, query string) (found, bool) {
	groups := r.re.FindStringSubmatch(where)
	if groups == nil {
		return found{}, false
	}
	groups = groups[1:]
	if r.Param != "" {
		v, one := param(query, r.Param)
		if !one {
			return found{}, false
		}
		groups = []string{v}
	}
	id, ok := form.fit(strings.Join(groups, "."))
	if !ok {
		return found{}, false
	}
	to := []string{"{host}", at.site.Hosts[0], "{id}", url.PathEscape(id)}
	for i, g := range groups {
		to = append(to, "{"+strconv.Itoa(i+1)+"}", g)
	}
	f := found{ref: Ref{at.platform.ID, at.site.ID, id}, url: strings.NewReplacer(to...).Replace(r.URL)}
	offer := ""
	for _, name := range r.Offer {
		v, one := param(query, name)
		seller, ok := at.platform.Seller.fit(v)
		if !one || ok && offer != "" && seller != offer {
			return found{}, false
		}
		if ok {
			offer = seller
		}
	}
	if offer != "" {
		f.url += "?" + r.Offer[0] + "=" + offer
	}
	return f, true
}

// fit gives an id its case and reports whether it is one.
func (f *form) fit(id string) (string, bool) {
	for i := range len(id) {
		if id[i] >= utf8.RuneSelf {
			return id, false // a letter that only looks like another, or becomes it in another case, is another
		}
	}
	switch f.Case {
	case "lower":
		id = strings.ToLower(id)
	case "upper":
		id = strings.ToUpper(id)
	}
	return id, f.Pattern != "" && f.re.MatchString(id)
}

// param returns the value of a parameter in an escaped query, "" where there is none; false
// where it has several, for then which of them counts is the platform's secret.
func param(query, name string) (value string, one bool) {
	seen := false
	for p := range strings.SplitSeq(query, "&") {
		if k, v, _ := strings.Cut(p, "="); k == name {
			plain, err := url.QueryUnescape(v)
			if err != nil || seen && plain != value {
				return "", false
			}
			value, seen = plain, true
		}
	}
	return value, true
}

// site finds a site by its id or by one of its hosts.
func (p *platform) site(name string) (*site, bool) {
	name = strings.TrimPrefix(name, "www.")
	i := slices.IndexFunc(p.Sites, func(s site) bool { return s.ID == name || slices.Contains(s.Hosts, name) })
	if i < 0 {
		return nil, false
	}
	return &p.Sites[i], true
}

func (p *platform) siteNames() string {
	ids := make([]string, 0, len(p.Sites))
	for _, s := range p.Sites {
		ids = append(ids, s.ID)
	}
	return strings.Join(ids, ", ")
}
