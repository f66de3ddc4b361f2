package httpapi

import (
	"context"
	"encoding/hex"

	api "github.com/entente-hub/entente/api/screening"
	"github.com/entente-hub/entente/services/screening/internal/screen"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/scope"
)

// GetScreenRange is GET /v1/screen/range.
func (d *Door) GetScreenRange(context.Context, api.GetScreenRangeRequestObject) (api.GetScreenRangeResponseObject, error) {
	return api.GetScreenRange200JSONResponse{
		Key: hex.EncodeToString(d.Ranges.Key), Algorithm: "HMAC-SHA256", PrefixBits: screen.PrefixBits, SuffixBits: screen.SuffixBits, Epoch: screen.Epoch,
	}, nil
}

// ScreenRange is GET /v1/screen/range/{prefix}.
func (d *Door) ScreenRange(ctx context.Context, q api.ScreenRangeRequestObject) (api.ScreenRangeResponseObject, error) {
	var entries []screen.Entry
	var ok bool
	d.steady(ctx, func(v *scope.View) { entries, ok = d.Ranges.Range(v, q.Prefix) })
	if !ok {
		return nil, httpd.ErrNotFound
	}
	a := api.ScreenRange200JSONResponse{Epoch: screen.Epoch, Entries: make([]api.RangeEntry, len(entries))}
	for n, e := range entries {
		a.Entries[n] = api.RangeEntry{Suffix: e.Suffix, Kind: api.RangeEntryKind(e.Kind), Publishers: e.Publishers}
	}
	return a, nil
}
