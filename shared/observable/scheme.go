package observable

import (
	"embed"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// The registries of the types whose canonical form is scheme:id, e.g. "paypal:shop@a.example":
// one file a type, one scheme a provider, platform, store or carrier. A scheme has forms of its
// id, tried in order: a regular expression over the whole id, in which case letters are written,
// which separators are dropped, a check of checks.go by name, and "out", what is made of the
// groups. "bare" forms tell their scheme by themselves. Pages are addresses that hold an id:
// a host and a regular expression over the whole path (or a parameter); where that is a name that
// could be read as an id, "@" stands before it. "source" says who says so.
//
//go:embed schemes/*.json
var schemeFiles embed.FS

type (
	registryOf struct {
		Word    string    `json:"word"` // what a scheme is here: "platform"
		Slug    string    `json:"slug"` // begins the names of rules: "social"
		Example string    `json:"example"`
		Schemes []*scheme `json:"schemes"`

		byName map[string]*scheme
		byHost map[string][]*page
		bare   []*format
	}
	scheme struct {
		ID       string      `json:"id"`
		Name     string      `json:"name"`
		Alias    []string    `json:"alias"`
		Source   string      `json:"source"`
		Is       string      `json:"is"` // what the id is, for a message
		Forms    []*format   `json:"forms"`
		Pages    []*page     `json:"pages"`
		Examples [][2]string `json:"examples"` // value, canonical form
	}
	format struct {
		Pattern string `json:"pattern"`
		Case    string `json:"case"`  // "upper", "lower" or "": as it stands
		Strip   string `json:"strip"` // separators
		Check   string `json:"check"` // of checks
		Out     string `json:"out"`   // regexp.Expand
		Bare    bool   `json:"bare"`
		Alias   bool   `json:"alias"` // a name that its owner may change or give up: "@" may stand before it

		re     *regexp.Regexp
		scheme *scheme
	}
	page struct {
		Host  string   `json:"host"`
		Match string   `json:"match"`
		Param string   `json:"param"`
		ID    string   `json:"id"`  // regexp.Expand; "$1" where it is not given
		Not   []string `json:"not"` // first groups that are pages of the platform itself

		re     *regexp.Regexp
		scheme *scheme
	}
)

// schemes are the registries by type, loaded when a type is first used.
var schemes = [Count]func() *registryOf{
	PaymentAccount: schemesOf("payment"),
	SocialHandle:   schemesOf("social"),
	TrackingID:     schemesOf("tracking"),
	App:            schemesOf("app"),
	Waybill:        schemesOf("waybill"),
}

func schemesOf(name string) func() *registryOf {
	return sync.OnceValue(func() *registryOf {
		data, err := schemeFiles.ReadFile("schemes/" + name + ".json")
		if err != nil {
			panic(err) // the registry is compiled in: a test loads it
		}
		r, err := loadSchemes(data)
		if err != nil {
			panic(err)
		}
		return r
	})
}

func loadSchemes(data []byte) (*registryOf, error) {
	r := &registryOf{byName: map[string]*scheme{}, byHost: map[string][]*page{}}
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.DisallowUnknownFields()
	if err := d.Decode(r); err != nil {
		return nil, fmt.Errorf("read a registry of schemes: %w", err)
	}
	for _, s := range r.Schemes {
		for _, name := range append([]string{s.ID}, s.Alias...) {
			if r.byName[name] != nil {
				return nil, fmt.Errorf("scheme %s: %s is another's", s.ID, name)
			}
			r.byName[name] = s
		}
		if err := r.compile(s); err != nil {
			return nil, fmt.Errorf("scheme %s: %w", s.ID, err)
		}
	}
	return r, nil
}

func (r *registryOf) compile(s *scheme) (err error) {
	for _, f := range s.Forms {
		f.scheme = s
		if f.re, err = regexp.Compile("^(?:" + f.Pattern + ")$"); err != nil {
			return err
		}
		if f.Check != "" && checks[f.Check] == nil {
			return fmt.Errorf("there is no check %s", f.Check)
		}
		if f.Bare {
			r.bare = append(r.bare, f)
		}
	}
	for _, p := range s.Pages {
		p.scheme = s
		if p.re, err = regexp.Compile("^(?:" + p.Match + ")$"); err != nil {
			return err
		}
		r.byHost[p.Host] = append(r.byHost[p.Host], p)
	}
	return nil
}

// parse reads scheme:id, the address of a page that holds an id, or an id that tells its scheme.
func (r *registryOf) parse(v string) (string, error) {
	if s, ok := r.atPage(v); ok {
		return s, nil
	}
	v = western(v)
	name, id, ok := strings.Cut(v, ":")
	if !ok || strings.HasPrefix(id, "//") {
		return r.alone(v)
	}
	s := r.byName[strings.ReplaceAll(strings.TrimSpace(lower(name)), " ", "-")]
	if s == nil {
		if out, err := r.alone(v); err == nil {
			return out, nil
		}
		return "", wrong(r.Slug+"-"+r.Word, "%s is not a %s of the registry, which has %s", quote(name), r.Word, r.names())
	}
	out, ok := s.fit(strings.TrimFunc(id, invisible))
	if !ok {
		return "", wrong(r.Slug+"-id", "%s is not an id at %s; it is %s", quote(id), s.Name, s.Is)
	}
	return out, nil
}

// alone reads an id that is of one scheme only.
func (r *registryOf) alone(v string) (string, error) {
	found := ""
	for _, f := range r.bare {
		if id, ok := f.fit(v); ok {
			if found != "" && found != f.scheme.ID+":"+id {
				found = ""
				break
			}
			found = f.scheme.ID + ":" + id
		}
	}
	if found == "" {
		return "", wrong(r.Slug+"-form", "write %s:id, e.g. %s", r.Word, r.Example)
	}
	return found, nil
}

// front is what may stand before a platform's host without making it another site: help.x.com has
// no accounts, and m.x.com has.
var front = regexp.MustCompile(`^(?:www|m|mobile|web|old|new|touch|[a-z]{2}(?:-[a-z]{2})?)$`)

// atPage reads an address of a page that holds an id; its scheme (https://) may be left out.
func (r *registryOf) atPage(v string) (string, bool) {
	if len(r.byHost) == 0 || !strings.ContainsAny(v, "/?") {
		return "", false
	}
	if !strings.Contains(v, "//") {
		v = "https://" + v
	}
	a, err := parseAddress(v)
	if err != nil {
		return "", false
	}
	return r.named(a)
}

// named reads the id that the page at an address is about.
func (r *registryOf) named(a address) (string, bool) {
	for _, p := range r.on(a.host) {
		if id, ok := p.id(a); ok {
			if s, ok := p.scheme.fit(id); ok {
				return s, true
			}
		}
	}
	return "", false
}

// on are the pages on a host.
func (r *registryOf) on(host string) []*page {
	pages := r.byHost[host]
	if before, host, _ := strings.Cut(host, "."); pages == nil && r.byHost[host] != nil && front.MatchString(before) {
		pages = r.byHost[host]
	}
	return pages
}

func (p *page) id(a address) (string, bool) {
	where := a.path
	if p.Param != "" {
		v, one := param(a.query, p.Param)
		if !one || !p.re.MatchString(a.path) || v == "" {
			return "", false
		}
		return v, true
	}
	m := p.re.FindStringSubmatchIndex(where)
	if m == nil {
		return "", false
	}
	if len(m) > 3 && slices.Contains(p.Not, where[m[2]:m[3]]) {
		return "", false
	}
	out := p.ID
	if out == "" {
		out = "$1"
	}
	return unescaped(string(p.re.ExpandString(nil, out, where, m)))
}

// fit gives an id its form, behind the scheme's name.
func (s *scheme) fit(id string) (string, bool) {
	for _, f := range s.Forms {
		given := id
		if f.Alias {
			given = strings.TrimPrefix(id, "@")
		}
		out, ok := f.fit(given)
		if !ok {
			continue
		}
		// A name that reads as an id would be another's: "@123" is refused where "123" is an id.
		first := s.first(out)
		return s.ID + ":" + out, first != nil && first.Alias == f.Alias
	}
	return "", false
}

// first is the form that takes an id, and has no other form for it.
func (s *scheme) first(id string) *format {
	for _, f := range s.Forms {
		if out, ok := f.fit(id); ok && out == id {
			return f
		} else if ok {
			return nil
		}
	}
	return nil
}

func (f *format) fit(id string) (string, bool) {
	if f.Strip != "" {
		id = strip(id, f.Strip)
	}
	switch f.Case {
	case "lower":
		if ascii(id) {
			id = lower(id)
		} else if folded, ok := caseless(id); ok {
			id = folded
		} else {
			return "", false
		}
	case "upper":
		id = upper(id)
	}
	m := f.re.FindStringSubmatchIndex(id)
	if m == nil {
		return "", false
	}
	if f.Out != "" {
		id = string(f.re.ExpandString(nil, f.Out, id, m))
	}
	if f.Check != "" {
		return checks[f.Check](id)
	}
	return id, true
}

// strip drops separators; blanks of any kind are one of them where a blank is.
func strip(id, separators string) string {
	if strings.Contains(separators, " ") {
		return compact(id, separators)
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(separators, r) {
			return -1
		}
		return r
	}, id)
}

func (r *registryOf) names() string {
	ids := make([]string, 0, len(r.Schemes))
	for _, s := range r.Schemes {
		ids = append(ids, s.ID)
	}
	return strings.Join(ids, ", ")
}
