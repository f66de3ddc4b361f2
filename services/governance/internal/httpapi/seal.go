package httpapi

import (
	"strings"

	"github.com/entente-hub/entente/services/governance/internal/proposal"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
)

// etag seals a revision; header puts it in the quotes that the ETag header has.
func (d *Door) etag(p ledger.Position) string { return d.Sealer.Seal(position.ETag, "", p) }

func header(etag string) string { return `"` + etag + `"` }

func (d *Door) token(p ledger.Position) string { return httpd.Token(d.Sealer, p) }

// match reads If-Match: "*", or a list of ETags (RFC 9110, section 13.1.1). Quotes may be
// missing; what is weak or not one of ours matches nothing.
func (d *Door) match(ifMatch *string) proposal.Match {
	if ifMatch == nil {
		return proposal.Match{}
	}
	m := proposal.Match{Given: true}
	for tag := range strings.SplitSeq(*ifMatch, ",") {
		tag = strings.TrimSpace(tag)
		if tag == "*" {
			m.Any = true
			continue
		}
		if p, ok := d.Sealer.Open(position.ETag, "", strings.Trim(tag, `"`)); ok {
			m.At = append(m.At, p)
		}
	}
	return m
}
