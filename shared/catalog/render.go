package catalog

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// fragments renders once, when an entry is folded, what does not hang on the viewer:
//
//	{"id":…,"modified_at":…,"etag":…   up to core: for whoever reads the core
//	,"attribution":…,"share":…          up to owned: for the publisher
//	,"versions":[…]                     to the end: of the canonicalisers, and more, for own alone
func (c *Catalog) fragments(i *Indicator, p ledger.Position) body {
	o := legible(make(object, numbers, 1024), i, c.options.ETag(p))
	core := len(o)

	o = o.time(`,"embargo_until":`, i.EmbargoUntil)
	o = o.text(`,"attribution":`, string(i.Attribution))
	o = o.share(`,"share":`, i.Share)
	if len(i.Warnings) > 0 {
		o = append(o.raw(`,"warnings":`), marshal(i.Warnings)...)
	}
	if len(i.Findings) > 0 {
		o = append(o.raw(`,"findings":`), marshal(i.Findings)...)
	}
	owned := len(o)

	o = o.int(`,"versions":[`, max(0, i.Observable.Version))
	for _, l := range i.Links {
		o = o.int(`,`, max(0, l.Observable.Version))
	}
	o = o.raw(`]`)
	if i.Private {
		o = o.raw(`,"private":true`)
	}
	return bodyOf(o, core, owned, i.Observable.Canonical)
}

// legible appends what whoever may read an indicator reads. What classes.mask took out is absent.
func legible(o object, i *Indicator, etag string) object {
	o = quote(o.raw(`{"id":`), string(i.ID))
	o = o.thing(`,"observable":`, &i.Observable, i.Fingerprints).raw(`}`)
	o = texts(o, `,"brands":`, i.Brands)
	o = o.text(`,"infringement":`, i.Infringement)
	o = o.int(`,"confidence":`, i.Confidence)
	o = o.text(`,"basis":`, i.Basis)
	o = texts(o, `,"tags":`, i.Tags)
	o = o.time(`,"first_seen":`, i.FirstSeen).time(`,"valid_until":`, i.ValidUntil)
	o = o.text(`,"tlp":`, i.TLP.String())
	for n, l := range i.Links {
		before := `,`
		if n == 0 {
			before = `,"links":[`
		}
		o = o.thing(before, &l.Observable, l.Fingerprints)
		o = quote(o.raw(`,"relation":`), l.Relation).raw(`}`)
	}
	if len(i.Links) > 0 {
		o = o.raw(`]`)
	}
	o = o.text(`,"note":`, i.Note).text(`,"forced":`, i.Forced)
	o = o.text(`,"state":`, string(i.State)).text(`,"reason":`, i.Reason).text(`,"reason_code":`, i.ReasonCode)
	o = o.time(`,"created_at":`, i.Created).time(`,"modified_at":`, i.Modified)
	return quote(o.raw(`,"etag":`), etag)
}

// own reads back all that an indicator's body and facts say.
func (c *Catalog) own(r *row) (Indicator, error) {
	i, err := c.body(r).read()
	i.Publisher = c.publishers.all[r.publisher].id
	return i, err
}

// read reads back what the body says: all but the publisher.
func (b body) read() (Indicator, error) {
	var w struct {
		wire
		Versions []int `json:"versions"`
	}
	if err := json.Unmarshal([]byte(b.json()+"}"), &w); err != nil {
		return Indicator{}, fmt.Errorf("catalog: read back %s: %w", b.id(), err)
	}
	i, err := fromWire(&w.wire)
	if err != nil {
		return Indicator{}, fmt.Errorf("catalog: read back %s: %w", b.id(), err)
	}
	i.Observable.Version = w.Versions[0]
	for n := range i.Links {
		i.Links[n].Observable.Version = w.Versions[n+1]
	}
	return i, nil
}

