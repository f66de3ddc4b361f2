package policies

import (
	"fmt"
	"strings"
)

// Parse reads a set: lines "p, who, scope, typ, tlp, act, eft" and "g, child, parent", spaces
// around a comma and everything after a # left out. It knows nothing of the words' meaning:
// Lint does. The error is *RefusedError, and names every line that is wrong.
func Parse(csv []byte) (Set, error) {
	var s Set
	var fs []Finding
	n := 0
	for text := range strings.Lines(string(csv)) {
		n++
		text, _, _ = strings.Cut(text, "#")
		if strings.TrimSpace(text) == "" {
			continue
		}
		fields := strings.Split(text, ",")
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		kind, fields := fields[0], fields[1:]
		switch {
		case kind == "p" && len(fields) == 6:
			s.Rules = append(s.Rules, Rule{
				Line: n, Who: fields[0], Scope: fields[1], Type: fields[2],
				TLP: fields[3], Act: fields[4], Effect: fields[5],
			})
		case kind == "g" && len(fields) == 2:
			s.Edges = append(s.Edges, Edge{Line: n, Child: fields[0], Parent: fields[1]})
		case kind == "p":
			fs = append(fs, Finding{
				n, "", fmt.Sprintf("a rule has 6 fields, this has %d", len(fields)),
				"write p, who, scope, typ, tlp, act, eft",
			})
		case kind == "g":
			fs = append(fs, Finding{
				n, "", fmt.Sprintf("a group line has 2 fields, this has %d", len(fields)),
				"write g, child, parent",
			})
		default:
			fs = append(fs, Finding{
				n, "", fmt.Sprintf("%q begins no line", kind),
				"begin a rule with p, a group line with g, a comment with #",
			})
		}
	}
	if len(fs) > 0 {
		return Set{}, &RefusedError{fs}
	}
	return s, nil
}
