package catalog

import (
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/entente-hub/entente/shared/observable"
)

// object appends the members of a JSON object: by hand, since every entry of the ledger is
// rendered at each start.
type object []byte

func (o object) raw(s string) object { return append(o, s...) }

// text appends a member whose name is given as `,"name":`; as all that follow, it leaves out
// an absent one.
func (o object) text(name, value string) object {
	if value == "" {
		return o
	}
	return quote(append(o, name...), value)
}

func (o object) time(name string, t time.Time) object {
	if t = utc(t); t.IsZero() {
		return o
	}
	o = append(append(o, name...), '"')
	return append(t.AppendFormat(o, time.RFC3339Nano), '"')
}

func (o object) int(name string, n int) object {
	if n < 0 {
		return o
	}
	return strconv.AppendInt(append(o, name...), int64(n), 10)
}

func texts[S ~string](o object, name string, values []S) object {
	if len(values) == 0 {
		return o
	}
	o = append(append(o, name...), '[')
	for n, value := range values {
		if n > 0 {
			o = append(o, ',')
		}
		o = quote(o, string(value))
	}
	return append(o, ']')
}

// thing appends an observable without its closing brace: its type alone where the value is masked.
func (o object) thing(name string, t *observable.Observable, fs []observable.Fingerprint) object {
	o = quote(o.raw(name).raw(`{"type":`), t.Type.String())
	if t.Canonical == "" {
		return o
	}
	o = quote(o.raw(`,"value":`), t.Raw)
	o = quote(o.raw(`,"canonical":`), t.Canonical).text(`,"region":`, t.Region)
	for n, f := range fs {
		before := `,`
		if n == 0 {
			before = `,"fingerprints":[`
		}
		o = quote(o.raw(before).raw(`{"algorithm":`), f.Algorithm)
		o = quote(o.raw(`,"hash":`), f.Hash).int(`,"quality":`, f.Quality).raw(`}`)
	}
	if len(fs) > 0 {
		o = o.raw(`]`)
	}
	return o
}

func quote(dst object, s string) object {
	dst, err := jsontext.AppendQuote(dst, s)
	_ = err // text that is not UTF-8 is repaired
	return dst
}
