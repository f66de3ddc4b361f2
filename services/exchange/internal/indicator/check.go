package indicator

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/tlp"
)

// The limits on what one indicator may carry.
const (
	MaxValue  = 2048 // bytes
	MaxBrands = 20
	MaxTags   = 50
	MaxTag    = 100 // bytes
	MaxShare  = 200
	MaxLinks  = 100
	MaxPrints = 8    // fingerprints of one image
	MaxNote   = 4000 // characters
	MaxReason = 500  // characters
	skew      = 5 * time.Minute
	maxFaults = 100
)

var tagForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._:=/"+-]*$`)

// checker collects all that is wrong with a draft, so that its writer is told once.
type checker struct{ fields []fault.Field }

func (c *checker) at(pointer, detail string) {
	if len(c.fields) < maxFaults {
		c.fields = append(c.fields, fault.Field{Pointer: pointer, Detail: detail})
	}
}

func (c *checker) err() error {
	if len(c.fields) == 0 {
		return nil
	}
	f := ErrInvalid
	for _, x := range c.fields {
		f = f.At(x.Pointer, "%s", x.Detail)
	}
	return f
}

// normalise gives a draft its one form: the indicator that it becomes, without a name, a
// publisher or a state. Where it cannot, the error names every field that is wrong.
func (b *Book) normalise(publisher id.Member, d *Draft, now time.Time) (catalog.Indicator, error) {
	var c checker
	i := catalog.Indicator{
		Observable:   c.observable("/observable", d.Observable),
		Brands:       c.brands(d.Brands),
		Infringement: c.word("/infringement", d.Infringement, Infringements()),
		Confidence:   c.confidence(d.Confidence),
		Basis:        c.word("/basis", d.Basis, Bases()),
		Tags:         c.tags(d.Tags),
		Attribution:  catalog.Attribution(c.word("/attribution", d.Attribution, Attributions())),
		Note:         c.text("/note", d.Note, MaxNote),
	}
	if i.Attribution == "" {
		i.Attribution = catalog.Named
	}
	i.Fingerprints = c.fingerprints("/observable", d.Observable, i.Observable)
	i.Links = c.links(d.Links, i.Observable)
	c.dates(d, &i, now)
	b.audience(&c, publisher, d, &i, now)
	return i, c.err()
}

func (c *checker) observable(pointer string, g Given) observable.Observable {
	if g.Type == "" && g.Value == "" {
		c.at(pointer, "is required: a type and a value")
		return observable.Observable{}
	}
	if g.Type == "" {
		c.at(pointer+"/type", "is required: one of "+strings.Join(observable.Names(), ", "))
		return observable.Observable{}
	}
	if g.Value == "" {
		c.at(pointer+"/value", "is required")
		return observable.Observable{}
	}
	if len(g.Value) > MaxValue {
		c.at(pointer+"/value", "is longer than "+strconv.Itoa(MaxValue)+" bytes")
		return observable.Observable{}
	}
	o, err := observable.Parse(g.Type, g.Value, observable.Options{Region: g.Region})
	if err == nil {
		return o
	}
	e, ok := errors.AsType[*observable.Error](err)
	switch {
	case ok:
		c.at(pointer+"/"+e.Field, e.Detail)
	default:
		c.at(pointer+"/value", err.Error())
	}
	return observable.Observable{}
}

// fingerprints takes those of an image, each once.
func (c *checker) fingerprints(pointer string, g Given, of observable.Observable) (fs []observable.Fingerprint) {
	pointer += "/fingerprints"
	switch {
	case len(g.Fingerprints) == 0:
		return nil
	case of.Type != observable.Image && of.Canonical != "":
		c.at(pointer, "are for the type image alone")
		return nil
	case len(g.Fingerprints) > MaxPrints:
		c.at(pointer, "has "+strconv.Itoa(len(g.Fingerprints))+" fingerprints; the most is "+strconv.Itoa(MaxPrints))
		return nil
	}
	for n, given := range g.Fingerprints {
		f := observable.Fingerprint{Algorithm: given.Algorithm, Hash: given.Hash, Quality: -1}
		if q := given.Quality; q != nil {
			if f.Quality = *q; *q < 0 {
				f.Quality = -2 // not one that was not given
			}
		}
		f, err := observable.ParseFingerprint(f)
		if e, ok := errors.AsType[*observable.Error](err); ok {
			c.at(pointer+"/"+strconv.Itoa(n)+"/"+e.Field, e.Detail)
			continue
		}
		if !slices.ContainsFunc(fs, func(x observable.Fingerprint) bool { return x.Algorithm == f.Algorithm && x.Hash == f.Hash }) {
			fs = append(fs, f)
		}
	}
	return fs
}

