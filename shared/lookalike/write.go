package lookalike

import (
	"bufio"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"
)

// Line returns draft i as a publish body: one line of JSON, without its end.
func (g *Generator) Line(i int) []byte {
	b, err := json.Marshal(g.At(i))
	if err != nil {
		panic(err) // a Draft is strings, numbers and dates
	}
	return b
}

// WriteNDJSON writes n drafts from number from on, a line each, and holds one at a time.
func (g *Generator) WriteNDJSON(w io.Writer, from, n int) error {
	out := bufio.NewWriterSize(w, 64<<10)
	for i := range n {
		if _, err := out.Write(append(g.Line(from+i), '\n')); err != nil {
			return fmt.Errorf("write draft %d: %w", from+i, err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write drafts: %w", err)
	}
	return nil
}
