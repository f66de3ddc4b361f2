package httpapi

import (
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/revision"
)

// etag seals a revision; header puts it in the quotes that the ETag header has.
func (d *Door) etag(p ledger.Position) string { return d.Sealer.Seal(position.ETag, "", p) }

func header(etag string) string { return `"` + etag + `"` }

func (d *Door) token(p ledger.Position) string { return httpd.Token(d.Sealer, p) }

// match reads If-Match.
func (d *Door) match(ifMatch *string) revision.Match { return revision.Read(d.Sealer, ifMatch) }
