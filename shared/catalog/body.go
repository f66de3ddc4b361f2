package catalog

import (
	"bytes"
	"encoding/binary"

	"github.com/entente-hub/entente/shared/id"
)

// body is the text of an indicator in one piece, as the cellar keeps it: where its parts end, the
// JSON (fragments), and the canonical value where that stands in the JSON otherwise. One that the cellar gave
// is good under the lock alone: what is to stay is copied.
type body string

// A body begins with numbers of 4 bytes: the ends of the parts of the JSON, and where the canonical
// value begins and ends, all counted from after the numbers.
const (
	endCore = 4 * iota
	endOwned
	endJSON
	fromCanonical
	endCanonical
	numbers
)

// bodyOf makes a body of a text with room for the numbers at its front.
func bodyOf(o object, core, owned int, canonical string) body {
	end := len(o)
	at := end
	if n := bytes.Index(o[numbers:], []byte(canonical)); n >= 0 {
		at = numbers + n
	} else {
		o = o.raw(canonical)
	}
	for n, x := range [...]int{core, owned, end, at, at + len(canonical)} {
		binary.LittleEndian.PutUint32(o[4*n:], uint32(x-numbers))
	}
	return body(o)
}

func (b body) number(at int) uint32 {
	return uint32(b[at]) | uint32(b[at+1])<<8 | uint32(b[at+2])<<16 | uint32(b[at+3])<<24
}

// core is the fragment for whoever reads the core, without the closing brace.
func (b body) core() string { return string(b[numbers:][:b.number(endCore)]) }

// owned is the fragment that follows for the publisher.
func (b body) owned() string { return string(b[numbers:][b.number(endCore):b.number(endOwned)]) }

// json is all of it, without the closing brace.
func (b body) json() string { return string(b[numbers:][:b.number(endJSON)]) }

// canonical is the canonical value of the observable.
func (b body) canonical() string {
	return string(b[numbers:][b.number(fromCanonical):b.number(endCanonical)])
}

// id is the text between the first quotes after `{"id":"`.
func (b body) id() id.Indicator {
	const from = numbers + len(`{"id":"`)
	end := from
	for b[end] != '"' {
		end++
	}
	return id.Indicator(b[from:end])
}
