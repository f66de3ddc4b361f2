package importing

import (
	"bytes"
	"mime"
	"net/netip"
	"strings"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
)

// Format is how a body's lines are to be read.
type Format string

// The formats, by media type.
const (
	NDJSON Format = "application/x-ndjson"
	CSV    Format = "text/csv"
	Plain  Format = "text/plain"
)

// FormatOf reads a Content-Type. It returns ErrMediaType for one that is not a format, and
// for a charset other than UTF-8.
func FormatOf(contentType string) (Format, error) {
	media, params, err := mime.ParseMediaType(contentType)
	if c := params["charset"]; err == nil && (c == "" || strings.EqualFold(c, "utf-8") || strings.EqualFold(c, "us-ascii")) {
		switch f := Format(media); f {
		case NDJSON, CSV, Plain:
			return f, nil
		}
	}
	return "", ErrMediaType.With("An import is %s, %s or %s, in UTF-8.", NDJSON, CSV, Plain)
}

// reader makes a draft of a line. skip is true for a line that says nothing. Its errors are
// faults.
type reader func(line []byte) (d indicator.Draft, skip bool, err error)

// open reads what comes before the first line, and returns the reader of the rest.
func (d *Desk) open(f Format, l *lines, fill Defaults) (reader, error) {
	if f == CSV {
		return openTable(l, fill)
	}
	if f == Plain {
		return plain, nil
	}
	return d.document, nil
}

// document reads a publish body.
func (d *Desk) document(line []byte) (indicator.Draft, bool, error) {
	line = bytes.TrimSpace(line)
	if len(line) == 0 {
		return indicator.Draft{}, true, nil
	}
	draft, err := d.Decode(line)
	return draft, false, err
}

// plain reads a value, or the first name of a hosts-file entry (hosts(5)): an address and a
// name. A "#" at the start or after a blank begins a comment: an address may hold one.
func plain(line []byte) (indicator.Draft, bool, error) {
	s := string(line)
	if strings.HasPrefix(s, "#") {
		s = ""
	}
	for _, mark := range []string{" #", "\t#"} {
		s, _, _ = strings.Cut(s, mark)
	}
	s = strings.TrimSpace(s)
	if s == "" {
		return indicator.Draft{}, true, nil
	}
	if n := strings.IndexAny(s, " \t"); n > 0 && s[0] != '+' {
		if _, err := netip.ParseAddr(s[:n]); err == nil {
			names := strings.Fields(s[n:])
			if len(names) > 1 {
				return indicator.Draft{}, false, ErrLine.With("The entry has %d names; write one a line.", len(names))
			}
			s = names[0]
		}
	}
	return indicator.Draft{Observable: indicator.Given{Value: s}}, false, nil
}
