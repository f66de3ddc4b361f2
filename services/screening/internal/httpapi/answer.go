package httpapi

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"
	"sync"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/entente-hub/entente/services/screening/internal/mark"
	"github.com/entente-hub/entente/services/screening/internal/screen"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/observable"
)

// answer is a response whose body is JSON already: of a thousand results, most are empty and all
// are alike, and the catalog has rendered the rest.
type answer struct {
	body  *[]byte
	token string // of the position up to which something was written; "": nothing was
}

var bodies = sync.Pool{New: func() any { return new([]byte) }}

// maxPooled is the largest body whose memory is kept.
const maxPooled = 1 << 20

// newAnswer writes results in the shape of api/screening's ScreeningResults.
func newAnswer(results []screen.Result) answer {
	const each = 160 // bytes of an empty result
	a := answer{body: bodies.Get().(*[]byte)}
	b := append(slices.Grow((*a.body)[:0], each*len(results)), `{"results":[`...)
	for n := range results {
		if n > 0 {
			b = append(b, ',')
		}
		b = appendResult(b, &results[n], nil)
	}
	*a.body = append(b, "]}"...)
	return a
}

// newAnswerOf writes the result of one image, with what it was hashed to.
func newAnswerOf(r *screen.Result) answer {
	a := answer{body: bodies.Get().(*[]byte)}
	*a.body = appendResult((*a.body)[:0], r, r.Fingerprints)
	return a
}

func appendResult(b []byte, r *screen.Result, prints []observable.Fingerprint) []byte {
	b = quote(append(b, `{"type":`...), r.Type)
	b = quote(append(b, `,"value":`...), r.Value)
	if p := r.Problem; p != nil {
		return append(appendProblem(b, p), `,"matches":[]}`...)
	}
	b = quote(append(b, `,"canonical":`...), r.Canonical)
	for n, f := range prints {
		b = append(b, [...]string{`,"fingerprints":[`, `,`}[min(n, 1)]...)
		b = quote(append(b, `{"algorithm":`...), f.Algorithm)
		b = append(quote(append(b, `,"hash":`...), f.Hash), '}')
	}
	if len(prints) > 0 {
		b = append(b, ']')
	}
	b = append(b, `,"matches":[`...)
	alike := r.Likenesses
	for n := range r.Matches {
		for ; len(alike) > 0 && alike[0].Strength > r.Matches[n].Strength; alike = alike[1:] {
			b = append(appendLikeness(b, &alike[0]), ',')
		}
		b = append(appendMatch(b, &r.Matches[n], r.Notified != nil && r.Notified[n]), ',')
	}
	for n := range alike {
		b = append(appendLikeness(b, &alike[n]), ',')
	}
	return append(bytes.TrimSuffix(b, []byte(",")), "]}"...)
}

// appendLikeness writes a match that is no indicator's.
func appendLikeness(b []byte, l *mark.Likeness) []byte {
	b = number(append(b, `{"kind":"lookalike"`...), `,"strength":`, l.Strength)
	b = quote(append(b, `,"how":`...), string(l.How))
	if l.Distance > 0 {
		b = number(b, `,"distance":`, l.Distance)
	}
	if l.Mark != "" {
		b = quote(append(b, `,"mark":`...), l.Mark)
	}
	return append(quote(append(b, `,"member":`...), string(l.Member)), `,"publishers":0,"indicators":[]}`...)
}

func appendProblem(b []byte, p *observable.Error) []byte {
	b = quote(append(b, `,"problem":{"field":`...), p.Field)
	b = quote(append(b, `,"rule":`...), p.Rule)
	return append(quote(append(b, `,"detail":`...), p.Detail), '}')
}

func appendMatch(b []byte, m *catalog.Match, notified bool) []byte {
	b = quote(append(b, `{"kind":`...), string(m.Meeting))
	b = number(b, `,"strength":`, m.Strength)
	if m.Algorithm != "" {
		b = quote(append(b, `,"algorithm":`...), m.Algorithm)
		b = number(b, `,"distance":`, m.Distance)
	}
	b = quote(append(b, `,"observable":{"type":`...), m.Observable.Type.String())
	b = append(quote(append(b, `,"canonical":`...), m.Observable.Canonical), '}')
	b = number(b, `,"publishers":`, m.Publishers)
	if m.Disputed > 0 {
		b = number(b, `,"disputed":`, m.Disputed)
	}
	if m.More > 0 {
		b = number(b, `,"more":`, m.More)
	}
	if notified {
		b = append(b, `,"notified":true`...)
	}
	b = append(b, `,"indicators":[`...)
	for n := range m.Items {
		if n > 0 {
			b = append(b, ',')
		}
		b = m.Items[n].AppendJSON(b)
	}
	return append(b, "]}"...)
}

func number(b []byte, name string, n int) []byte {
	return strconv.AppendInt(append(b, name...), int64(n), 10)
}

func quote(b []byte, s string) []byte {
	b, err := jsontext.AppendQuote(b, s)
	_ = err // text that is not UTF-8 is repaired
	return b
}

// VisitScreenResponse writes the answer.
func (a answer) VisitScreenResponse(w http.ResponseWriter) error { return a.write(w) }

// VisitScreenImageResponse writes the answer.
func (a answer) VisitScreenImageResponse(w http.ResponseWriter) error { return a.write(w) }

func (a answer) write(w http.ResponseWriter) error {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(*a.body)))
	if a.token != "" {
		w.Header().Set(httpd.PositionHeader, a.token)
	}
	w.WriteHeader(http.StatusOK)
	_, err := w.Write(*a.body)
	if cap(*a.body) <= maxPooled {
		bodies.Put(a.body)
	}
	return err
}