// appendCore appends r for a viewer that may read its core and these classes, and returns the
// initials of those that it may not.
func (c *Catalog) appendCore(dst []byte, r *row, b body, pub publisher, v *scope.View, cs classes, corroboration, sightings int, now int64) ([]byte, string) {
	owner := v.Member != "" && v.Member == pub.id
	var redacted []string
	if cs.evidence && cs.pii {
		dst = append(dst, b.core()...)
	} else {
		dst, redacted = c.appendMasked(dst, r, b, cs)
	}
	if owner {
		dst = append(dst, b.owned()...)
	}
	switch {
	case owner || cs.source && r.attribution == isNamed:
		dst = append(dst, pub.json...)
	case cs.source && r.attribution == isPseudonymous:
		dst = append(dst, `,"publisher":`...)
		dst = quote(dst, c.options.Pseudonym(v.Side(), pub.id))
	default:
		redacted = append(redacted, "source")
	}
	if r.over(now) {
		dst = append(dst, `,"expired":true`...)
	}
	dst = strconv.AppendInt(append(dst, `,"sightings":`...), int64(sightings), 10)
	dst = append(dst, `,"corroboration":`...)
	dst = strconv.AppendInt(dst, int64(corroboration), 10)
	var initials []byte
	for _, class := range redacted {
		initials = append(initials, class[0])
	}
	return append(texts(dst, `,"redacted":`, redacted), '}'), string(initials)
}

// appendMasked appends the core fragment of r without the classes that are not held. It reads
// the body back: few records are shown so.
func (c *Catalog) appendMasked(dst []byte, r *row, b body, cs classes) ([]byte, []string) {
	i, err := b.read()
	if err != nil { // a defect: what is known to be safe is shown
		return append(dst, `{"id":`+strconv.Quote(string(b.id()))...), []string{"core", "evidence", "pii"}
	}
	redacted := cs.mask(&i)
	return legible(dst, &i, c.options.ETag(r.modified)), redacted
}

// appendExistence appends r for a viewer that may know that it exists, and no more: id, label,
// state, and what ends the core fragment, the times and the ETag.
func (c *Catalog) appendExistence(dst []byte, r *row, b body) []byte {
	dst = append(dst, `{"id":`...)
	dst = quote(dst, string(b.id()))
	dst = append(dst, `,"tlp":`...)
	dst = quote(dst, r.cell.Label().String())
	dst = append(dst, `,"state":`...)
	dst = quote(dst, string(stateName(r, b)))
	shown := b.core()
	dst = append(dst, shown[strings.LastIndex(shown, `,"created_at":`):]...)
	return append(dst, `,"redacted":["core"]}`...)
}

func stateName(r *row, b body) State {
	if r.state < isOther {
		return stateNames[r.state]
	}
	i, err := b.read()
	if err != nil {
		return ""
	}
	return i.State
}

// Render shows one state of an indicator, not necessarily the newest, to a viewer that may see it:
// for its history, and for answering a repeated request with what was answered then. The viewer must be
// allowed both that state and the one that stands now.
func (c *Catalog) Render(v *scope.View, e ledger.Entry, now time.Time) (Item, bool, error) {
	d, err := c.prepare(e)
	if err != nil {
		return Item{}, false, fmt.Errorf("catalog: render: %w", err)
	}
	at := now.Unix()
	c.open(at)
	defer c.mu.RUnlock()
	see, read := may(v, &d.record, at)
	cs := classesOf(v, &d.record, at)
	sightings := 0
	if ord, ok := c.find(d.id); ok {
		sightings = c.again(v, ord, at)
		record := c.record(c.rows.at(ord))
		seeNow, readNow := may(v, &record, at)
		now := classesOf(v, &record, at)
		see, read = see && seeNow, read && readNow
		// Who publishes it anew under less of a name is not named by what was.
		d.row.attribution = max(d.row.attribution, c.rows.at(ord).attribution)
		cs = classes{cs.evidence && now.evidence, cs.pii && now.pii, cs.source && now.source}
	}
	if !see {
		return Item{}, false, nil
	}
	item := Item{ID: d.id, Position: e.Position, Over: d.row.over(at)}
	if !read {
		item.json, item.Masked = c.appendExistence(nil, &d.row, d.body), "c"
		return item, true, nil
	}
	item.json, item.Masked = c.appendCore(nil, &d.row, d.body, d.publisher, v, cs, c.corroborationOf(v, &d, at), sightings, at)
	return item, true, nil
}