func (c *checker) links(given []Link, own observable.Observable) []catalog.Link {
	if len(given) > MaxLinks {
		c.at("/links", "has "+strconv.Itoa(len(given))+" links; the most is "+strconv.Itoa(MaxLinks))
		return nil
	}
	var links []catalog.Link
	for n, g := range given {
		pointer := "/links/" + strconv.Itoa(n)
		o := c.observable(pointer, g.Given)
		if g.Relation == "" {
			c.at(pointer+"/relation", "is required: one of "+strings.Join(Relations(), ", "))
		}
		relation := c.word(pointer+"/relation", g.Relation, Relations())
		if o.Canonical != "" && o.Key() == own.Key() {
			c.at(pointer+"/value", "is the indicator's own observable; link another one")
		}
		links = append(links, catalog.Link{Observable: o, Fingerprints: c.fingerprints(pointer, g.Given, o), Relation: relation})
	}
	return links
}

// word takes a word of a vocabulary, or none.
func (c *checker) word(pointer, w string, v Vocabulary) string {
	if w != "" && !v.Has(w) {
		c.at(pointer, quote(w)+" is not known; use one of "+strings.Join(v, ", "))
	}
	return w
}

func (c *checker) brands(given []string) []string {
	if len(given) > MaxBrands {
		c.at("/brands", "has "+strconv.Itoa(len(given))+" brands; the most is "+strconv.Itoa(MaxBrands))
		return nil
	}
	for n, s := range given {
		if !id.IsSlug(s) {
			c.at("/brands/"+strconv.Itoa(n), quote(s)+" is not a brand's slug: 2 to 63 lower-case letters, digits and inner hyphens")
		}
	}
	return unique(given)
}

func (c *checker) tags(given []string) []string {
	if len(given) > MaxTags {
		c.at("/tags", "has "+strconv.Itoa(len(given))+" tags; the most is "+strconv.Itoa(MaxTags))
		return nil
	}
	for n, s := range given {
		if len(s) > MaxTag || !tagForm.MatchString(s) {
			c.at("/tags/"+strconv.Itoa(n), quote(s)+" is not a tag: 1 to "+strconv.Itoa(MaxTag)+` lower-case letters, digits and . _ : = / " + -, a letter or digit first`)
		}
	}
	return unique(given)
}

func (c *checker) confidence(n *int) int {
	if n == nil {
		return -1
	}
	if *n < 0 || *n > 100 {
		c.at("/confidence", strconv.Itoa(*n)+" is not between 0 and 100")
	}
	return *n
}

func (c *checker) text(pointer, s string, most int) string {
	switch {
	case len(s) > most && utf8.RuneCountInString(s) > most:
		c.at(pointer, "is longer than "+strconv.Itoa(most)+" characters")
	case !utf8.ValidString(s):
		c.at(pointer, "is not valid UTF-8")
	case strings.ContainsFunc(s, control):
		c.at(pointer, "has control characters; only tabs and line ends are taken")
	}
	return s
}

func (c *checker) dates(d *Draft, i *catalog.Indicator, now time.Time) {
	i.FirstSeen, i.ValidUntil, i.EmbargoUntil = c.utc("/first_seen", d.FirstSeen), c.utc("/valid_until", d.ValidUntil), c.utc("/embargo_until", d.EmbargoUntil)
	if !i.FirstSeen.IsZero() && i.FirstSeen.After(now.Add(skew)) {
		c.at("/first_seen", "is in the future")
	}
	if !i.EmbargoUntil.IsZero() && !i.EmbargoUntil.After(now) {
		c.at("/embargo_until", "is not in the future; leave it out")
	}
	if i.ValidUntil.IsZero() {
		return
	}
	switch {
	case !i.ValidUntil.After(now):
		c.at("/valid_until", "is not in the future")
	case !i.ValidUntil.After(i.FirstSeen):
		c.at("/valid_until", "is not after first_seen")
	}
	if !i.EmbargoUntil.IsZero() && !i.EmbargoUntil.Before(i.ValidUntil) {
		c.at("/embargo_until", "is not before valid_until: nobody would ever see it")
	}
}

// utc takes a time that can be written (RFC 3339 has years of four digits), or none.
func (c *checker) utc(pointer string, t time.Time) time.Time {
	if t = t.UTC(); t.Year() < 1 || t.Year() > 9999 {
		c.at(pointer, "is not in the years 1 to 9999 of UTC")
		return time.Time{}
	}
	return t
}

func control(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0x7f
}

// unique drops what is said twice and keeps the order.
func unique[T comparable](given []T) []T {
	var kept []T
	for _, s := range given {
		if !slices.Contains(kept, s) {
			kept = append(kept, s)
		}
	}
	return kept
}

// quote shows a short piece of what was given.
func quote(s string) string {
	const most = 64
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return strconv.Quote(s)
}

func label(s string) (tlp.Mark, bool) {
	m, err := tlp.Parse(s)
	return m, err == nil
}
