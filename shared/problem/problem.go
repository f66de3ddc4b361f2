// Package problem is the one place that picks a status: it turns any error into a problem
// that a client can read (RFC 9457). An error that nobody made for a client's eyes is a plain
// 500, and its text stays inside.
package problem

import (
	"github.com/entente-hub/entente/shared/fault"
)

// ContentType is that of a problem (RFC 9457, section 3).
const ContentType = "application/problem+json"

// TypePrefix and a slug make a problem's type, which is the path of a page about it.
const TypePrefix = "/problems/"

// Problem is what a client gets.
type Problem struct {
	Type     string  `json:"type"`
	Title    string  `json:"title"`
	Status   int     `json:"status"`
	Detail   string  `json:"detail,omitempty"`
	Instance string  `json:"instance,omitempty"` // the request's id; a 404 has none
	Errors   []Field `json:"errors,omitempty"`
}

// Field is one thing that is wrong with a body.
type Field struct {
	Pointer string `json:"pointer"` // RFC 6901
	Detail  string `json:"detail"`
}

// New gives the problem of a fault, for the request with that id. Hidden and absent are one
// answer, byte for byte: a NotFound has no instance.
func New(f *fault.Fault, request string) Problem {
	p := Problem{Type: TypePrefix + f.Slug, Title: f.Title, Status: Status(f.Kind), Detail: f.Detail}
	if f.Kind != fault.NotFound {
		p.Instance = request
	}
	for _, x := range f.Fields {
		p.Errors = append(p.Errors, Field(x))
	}
	return p
}
