package httpapi

import (
	"crypto/sha256"
	"encoding/binary"
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

// list is a list that is shown in pages. A cursor names the last thing shown by a hash of its
// name, so that it holds whatever else joins. Where that thing is gone there is no more.
type list[T any] struct {
	path string
	all  []T
	name func(T) string
}

// page returns what is to be shown, the next cursor (nil at the end), and the Link header.
func page[T any](d *Door, l list[T], viewer string, limit *int, cursor *string) (show []T, next, link *string, err error) {
	n := defaultLimit
	if limit != nil {
		n = *limit
	}
	if n < 1 || n > maxLimit {
		return nil, nil, nil, httpd.ErrParameter.With("limit: must be from 1 to %d", maxLimit)
	}
	bind := "delivery|" + l.path + "|" + viewer
	if cursor != nil {
		after, ok := d.Sealer.Open(position.Cursor, bind, *cursor)
		if !ok {
			return nil, nil, nil, httpd.ErrParameter.With("cursor: is not one of this list's")
		}
		from := len(l.all)
		for i, x := range l.all {
			if hash(l.name(x)) == after {
				from = i + 1
				break
			}
		}
		l.all = l.all[from:]
	}
	if len(l.all) <= n {
		return l.all, nil, nil, nil
	}
	sealed := d.Sealer.Seal(position.Cursor, bind, hash(l.name(l.all[n-1])))
	q := url.Values{"cursor": {sealed}, "limit": {strconv.Itoa(n)}}
	rel := "<" + l.path + "?" + q.Encode() + `>; rel="next"`
	return l.all[:n], &sealed, &rel, nil
}

// hash is what a cursor seals of a name. It is a number to be sealed, not a position.
func hash(name string) ledger.Position {
	sum := sha256.Sum256([]byte(name))
	return ledger.Position(binary.BigEndian.Uint64(sum[:]))
}
