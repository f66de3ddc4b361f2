// Package fault is what a client may read of a failure: a kind, a slug that is forever and
// has a page in api/problems, and words that say what to do. Everything else is a plain
// error and stays inside.
package fault

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Kind says what sort of failure it is; shared/problem maps it to a status.
type Kind uint8

// The kinds, each with the HTTP status that shared/problem gives it.
const (
	Internal        Kind = iota // 500
	Malformed                   // 400
	Unauthenticated             // 401
	Forbidden                   // 403
	NotFound                    // 404
	Method                      // 405
	Conflict                    // 409
	Stale                       // 412
	TooLarge                    // 413
	MediaType                   // 415
	Invalid                     // 422
	Precondition                // 428
	TooMany                     // 429
	Unavailable                 // 503
)

// Field is one thing that is wrong with a body: where (RFC 6901) and what to do about it.
type Field struct {
	Pointer string
	Detail  string
}

// Fault is an error made for a client's eyes. Values are immutable: With, At and After
// return copies that still match the original with errors.Is.
type Fault struct {
	Kind   Kind
	Slug   string
	Title  string
	Detail string
	Fields []Field
	Retry  time.Duration // > 0 where trying again later may help
	base   *Fault
}

// New declares a fault; call it once, in a package variable.
func New(k Kind, slug, title string) *Fault { return &Fault{Kind: k, Slug: slug, Title: title} }

// With returns f with a detail for this occurrence.
func (f *Fault) With(format string, args ...any) *Fault {
	c := f.copy()
	c.Detail = fmt.Sprintf(format, args...)
	return c
}

// At returns f with one more field that is wrong. The pointer is a JSON pointer (RFC 6901).
func (f *Fault) At(pointer, format string, args ...any) *Fault {
	c := f.copy()
	c.Fields = append(append([]Field(nil), f.Fields...), Field{Pointer: pointer, Detail: fmt.Sprintf(format, args...)})
	return c
}

// After returns f with the time after which trying again may help.
func (f *Fault) After(d time.Duration) *Fault {
	c := f.copy()
	c.Retry = d
	return c
}

func (f *Fault) copy() *Fault {
	c := *f
	if c.base == nil {
		c.base = f
	}
	return &c
}

// Error is for logs: the slug, and what is known.
func (f *Fault) Error() string {
	var b strings.Builder
	b.WriteString(f.Slug)
	if f.Detail != "" {
		b.WriteString(": " + f.Detail)
	}
	for _, x := range f.Fields {
		fmt.Fprintf(&b, " [%s: %s]", x.Pointer, x.Detail)
	}
	return b.String()
}

// Is matches the declared fault that f was made from.
func (f *Fault) Is(target error) bool {
	t, ok := target.(*Fault)
	return ok && (t == f || t == f.base)
}

// As finds the fault in err's chain.
func As(err error) (*Fault, bool) {
	var f *Fault
	ok := errors.As(err, &f)
	return f, ok
}
