package revision

import (
	"strings"

	"github.com/entente-hub/entente/shared/position"
)

// Read reads an If-Match header: "*", or a list of ETags (RFC 9110, section 13.1.1); nil is no
// condition, and an empty one none that holds. Quotes may be missing, and what stands behind a dot in a tag (which fields its
// reader was shown) does not matter; what is weak or not one of ours matches nothing.
func Read(s *position.Sealer, header *string) Match {
	if header == nil {
		return Match{}
	}
	m := Match{Given: true}
	for tag := range strings.SplitSeq(*header, ",") {
		tag = strings.TrimSpace(tag)
		if tag == "*" {
			m.Any = true
			continue
		}
		sealed, _, _ := strings.Cut(strings.Trim(tag, `"`), ".")
		if p, ok := s.Open(position.ETag, "", sealed); ok {
			m.At = append(m.At, p)
		}
	}
	return m
}
