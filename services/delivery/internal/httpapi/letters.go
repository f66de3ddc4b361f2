package httpapi

import (
	"context"
	"fmt"
	"slices"

	contract "github.com/entente-hub/entente/api/delivery"
	"github.com/entente-hub/entente/services/delivery/internal/lane"
	"github.com/entente-hub/entente/services/delivery/internal/letter"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/services/delivery/internal/webhook"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
)

// letters are those of the caller's subscription.
func (d *Door) letters(ctx context.Context, name string) (subscription.Subscription, []letter.Letter, error) {
	s, err := d.Book.Find(access.From(ctx), id.Subscription(name))
	if err != nil {
		return s, nil, err
	}
	all, err := d.Letters.Of(ctx, s.ID)
	if err != nil {
		return s, nil, fmt.Errorf("dead letters: %w", err)
	}
	return s, all, nil
}

// letter is one of them; ErrNotFound where there is none of the name.
func (d *Door) letter(ctx context.Context, of, name string) (subscription.Subscription, letter.Letter, error) {
	s, all, err := d.letters(ctx, of)
	if err != nil {
		return s, letter.Letter{}, err
	}
	n := slices.IndexFunc(all, func(l letter.Letter) bool { return l.Name == name })
	if n < 0 {
		return s, letter.Letter{}, subscription.ErrNotFound
	}
	return s, all[n], nil
}

// ListDeadLetters shows what the endpoint has refused for good.
func (d *Door) ListDeadLetters(ctx context.Context, in contract.ListDeadLettersRequestObject) (contract.ListDeadLettersResponseObject, error) {
	s, all, err := d.letters(ctx, in.Subscription)
	if err != nil {
		return nil, err
	}
	ls, next, link, err := page(d, list[letter.Letter]{
		path: path(s) + "/dead-letters", all: all, name: func(l letter.Letter) string { return l.Name },
	}, access.From(ctx).Viewer(), in.Params.Limit, in.Params.Cursor)
	if err != nil {
		return nil, err
	}
	out := contract.DeadLetterPage{Items: make([]contract.DeadLetter, 0, len(ls)), NextCursor: next}
	for _, l := range ls {
		out.Items = append(out.Items, contract.DeadLetter{
			WebhookID: l.Name, Event: l.Event, EventAt: l.At, TriedAt: l.Tried, Attempts: l.Attempts, Status: unless(l.Status == 0, l.Status),
			Error: unless(l.Failure == "", webhook.Explain(webhook.Failure(l.Failure), l.Status)), Wanted: l.Wanted,
		})
	}
	return contract.ListDeadLetters200JSONResponse{Body: out, Headers: contract.ListDeadLetters200ResponseHeaders{Link: link}}, nil
}

// ResendDeadLetters has all of them sent again.
func (d *Door) ResendDeadLetters(ctx context.Context, in contract.ResendDeadLettersRequestObject) (contract.ResendDeadLettersResponseObject, error) {
	s, all, err := d.letters(ctx, in.Subscription)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(l letter.Letter) bool { return l.Wanted })
	if err := d.want(ctx, s.ID, all); err != nil {
		return nil, err
	}
	return contract.ResendDeadLetters202JSONResponse{Wanted: len(all)}, nil
}

// ResendDeadLetter has one sent again.
func (d *Door) ResendDeadLetter(ctx context.Context, in contract.ResendDeadLetterRequestObject) (contract.ResendDeadLetterResponseObject, error) {
	s, l, err := d.letter(ctx, in.Subscription, in.Letter)
	if err != nil {
		return nil, err
	}
	if err := d.want(ctx, s.ID, []letter.Letter{l}); err != nil {
		return nil, err
	}
	return contract.ResendDeadLetter202JSONResponse{Wanted: 1}, nil
}

func (d *Door) want(ctx context.Context, s id.Subscription, ls []letter.Letter) error {
	if len(ls) == 0 {
		return nil
	}
	if err := d.Letters.Want(ctx, s, ls); err != nil {
		return fmt.Errorf("dead letters: %w", err)
	}
	d.Desk.Again()
	return nil
}

// DeleteDeadLetter forgets one.
func (d *Door) DeleteDeadLetter(ctx context.Context, in contract.DeleteDeadLetterRequestObject) (contract.DeleteDeadLetterResponseObject, error) {
	s, l, err := d.letter(ctx, in.Subscription, in.Letter)
	if err != nil {
		return nil, err
	}
	if err := d.Letters.Forget(ctx, s.ID, l.Name); err != nil {
		return nil, fmt.Errorf("dead letters: %w", err)
	}
	return contract.DeleteDeadLetter204Response{}, nil
}

func toProgress(p lane.Progress) *contract.SubscriptionProgress {
	out := &contract.SubscriptionProgress{
		FailedAttempts: p.Failed, LastError: unless(p.Last == "", p.Last), NextAt: unless(p.Due.IsZero(), p.Due),
	}
	if p.Replayed {
		out.Replay = &contract.ReplayProgress{Events: p.Told, EndedAt: unless(p.Ended.IsZero(), p.Ended)}
	}
	return out
}
