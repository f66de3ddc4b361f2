package httpapi

import (
	"slices"
	"strings"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/revision"
)

// etag is the entity tag of a revision (RFC 9110, section 8.8.3), as a viewer is shown it from whom
// some classes of fields are masked: with other rights the same revision is another
// representation, and what a client has of it is not current. So it is once its validity is over.
func (d *Door) etag(item *catalog.Item) string {
	seen := item.Masked
	if item.Over {
		seen += "x"
	}
	if seen != "" {
		seen = "." + seen
	}
	return `"` + d.Sealer.Seal(position.ETag, "", item.Position) + seen + `"`
}

// match reads If-Match.
func (d *Door) match(header *string) revision.Match { return revision.Read(d.Sealer, header) }

// has reads If-None-Match: does the client have what it would be shown (RFC 9110, section 13.1.2)?
func (d *Door) has(header *string, item catalog.Item) bool {
	if header == nil {
		return false
	}
	current := d.etag(&item)
	return slices.ContainsFunc(slices.Collect(tags(*header)), func(tag string) bool {
		return tag == "*" || strings.TrimPrefix(tag, "W/") == current
	})
}

// tags splits a list of entity tags; ours hold no comma.
func tags(header string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for tag := range strings.SplitSeq(header, ",") {
			if !yield(strings.TrimSpace(tag)) {
				return
			}
		}
	}
}
