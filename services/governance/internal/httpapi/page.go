package httpapi

import (
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"net/url"
	"strconv"

	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
)

// The limits of a page.
const (
	defaultLimit = 100
	maxLimit     = 1000
)

// pages is one list under its filters, as one caller pages through it. A cursor seals where
// the last item shown stands, for this caller and these filters alone.
type pages struct {
	sealer  *position.Sealer
	path    string
	viewer  string
	filters url.Values
}

func (p pages) bind() string {
	return "governance|" + p.path + "|" + p.viewer + "|" + p.filters.Encode()
}

// open reads what a page is asked with: how many items, and after which (0: from the start).
func (p pages) open(limit *int, cursor *string) (n int, after ledger.Position, err error) {
	n = defaultLimit
	if limit != nil {
		n = *limit
	}
	if n < 1 || n > maxLimit {
		return 0, 0, httpd.ErrParameter.With("limit: must be from 1 to %d", maxLimit)
	}
	if cursor != nil {
		var ok bool
		if after, ok = p.sealer.Open(position.Cursor, p.bind(), *cursor); !ok {
			return 0, 0, httpd.ErrParameter.With("cursor: is not one of this list's")
		}
	}
	return n, after, nil
}

// next is the cursor after an item, and the Link header with it.
func (p pages) next(last ledger.Position, limit int) (cursor, link *string) {
	sealed := p.sealer.Seal(position.Cursor, p.bind(), last)
	q := url.Values{"cursor": {sealed}, "limit": {strconv.Itoa(limit)}}
	maps.Copy(q, p.filters)
	rel := "<" + p.path + "?" + q.Encode() + `>; rel="next"`
	return &sealed, &rel
}

// filters are the parameters that are given, under their names.
func filters(given map[string]*string) url.Values {
	q := url.Values{}
	for name, value := range given {
		if value != nil {
			q.Set(name, *value)
		}
	}
	return q
}

// hash is what a cursor seals of an id. It is a number to be sealed, not a position.
func hash(name string) ledger.Position {
	sum := sha256.Sum256([]byte(name))
	return ledger.Position(binary.BigEndian.Uint64(sum[:]))
}
