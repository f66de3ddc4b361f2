package subscription

import (
	"context"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Change is what to change; nil leaves a field as it is.
type Change struct {
	Name    *string
	URL     *string
	Filter  *Wish // the whole new filter
	Format  *string
	Headers *map[string]*string // by name: a new value, or nil to take it away; nil within: none any more
	Pace    Pace
}

func (d Change) empty() bool {
	return d.Name == nil && d.URL == nil && d.Filter == nil && d.Format == nil && d.Headers == nil && d.Pace == Pace{}
}

// Change changes the caller's subscription. Its cursor and its secret stay.
// It returns access.ErrScope, ErrNotFound, ErrMissing without a condition, ErrMoved, ErrInvalid, ErrURL, and the
// ledger's errors.
func (b *Book) Change(ctx context.Context, by access.Caller, s id.Subscription, d Change, m Match) (Subscription, error) {
	if err := b.tells(by); err != nil {
		return Subscription{}, err
	}
	if _, err := b.Find(by, s); err != nil {
		return Subscription{}, err
	}
	if !m.Given {
		return Subscription{}, ErrMissing
	}
	return b.rewrite(ctx, by, s, m, VerbChanged, ledger.Request{}, func(next *Subscription) (bool, error) {
		var c checker
		if d.empty() {
			c.at("", "changes nothing; give one or more of name, url, filter, format, headers, batch, rate_limit, concurrency, retry")
		}
		if d.Name != nil {
			next.Name = c.name(*d.Name)
		}
		moved := d.URL != nil && *d.URL != next.URL
		if d.URL != nil {
			next.URL = b.url(ctx, &c, *d.URL)
		}
		if d.Filter != nil {
			next.Filter = b.filter(&c, by.Member, *d.Filter)
		}
		if d.Format != nil {
			next.Format = c.format(*d.Format)
		}
		c.pace(next, d.Pace)
		if err := b.rehead(&c, next, d.Headers); err != nil || !moved {
			return true, err
		}
		return true, b.prove(ctx, next)
	})
}

// rehead changes what a subscription's posts carry besides, if there is nothing wrong with that, nor
// with anything else.
func (b *Book) rehead(c *checker, s *Subscription, change *map[string]*string) error {
	if change == nil {
		return c.err()
	}
	old, err := b.disclose(s)
	if err != nil {
		return err
	}
	headers := c.headers(old, *change)
	if err := c.err(); err != nil {
		return err
	}
	return b.enclose(s, headers)
}

// Pause stops the caller's subscription where it is; nothing is lost. One that is not active
// stays as it is.
func (b *Book) Pause(ctx context.Context, by access.Caller, s id.Subscription, m Match) (Subscription, error) {
	return b.rewrite(ctx, by, s, m, VerbPaused, ledger.Request{}, func(next *Subscription) (bool, error) {
		if next.State != Active && next.State != Pending {
			return false, nil
		}
		next.State, next.Reason = Paused, ""
		return true, nil
	})
}

// Resume lets it go on from where it stopped, whoever stopped it. It returns ErrUnproven for one whose
// endpoint has not shown that it wants to be told.
func (b *Book) Resume(ctx context.Context, by access.Caller, s id.Subscription, m Match) (Subscription, error) {
	return b.rewrite(ctx, by, s, m, VerbResumed, ledger.Request{}, func(next *Subscription) (bool, error) {
		if next.State == Active {
			return false, nil
		}
		if next.Unproven {
			return false, ErrUnproven.With("Verify it first.")
		}
		next.State, next.Reason = Active, ""
		return true, nil
	})
}

// Delete ends the caller's subscription, and forgets its secrets.
func (b *Book) Delete(ctx context.Context, by access.Caller, s id.Subscription, m Match) (Subscription, error) {
	return b.rewrite(ctx, by, s, m, VerbDeleted, ledger.Request{}, func(next *Subscription) (bool, error) {
		next.State, next.Secret, next.Public, next.Former, next.Headers, next.HeaderNames = Deleted, nil, nil, nil, nil, nil
		return true, nil
	})
}
