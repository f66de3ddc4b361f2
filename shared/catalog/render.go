package catalog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// fragments renders once, when an entry is folded, what does not hang on the viewer:
//
//	{"id":…,"modified_at":…,"etag":…   up to core: for whoever reads the core
//	,"attribution":…,"share":…          up to owned: for the publisher
//	,"versions":[…]                     to the end: of the canonicalisers, for own alone
func (c *Catalog) fragments(i *Indicator, p ledger.Position) (body string, core, owned uint32) {
	bare := *i
	bare.Observable.Version = 0
	bare.Links = slices.Clone(i.Links)
	versions := []int{i.Observable.Version}
	for n := range bare.Links {
		versions = append(versions, bare.Links[n].Observable.Version)
		bare.Links[n].Observable.Version = 0
	}
	w := toWire(bare)

	b := marshal(&w.core)
	b = append(b[:len(b)-1], `,"etag":`...)
	b = quote(b, c.options.ETag(p))
	core = uint32(len(b))

	own := marshal(&w.owned)
	own[0] = ','
	b = append(b, own[:len(own)-1]...)
	owned = uint32(len(b))

	b = append(b, `,"versions":`...)
	b = append(b, marshal(versions)...)
	return string(b), core, owned
}

// own reads back all that an indicator's body and facts say.
func (c *Catalog) own(r *row) (Indicator, error) {
	confidence := -1
	var w struct {
		wire
		Versions []int `json:"versions"`
	}
	w.Confidence = &confidence
	if err := json.Unmarshal([]byte(r.body+"}"), &w); err != nil {
		return Indicator{}, fmt.Errorf("catalog: read back %s: %w", r.id(), err)
	}
	i, err := fromWire(&w.wire)
	if err != nil {
		return Indicator{}, fmt.Errorf("catalog: read back %s: %w", r.id(), err)
	}
	i.Publisher = c.publishers.all[r.publisher].id
	i.Observable.Version = w.Versions[0]
	for n := range i.Links {
		i.Links[n].Observable.Version = w.Versions[n+1]
	}
	return i, nil
}

// appendCore appends r for a viewer that may read it, seen being how many corroborate it.
func (c *Catalog) appendCore(dst []byte, r *row, pub publisher, v *scope.View, corroboration int) []byte {
	owner := v.Member != "" && v.Member == pub.id
	redacted := ""
	switch {
	case owner:
		dst = append(dst, r.body[:r.owned]...)
		dst = append(dst, pub.json...)
	case r.attribution == isNamed:
		dst = append(dst, r.body[:r.core]...)
		dst = append(dst, pub.json...)
	case r.attribution == isPseudonymous:
		dst = append(dst, r.body[:r.core]...)
		dst = append(dst, `,"publisher":`...)
		dst = quote(dst, c.options.Pseudonym(v.Name(), pub.id))
	default:
		dst = append(dst, r.body[:r.core]...)
		redacted = `,"redacted":["source"]`
	}
	dst = append(dst, `,"sightings":0,"corroboration":`...)
	dst = strconv.AppendInt(dst, int64(corroboration), 10)
	dst = append(dst, redacted...)
	return append(dst, '}')
}

// appendExistence appends r for a viewer that may know that it exists, and no more: id, label,
// state, and what ends the core fragment, the times and the ETag.
func (c *Catalog) appendExistence(dst []byte, r *row) []byte {
	dst = append(dst, `{"id":`...)
	dst = quote(dst, string(r.id()))
	dst = append(dst, `,"tlp":`...)
	dst = quote(dst, r.cell.Label().String())
	dst = append(dst, `,"state":`...)
	dst = quote(dst, string(c.stateName(r)))
	shown := r.body[:r.core]
	dst = append(dst, shown[strings.LastIndex(shown, `,"created_at":`):]...)
	return append(dst, `,"redacted":["core"]}`...)
}

func (c *Catalog) stateName(r *row) State {
	switch r.state {
	case isPublished:
		return Published
	case isRevoked:
		return Revoked
	case isOther:
	}
	i, err := c.own(r)
	if err != nil {
		return ""
	}
	return i.State
}

// Render shows one state of an indicator, not necessarily the newest, to a viewer that may see it:
// for answering a repeated request with what was answered then. The viewer must be allowed
// both that state and the one that stands now.
func (c *Catalog) Render(v *scope.View, e ledger.Entry, now time.Time) (Item, bool, error) {
	d, err := c.prepare(e)
	if err != nil {
		return Item{}, false, fmt.Errorf("catalog: render: %w", err)
	}
	at := now.Unix()
	c.open(at)
	defer c.mu.RUnlock()
	see, read := may(v, &d.record, at)
	if ord, ok := c.find(d.id); ok {
		record := c.record(c.rows.at(ord))
		seeNow, readNow := may(v, &record, at)
		see, read = see && seeNow, read && readNow
	}
	if !see {
		return Item{}, false, nil
	}
	item := Item{ID: d.id, Position: e.Position}
	if !read {
		item.json = c.appendExistence(nil, &d.row)
		return item, true, nil
	}
	claims := c.others(v, &d, at)
	item.json = c.appendCore(nil, &d.row, d.publisher, v, claims)
	return item, true, nil
}

func quote(dst []byte, s string) []byte {
	dst, err := jsontext.AppendQuote(dst, s)
	_ = err // text that is not UTF-8 is repaired
	return dst
}

// verbatim returns s, as a part of body where it is one: it then takes no memory of its own.
func verbatim(body, s string) string {
	if at := strings.Index(body, s); at >= 0 {
		return body[at : at+len(s)]
	}
	return s
}
