package catalog

import (
	"slices"

	"github.com/entente-hub/entente/shared/scope"
)

// classes are the classes of fields that a viewer may read of a record whose core it may read
// (design: policy.md 1.4). What belongs to each:
//
//	evidence  basis, note, and why it was forced: what the claim rests on
//	pii       the value of an observable of a personal type, and links of one
//	source    the publisher, as far as its attribution lets anyone know
type classes struct{ evidence, pii, source bool }

// classesOf decides which classes v may read.
func classesOf(v *scope.View, r *scope.Record, now int64) classes {
	if v.ReadsWhole() {
		return classes{true, true, true}
	}
	return classes{
		evidence: v.Decide(scope.ReadEvidence, r, now),
		pii:      v.Decide(scope.ReadPII, r, now),
		source:   v.Decide(scope.ReadSource, r, now),
	}
}

// mask takes out of an indicator what the classes do not hold, and names what was taken.
func (c classes) mask(i *Indicator) (redacted []string) {
	if !c.evidence && i.Basis+i.Note+i.Forced != "" {
		i.Basis, i.Note, i.Forced = "", "", ""
		redacted = append(redacted, "evidence")
	}
	if c.pii {
		return redacted
	}
	masked := i.Observable.Type.Personal()
	if masked {
		i.Observable.Raw, i.Observable.Canonical, i.Observable.Region = "", "", ""
		i.Fingerprints = nil
	}
	links := len(i.Links)
	i.Links = slices.DeleteFunc(i.Links, func(l Link) bool { return l.Observable.Type.Personal() })
	if masked || len(i.Links) < links {
		redacted = append(redacted, "pii")
	}
	return redacted
}

// answers reports whether what q asks for is what v may read of a record: a filter on a value
// that is masked would be an oracle for it.
func (q *Query) answers(v *scope.View, r *scope.Record, now int64) bool {
	if q.Export && !v.Decide(scope.Export, r, now) {
		return false
	}
	if v.ReadsWhole() {
		return true
	}
	return (!q.asksWholeValue() || !r.Cell.Type().Personal() || v.Decide(scope.ReadPII, r, now)) &&
		(len(q.Bases) == 0 || v.Decide(scope.ReadEvidence, r, now)) &&
		(len(q.Publishers) == 0 || v.Owns(r) || v.Decide(scope.ReadSource, r, now))
}

// asksWholeValue reports whether nothing but a record's value can answer q; words may stand elsewhere.
func (q *Query) asksWholeValue() bool {
	return len(q.Canonical) > 0 || q.Prefix != "" || q.Registrable != ""
}

func (q *Query) asksValue() bool { return q.asksWholeValue() || q.Text != "" }
