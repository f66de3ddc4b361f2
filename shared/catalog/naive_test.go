package catalog

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// start is second 0 of the tests' time.
var start = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)

func at(second int) time.Time { return start.Add(time.Duration(second) * time.Second) }

var testOptions = Options{
	ETag:      func(p ledger.Position) string { return fmt.Sprintf("etag-%d", p) },
	Pseudonym: func(viewer string, m id.Member) string { return "anon-" + viewer + "-" + string(m) },
}

// testID is what a hub would do, but for the key.
func testID(m id.Member, o observable.Observable) id.Indicator {
	sum := sha256.Sum256([]byte(string(m) + "|" + o.String()))
	return id.Indicator("ind_" + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:16])))
}

func entry(p ledger.Position, verb string, i Indicator) ledger.Entry {
	return ledger.Entry{
		Position: p, At: i.Modified, Kind: ledger.KindIndicator, ID: string(i.ID), Verb: verb,
		Schema: SchemaIndicator, Body: Encode(i),
	}
}

// naive is the catalog as one would write it without a thought of speed: it says what the
// other must do.
type naive struct {
	rows   []naiveRow // by first entry
	events []Event    // without items; ID in Item
}

type naiveRow struct {
	Indicator
	created, modified ledger.Position
}

func (n *naive) apply(p ledger.Position, verb string, i Indicator) {
	n.events = append(n.events, Event{Mark: MarkOf(p), Type: "indicator." + verb, At: i.Modified, Item: Item{ID: i.ID}})
	for at := range n.rows {
		if was := &n.rows[at].Indicator; was.ID == i.ID {
			if (was.State == Revoked || was.State == Held || was.State == Refused) && i.State == Published && !sameScope(was.Record(), i.Record()) {
				n.rows = slices.Delete(n.rows, at, at+1)
				last := len(n.events) - 1
				n.events = append(slices.DeleteFunc(n.events[:last:last], func(e Event) bool { return e.Item.ID == i.ID }), n.events[last])
				break
			}
			n.rows[at].Indicator, n.rows[at].modified = i, p
			return
		}
	}
	n.rows = append(n.rows, naiveRow{i, p, p})
}

func sameScope(a, b scope.Record) bool {
	return slices.Equal(a.Atoms, b.Atoms) && a.Cell == b.Cell && a.Embargo == b.Embargo
}

func (n *naive) find(i id.Indicator) (naiveRow, bool) {
	at := slices.IndexFunc(n.rows, func(r naiveRow) bool { return r.ID == i })
	if at < 0 {
		return naiveRow{}, false
	}
	return n.rows[at], true
}

func naiveMay(v *scope.View, i *Indicator, now int64) (see, read bool) {
	see = naiveAllow(v, scope.See, i, now)
	return see, see && naiveAllow(v, scope.ReadCore, i, now)
}

// naiveFacts is an indicator as it is decided on, listed and counted: of one that is its publisher's
// alone nobody else is in the audience, ever.
func naiveFacts(i *Indicator) *Indicator {
	if !i.Private {
		return i
	}
	k := *i
	k.TLP, k.Share, k.EmbargoUntil = tlp.Red, Share{}, time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)
	return &k
}

func naiveAllow(v *scope.View, a scope.Act, i *Indicator, now int64) bool {
	if i = naiveFacts(i); i.Private && (v.Member == "" || v.Member != i.Publisher) {
		return false
	}
	r := scope.Record{Cell: scope.CellOf(i.Observable.Type, i.TLP), Owner: i.Publisher}
	r.Atoms = append(r.Atoms, scope.By(i.Publisher))
	for _, t := range i.Share.TaskForces {
		r.Atoms = append(r.Atoms, scope.In(t))
	}
	for _, m := range i.Share.Members {
		r.Atoms = append(r.Atoms, scope.Named(m))
	}
	for _, m := range i.Share.Except {
		r.Atoms = append(r.Atoms, scope.Never(m))
	}
	if !i.EmbargoUntil.IsZero() {
		r.Embargo = i.EmbargoUntil.Unix()
	}
	if !i.ValidUntil.IsZero() {
		r.Expiry = i.ValidUntil.Unix()
	}
	return v.Allow(a, &r, now)
}

