package httpapi

import (
	"context"
	"time"

	contract "github.com/entente-hub/entente/api/delivery"
	"github.com/entente-hub/entente/services/delivery/internal/direct"
	"github.com/entente-hub/entente/services/delivery/internal/feed"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/idempotency"
)

// Direct knows what a feed holds: direct.Server.
type Direct interface {
	Size(ctx context.Context, of id.Member) (direct.Size, error)
}

var _ Direct = (*direct.Server)(nil)

// GetFeed shows the caller's direct feed.
func (d *Door) GetFeed(ctx context.Context, _ contract.GetFeedRequestObject) (contract.GetFeedResponseObject, error) {
	f, err := d.Feeds.Find(access.From(ctx))
	if err != nil {
		return nil, err
	}
	shown := d.toFeed(ctx, f)
	return contract.GetFeed200JSONResponse{Body: shown, Headers: contract.GetFeed200ResponseHeaders{ETag: header(shown.Etag)}}, nil
}

// TurnOnFeed turns it on.
func (d *Door) TurnOnFeed(ctx context.Context, _ contract.TurnOnFeedRequestObject) (contract.TurnOnFeedResponseObject, error) {
	f, err := d.Feeds.TurnOn(ctx, access.From(ctx))
	if err != nil {
		return nil, err
	}
	shown := d.toFeed(ctx, f)
	return contract.TurnOnFeed200JSONResponse{
		Body: shown, Headers: contract.TurnOnFeed200ResponseHeaders{ETag: header(shown.Etag), LedgerPosition: d.token(f.Position)},
	}, nil
}

// TurnOffFeed turns it off.
func (d *Door) TurnOffFeed(ctx context.Context, in contract.TurnOffFeedRequestObject) (contract.TurnOffFeedResponseObject, error) {
	f, err := d.Feeds.TurnOff(ctx, access.From(ctx), d.match(in.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	return contract.TurnOffFeed204Response{Headers: contract.TurnOffFeed204ResponseHeaders{LedgerPosition: d.token(f.Position)}}, nil
}

// ReplayFeed writes it anew from a point.
func (d *Door) ReplayFeed(ctx context.Context, in contract.ReplayFeedRequestObject) (contract.ReplayFeedResponseObject, error) {
	by := access.From(ctx)
	if _, err := d.Feeds.Find(by); err != nil {
		return nil, err
	}
	r, err := idempotency.Ask(by.Asker(), "replayFeed", in.Params.IdempotencyKey, in.Body)
	if err != nil {
		return nil, err
	}
	from, err := d.beginning(by, in.Body.From)
	if err != nil {
		return nil, err
	}
	f, _, err := idempotency.Once(ctx, d.Memory, r, feed.Decode, func() (feed.Feed, error) {
		return d.Feeds.Replay(ctx, by, from, r)
	})
	if err != nil {
		return nil, err
	}
	shown := d.toFeed(ctx, f)
	return contract.ReplayFeed202JSONResponse{
		Body: shown, Headers: contract.ReplayFeed202ResponseHeaders{ETag: header(shown.Etag), LedgerPosition: d.token(f.Position)},
	}, nil
}

// beginning reads a time, or what the caller's feed gave. The marks are those of the member: what a
// person holds is another's.
func (d *Door) beginning(by access.Caller, from string) (feed.Point, error) {
	for _, viewer := range []string{"m:" + string(by.Member), by.Viewer()} {
		if m, ok := catalog.OpenMark(d.Sealer, viewer, from); ok {
			return feed.Point{After: m}, nil
		}
	}
	at, err := time.Parse(time.RFC3339, from)
	if err != nil || at.IsZero() {
		return feed.Point{}, feed.ErrInvalid.At("/from", "is neither a time such as 2026-10-01T00:00:00Z nor an id or cursor of your feed")
	}
	return feed.Point{Time: at}, nil
}

// toFeed tells what is known of what it holds: a feed that was just turned on is not there yet,
// and in a process that takes no connections it never is.
func (d *Door) toFeed(ctx context.Context, f feed.Feed) contract.Feed {
	out := contract.Feed{
		Stream: direct.Stream(f.Member), Consumer: direct.Durable, Subjects: direct.Subjects(f.Member),
		CreatedAt: f.Created, ModifiedAt: f.Modified, Etag: d.etag(f.Position),
	}
	if d.Direct == nil {
		return out
	}
	z, err := d.Direct.Size(ctx, f.Member)
	if err != nil {
		return out
	}
	kept := int(z.Messages)
	out.Kept, out.OldestAt = &kept, unless(z.Oldest.IsZero(), z.Oldest.UTC())
	return out
}
