package policies

import (
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"
)

// Parse reads a set: lines "p, who, scope, typ, tlp, act, eft" and "g, child, parent", each with
// "from=" and "until=" (RFC 3339) behind it where it is not always in force; spaces around a
// comma and everything after a # are left out; and one line "k, 3" or none. It knows nothing of the words' meaning: Lint
// does. The error is *RefusedError, and names every line that is wrong.
func Parse(csv []byte) (Set, error) {
	var s Set
	var fs []Finding
	for n, fields := range csvLines(csv) {
		kind, fields := fields[0], fields[1:]
		fields, window, found := cutWindow(n, fields)
		fs = append(fs, found...)
		switch {
		case kind == "p" && len(fields) == 6:
			s.Rules = append(s.Rules, Rule{
				Line: n, Who: fields[0], Scope: fields[1], Type: fields[2],
				TLP: fields[3], Act: fields[4], Effect: fields[5], Window: window,
			})
		case kind == "g" && len(fields) == 2:
			s.Edges = append(s.Edges, Edge{Line: n, Child: fields[0], Parent: fields[1], Window: window})
		case kind == "k" && len(fields) == 1 && window.always():
			k, err := strconv.Atoi(fields[0])
			switch {
			case err != nil || k < minK || k > maxK:
				fs = append(fs, Finding{n, "", fmt.Sprintf("%q is no number from %d to %d", fields[0], minK, maxK), "write k, 3"})
			case s.K != 0:
				fs = append(fs, Finding{n, "", "k is given twice", "leave one of them"})
			default:
				s.K = k
			}
		case kind == "k":
			fs = append(fs, Finding{n, "", "a line of k has 1 field, and is always in force", "write k, 3"})
		case kind == "p":
			fs = append(fs, Finding{
				n, "", fmt.Sprintf("a rule has 6 fields, this has %d", len(fields)),
				"write p, who, scope, typ, tlp, act, eft, and after them from=… and until=… or nothing",
			})
		case kind == "g":
			fs = append(fs, Finding{
				n, "", fmt.Sprintf("a group line has 2 fields, this has %d", len(fields)),
				"write g, child, parent, and after them from=… and until=… or nothing",
			})
		default:
			fs = append(fs, Finding{
				n, "", fmt.Sprintf("%q begins no line", kind),
				"begin a rule with p, a group line with g, the least number of publishers with k, a comment with #",
			})
		}
	}
	if len(fs) > 0 {
		return Set{}, &RefusedError{fs}
	}
	return s, nil
}

// cutWindow takes "from=…" and "until=…" off the end of a line's fields.
func cutWindow(line int, fields []string) ([]string, Window, []Finding) {
	var w Window
	var fs []Finding
	refuse := func(field, problem, do string) { fs = append(fs, Finding{line, field, problem, do}) }
	for len(fields) > 0 {
		name, value, ok := strings.Cut(fields[len(fields)-1], "=")
		into := map[string]*time.Time{"from": &w.From, "until": &w.Until}[name]
		if !ok || into == nil {
			break
		}
		fields = fields[:len(fields)-1]
		at, err := time.Parse(time.RFC3339, value)
		switch {
		case err != nil || at.Year() < 1970 || at.Year() > 9999:
			refuse(name, fmt.Sprintf("%q is no time", value), "write it as "+name+"=2026-10-01T12:00:00Z (RFC 3339)")
		case !into.IsZero():
			refuse(name, "is given twice", "leave one of them")
		default:
			*into = at.UTC()
		}
	}
	if !w.From.IsZero() && !w.Until.IsZero() && !w.From.Before(w.Until) {
		refuse("until", "is not after from: the line would never be in force", "take the line out, or mend its times")
	}
	return fields, w, fs
}

// csvLines yields each line's number, from 1, and its fields: spaces around a comma and everything
// after a # are left out, and so is a line that says nothing.
func csvLines(csv []byte) iter.Seq2[int, []string] {
	return func(yield func(int, []string) bool) {
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
			if !yield(n, fields) {
				return
			}
		}
	}
}