// naivePersonal are the types whose values are personal data.
func naivePersonal(t observable.Type) bool {
	return slices.Contains([]string{
		"email", "phone", "iban", "bank_account", "payment_account", "crypto_wallet", "social_handle", "address", "person_name",
	}, t.String())
}

func (n *naive) matching(v *scope.View, q Query, now time.Time) []naiveRow {
	var found []naiveRow
	for _, r := range slices.Backward(n.rows) {
		see, read := naiveMay(v, &r.Indicator, now.Unix())
		if !see {
			continue
		}
		over := !r.ValidUntil.IsZero() && !now.Before(r.ValidUntil) && (r.State == Published || r.State == Disputed)
		asked := func(s State) bool {
			return slices.Contains(q.States, s) || slices.Contains(q.States, All) || len(q.States) == 0 && s == Published
		}
		if in := over && asked(Over) || asked(r.State) && !(over && r.State == Published && !asked(All)); !in {
			continue
		}
		o := r.Observable
		publisher := func() bool {
			return slices.ContainsFunc(q.Publishers, func(m id.Member) bool { return m == naivePublisher(v, &r.Indicator, now) })
		}
		content := true
		switch {
		case len(q.Types) > 0 && !slices.Contains(q.Types, o.Type),
			len(q.Labels) > 0 && !slices.Contains(q.Labels, naiveFacts(&r.Indicator).TLP),
			len(q.Canonical) > 0 && !slices.Contains(q.Canonical, o.Canonical),
			!strings.HasPrefix(folded(o.Canonical), folded(q.Prefix)),
			q.Registrable != "" && o.Registrable() != q.Registrable,
			len(q.Brands) > 0 && !overlap(q.Brands, r.Brands),
			len(q.Tags) > 0 && !overlap(q.Tags, r.Tags),
			len(q.Infringements) > 0 && !slices.Contains(q.Infringements, r.Infringement),
			len(q.Bases) > 0 && (!slices.Contains(q.Bases, r.Basis) || !naiveAllow(v, scope.ReadEvidence, &r.Indicator, now.Unix())),
			len(q.Publishers) > 0 && !publisher(),
			len(q.TaskForces) > 0 && !slices.ContainsFunc(q.TaskForces, func(t id.TaskForce) bool {
				return slices.Contains(naiveFacts(&r.Indicator).Share.TaskForces, t) && slices.Contains(v.TaskForces, t)
			}),
			q.MinConfidence > 0 && r.Confidence < q.MinConfidence,
			!q.Since.IsZero() && r.Modified.Before(q.Since),
			!q.Until.IsZero() && !r.Modified.Before(q.Until),
			!q.CreatedSince.IsZero() && r.Created.Before(q.CreatedSince):
			content = false
		}
		pii := !naivePersonal(o.Type) || naiveAllow(v, scope.ReadPII, &r.Indicator, now.Unix())
		if (len(q.Canonical) > 0 || q.Prefix != "" || q.Registrable != "") && !pii {
			continue
		}
		for word := range strings.FieldsSeq(folded(q.Text)) {
			in := func(s string) bool { return strings.Contains(folded(s), word) }
			evidence := naiveAllow(v, scope.ReadEvidence, &r.Indicator, now.Unix())
			content = content && (pii && in(o.Canonical) || slices.ContainsFunc(r.Tags, in) || slices.ContainsFunc(r.Brands, in) ||
				evidence && notes(folded(r.Note), bare(word)))
		}
		if q.Export && !naiveAllow(v, scope.Export, &r.Indicator, now.Unix()) {
			continue
		}
		asks := q
		asks.States = nil
		if content && (read || reflect.ValueOf(asks).IsZero()) {
			found = append(found, r)
		}
	}
	return found
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// naivePublisher is the name by which v may know who published i, "" for none.
func naivePublisher(v *scope.View, i *Indicator, now time.Time) id.Member {
	switch {
	case v.Member != "" && v.Member == i.Publisher:
		return i.Publisher
	case !naiveAllow(v, scope.ReadSource, i, now.Unix()):
	case i.Attribution == Named:
		return i.Publisher
	case i.Attribution == Pseudonymous:
		return id.Member(testOptions.Pseudonym(v.Side(), i.Publisher))
	}
	return ""
}

// facets counts as Facets is to count.
func (n *naive) facets(v *scope.View, q Query, f Facet, now time.Time) map[string]int {
	q, _ = q.without(f)
	q.Read = true
	found := map[string]int{}
	for _, r := range n.matching(v, q, now) {
		var values []string
		switch f {
		case ByType:
			values = []string{r.Observable.Type.String()}
		case ByBrand:
			values = r.Brands
		case ByTag:
			values = r.Tags
		case ByPublisher:
			values = []string{string(naivePublisher(v, &r.Indicator, now))}
		case ByState:
			over := !r.ValidUntil.IsZero() && !now.Before(r.ValidUntil) && (r.State == Published || r.State == Disputed)
			if over {
				values = []string{string(Over)}
			}
			if !over || r.State != Published {
				values = append(values, string(r.State))
			}
		case ByLabel:
			values = []string{naiveFacts(&r.Indicator).TLP.String()}
		case ByInfringement:
			values = []string{r.Infringement}
		case ByTaskForce:
			for _, t := range naiveFacts(&r.Indicator).Share.TaskForces {
				if slices.Contains(v.TaskForces, t) {
					values = append(values, string(t))
				}
			}
		case ByConfidence:
			values = []string{band(r.Confidence)}
		}
		for _, value := range values {
			if value != "" {
				found[value]++
			}
		}
	}
	return found
}

func (n *naive) corroboration(v *scope.View, i *Indicator, now time.Time) int {
	by, known := map[id.Member]bool{}, map[id.Member]bool{}
	knows := func(i *Indicator) bool {
		_, read := naiveMay(v, i, now.Unix())
		return read && (!naivePersonal(i.Observable.Type) || naiveAllow(v, scope.ReadPII, i, now.Unix()))
	}
	counts := func(i *Indicator) bool { return knows(i) || naiveAllow(v, scope.Match, i, now.Unix()) }
	for _, r := range n.rows {
		if r.ID == i.ID {
			r.Indicator = *i
		}
		live := r.State == Published && (r.ValidUntil.IsZero() || now.Before(r.ValidUntil))
		counted := r.ID == i.ID || counts(i) && counts(&r.Indicator)
		if counted && live && r.Observable.Type == i.Observable.Type && r.Observable.Canonical == i.Observable.Canonical {
			by[r.Publisher] = true
			known[r.Publisher] = known[r.Publisher] || r.ID == i.ID || knows(i) && knows(&r.Indicator)
		}
	}
	least := v.K
	if least == 0 {
		least = 3
	}
	if len(by) < least {
		maps.DeleteFunc(known, func(_ id.Member, knows bool) bool { return !knows })
		return len(known)
	}
	return len(by)
}

// json is the item that v is to be shown of i, whose last entry is at p.
func (n *naive) json(v *scope.View, i *Indicator, p ledger.Position, now time.Time) map[string]any {
	return n.jsonOf(v, i, i, p, now)
}

// jsonOf is json of a state that may not be the newest, which is also: classes must be allowed in
// both.
func (n *naive) jsonOf(v *scope.View, i, also *Indicator, p ledger.Position, now time.Time) map[string]any {
	class := func(a scope.Act) bool {
		return naiveAllow(v, a, i, now.Unix()) && naiveAllow(v, a, also, now.Unix())
	}
	out := map[string]any{
		"id": string(i.ID), "tlp": i.TLP.String(), "state": string(i.State), "etag": testOptions.ETag(p),
	}
	stamp := func(name string, t time.Time) {
		if !t.IsZero() {
			out[name] = t.UTC().Format(time.RFC3339Nano)
		}
	}
	stamp("created_at", i.Created)
	stamp("modified_at", i.Modified)
	if _, read := naiveMay(v, i, now.Unix()); !read {
		out["redacted"], out["tlp"] = []any{"core"}, naiveFacts(i).TLP.String()
		return out
	}
	text := func(name, s string) {
		if s != "" {
			out[name] = s
		}
	}
	var redacted []any
	masked := *i
	if !class(scope.ReadEvidence) {
		if masked.Basis != "" || masked.Note != "" {
			redacted = append(redacted, "evidence")
		}
		masked.Basis, masked.Note = "", ""
	}
	out["observable"] = naiveThing(i.Observable, i.Fingerprints)
	if !class(scope.ReadPII) {
		masked.Links = nil
		for _, l := range i.Links {
			if !naivePersonal(l.Observable.Type) {
				masked.Links = append(masked.Links, l)
			}
		}
		if naivePersonal(i.Observable.Type) {
			out["observable"] = map[string]any{"type": i.Observable.Type.String()}
		}
		if naivePersonal(i.Observable.Type) || len(masked.Links) < len(i.Links) {
			redacted = append(redacted, "pii")
		}
	}
	source := class(scope.ReadSource)
	less := []Attribution{Named, Pseudonymous, Withheld}
	attribution := less[max(slices.Index(less, i.Attribution), slices.Index(less, also.Attribution))]
	original := i
	i = &masked
	list(out, "brands", i.Brands)
	text("infringement", i.Infringement)
	if i.Confidence >= 0 {
		out["confidence"] = float64(i.Confidence)
	}
	text("basis", i.Basis)
	list(out, "tags", i.Tags)
	stamp("first_seen", i.FirstSeen)
	stamp("valid_until", i.ValidUntil)
	if len(i.Links) > 0 {
		var links []any
		for _, l := range i.Links {
			link := naiveThing(l.Observable, l.Fingerprints)
			link["relation"] = l.Relation
			links = append(links, link)
		}
		out["links"] = links
	}
	text("note", i.Note)
	text("reason", i.Reason)
	text("reason_code", i.ReasonCode)
	if !i.ValidUntil.IsZero() && !now.Before(i.ValidUntil) && (i.State == Published || i.State == Disputed || i.State == Held) {
		out["expired"] = true
	}
	out["sightings"] = 0.0
	out["corroboration"] = float64(n.corroboration(v, original, now))
	switch {
	case v.Member == i.Publisher && v.Member != "":
		out["publisher"] = string(i.Publisher)
		out["attribution"] = string(i.Attribution)
		stamp("embargo_until", i.EmbargoUntil)
		share := map[string]any{}
		list(share, "task_forces", i.Share.TaskForces)
		list(share, "members", i.Share.Members)
		list(share, "except", i.Share.Except)
		out["share"] = share
		if len(i.Findings) > 0 {
			out["findings"] = []any{map[string]any{"pointer": i.Findings[0].Pointer, "rule": i.Findings[0].Rule, "detail": i.Findings[0].Detail}}
		}
	case source && attribution == Named:
		out["publisher"] = string(i.Publisher)
	case source && attribution == Pseudonymous:
		out["publisher"] = testOptions.Pseudonym(v.Side(), i.Publisher)
	default:
		redacted = append(redacted, "source")
	}
	if redacted != nil {
		out["redacted"] = redacted
	}
	return out
}

func list[S ~string](out map[string]any, name string, of []S) {
	var all []any
	for _, s := range of {
		all = append(all, string(s))
	}
	if all != nil {
		out[name] = all
	}
}

func naiveThing(o observable.Observable, fs []observable.Fingerprint) map[string]any {
	out := map[string]any{"type": o.Type.String(), "value": o.Raw, "canonical": o.Canonical}
	if o.Region != "" {
		out["region"] = o.Region
	}
	var prints []any
	for _, f := range fs {
		one := map[string]any{"algorithm": f.Algorithm, "hash": f.Hash}
		if f.Quality >= 0 {
			one["quality"] = float64(f.Quality)
		}
		prints = append(prints, one)
	}
	if prints != nil {
		out["fingerprints"] = prints
	}
	return out
}
