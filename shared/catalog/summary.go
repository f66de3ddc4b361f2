package catalog

import "strings"

// Of the members of a core fragment (render.go), those that a summary shows. What the classes of
// evidence and source hide is not among them but for the basis, which is asked about.
var summarised = map[string]bool{
	"id": true, "brands": true, "infringement": true, "confidence": true, "basis": true, "valid_until": true, "tlp": true,
	"state": true, "modified_at": true,
}

// appendSummary appends what somebody who meets a record, and may read what it is about, needs in
// order to act: without the observable, which is that of the match, and what takes room.
func (c *Catalog) appendSummary(dst []byte, r *row, pub publisher, owner bool, side func() string, cs classes) []byte {
	from := len(dst)
	core := ""
	if c.remote() {
		core = c.summaryOf(r)
	} else {
		core = c.body(r).core()
	}
	fields(core, func(name, whole string) {
		if summarised[name] && (name != "basis" || cs.evidence) {
			dst = append(append(dst, ','), whole...)
		}
	})
	switch {
	case owner || cs.source && r.attribution == isNamed:
		dst = append(dst, pub.json...)
	case cs.source && r.attribution == isPseudonymous:
		dst = quote(append(dst, `,"publisher":`...), c.options.Pseudonym(side(), pub.id))
	}
	if len(dst) > from {
		dst[from] = '{'
	}
	return append(dst, '}')
}

// fields yields the members of an object that object.go wrote, whose last brace may be missing:
// each with its name, and whole.
func fields(object string, yield func(name, whole string)) {
	for at := 1; at < len(object); {
		begin := at
		at = pastText(object, at)
		name := object[begin+1 : at-1]
		at = pastValue(object, at+1)
		yield(name, object[begin:at])
		at++ // the comma, or the brace
	}
}

// pastText returns where a quoted text that begins at i ends.
func pastText(s string, i int) int {
	for i++; ; i++ {
		n := strings.IndexAny(s[i:], `"\`)
		if n < 0 {
			return len(s)
		}
		if i += n; s[i] == '"' {
			return i + 1
		}
		i++ // what is escaped
	}
}

// pastValue returns where a value that begins at i ends.
func pastValue(s string, i int) int {
	for depth := 0; i < len(s); {
		switch s[i] {
		case '"':
			i = pastText(s, i)
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return i
			}
			depth--
		case ',':
			if depth == 0 {
				return i
			}
		}
		i++
	}
	return i
}
