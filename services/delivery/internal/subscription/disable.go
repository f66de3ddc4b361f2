package subscription

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// System is who acts where no member does.
const System = "system"

// Trouble is how an endpoint has been failing, for its owner to read.
type Trouble struct {
	Attempts int    // one after another
	Percent  int    // of the way to being disabled
	Reason   string // the last, in words
}

// Disable stops a subscription for a reason that its owner reads: its endpoint answered 410,
// or failed too long. Its cursor stays, so that Resume loses nothing. One that its owner has
// changed since seen stays as it is: what failed may be mended. Its member is told by an alarm,
// in the same batch.
func (b *Book) Disable(ctx context.Context, s id.Subscription, seen ledger.Position, t Trouble) error {
	next, ok := b.Register.Find(s)
	if !ok || next.State != Active || next.Position != seen {
		return nil
	}
	next.State, next.Reason = Disabled, t.Reason
	stop := b.draft(&next, VerbDisabled, System)
	t.Percent = 100
	_, err := b.Ledger.AppendAll(ctx, []ledger.Draft{stop, b.alarm(&next, catalog.VerbDisabled, t)})
	if errors.Is(err, errConflict) {
		return b.moved(s, seen, err)
	}
	if err != nil {
		return fmt.Errorf("append %s: %w", s, err)
	}
	return nil
}

// Warn tells the member of an endpoint that has been failing, by an alarm. It does nothing where
// the subscription has changed since seen.
func (b *Book) Warn(ctx context.Context, s id.Subscription, seen ledger.Position, t Trouble) error {
	now, ok := b.Register.Find(s)
	if !ok || now.State != Active || now.Position != seen {
		return nil
	}
	if _, err := b.Ledger.Append(ctx, b.alarm(&now, catalog.VerbFailing, t)); err != nil && !errors.Is(err, errConflict) {
		return fmt.Errorf("append alarm of %s: %w", s, err)
	}
	return nil
}

// moved makes nothing of a conflict where the subscription has changed: it is as its owner wants
// it. Where it has not it was the alarm's, and the whole is to be done again.
func (b *Book) moved(s id.Subscription, seen ledger.Position, err error) error {
	if now, ok := b.Register.Find(s); ok && now.Position == seen {
		return fmt.Errorf("append alarm of %s: %w", s, err)
	}
	return nil
}

func (b *Book) alarm(s *Subscription, verb string, t Trouble) ledger.Draft {
	return ledger.Draft{
		At: b.Now().UTC().Truncate(time.Millisecond), Kind: ledger.KindAlarm, ID: string(s.ID), Verb: verb, Actor: System, Schema: catalog.SchemaAlarm,
		Body:   catalog.EncodeAlarm(catalog.Alarm{Member: s.Member, Subscription: s.ID, Percent: t.Percent, Attempts: t.Attempts, Reason: t.Reason}),
		Expect: b.Register.Alarmed(s.ID),
	}
}
