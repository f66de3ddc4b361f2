package httpapi

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"net/url"
	"strconv"

	"github.com/entente-hub/entente/shared/access"
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
// id, so that it holds whatever else joins or leaves; nothing is ever deleted here.
type list[T any] struct {
	path   string // of the list
	all    []T    // hidden ones, too
	id     func(T) string
	hidden func(T) bool
}

// page returns what is to be shown, the next cursor (nil at the end), and the Link header.
func page[T any](ctx context.Context, d *Door, l list[T], limit *int, cursor *string) (show []T, next, link *string, err error) {
	n := defaultLimit
	if limit != nil {
		n = *limit
	}
	if n < 1 || n > maxLimit {
		return nil, nil, nil, httpd.ErrParameter.With("limit: must be from 1 to %d", maxLimit)
	}
	bind, from := "members|"+l.path+"|"+access.From(ctx).Viewer(), 0
	if cursor != nil {
		after, ok := d.Sealer.Open(position.Cursor, bind, *cursor)
		if !ok {
			return nil, nil, nil, httpd.ErrParameter.With("cursor: is not one of this list's")
		}
		for i, x := range l.all {
			if hash(l.id(x)) == after {
				from = i + 1
				break
			}
		}
	}
	show = make([]T, 0, min(n, len(l.all)))
	for _, x := range l.all[from:] {
		if l.hidden != nil && l.hidden(x) {
			continue
		}
		if len(show) == n {
			sealed := d.Sealer.Seal(position.Cursor, bind, hash(l.id(show[n-1])))
			q := url.Values{"cursor": {sealed}, "limit": {strconv.Itoa(n)}}
			rel := "<" + l.path + "?" + q.Encode() + `>; rel="next"`
			return show, &sealed, &rel, nil
		}
		show = append(show, x)
	}
	return show, nil, nil, nil
}

// hash is what a cursor seals of an id. It is a number to be sealed, not a position.
func hash(id string) ledger.Position {
	sum := sha256.Sum256([]byte(id))
	return ledger.Position(binary.BigEndian.Uint64(sum[:]))
}
