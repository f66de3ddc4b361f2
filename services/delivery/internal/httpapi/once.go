package httpapi

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/entente-hub/entente/services/delivery/internal/register"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/idempotency"
	"github.com/entente-hub/entente/shared/ledger"
)

// request ties what is asked to its Idempotency-Key; asked is all that makes the request what
// it is.
func request(asker, operation string, key *string, asked any) (ledger.Request, error) {
	if key == nil {
		return ledger.Request{}, nil
	}
	body, err := json.Marshal(asked)
	if err != nil {
		return ledger.Request{}, fmt.Errorf("request: %w", err)
	}
	return idempotency.Of(asker, operation, *key, body)
}

// once does what is asked unless the same request did it before: then it reads back what was
// made, as it was then. Of two that come at once the one that loses the race reads it back.
func (d *Door) once(ctx context.Context, r ledger.Request, do func() (subscription.Subscription, error)) (subscription.Subscription, error) {
	if s, found, err := d.prior(ctx, r); found || err != nil {
		return s, err
	}
	s, err := do()
	if f, ok := fault.As(err); !ok || f.Kind != fault.Conflict || r == (ledger.Request{}) {
		return s, err
	}
	head, headErr := d.Ledger.Head(ctx)
	if headErr != nil || d.Views.Wait(ctx, head) != nil {
		return s, err
	}
	if first, found, priorErr := d.prior(ctx, r); found || priorErr != nil {
		return first, priorErr
	}
	return s, err
}

func (d *Door) prior(ctx context.Context, r ledger.Request) (s subscription.Subscription, found bool, err error) {
	p, found, err := d.Keys.Prior(r)
	if err != nil || !found {
		return s, false, err
	}
	e, err := d.Ledger.At(ctx, p)
	if err != nil {
		return s, false, fmt.Errorf("repeat: %w", err)
	}
	s, err = register.Decode(e)
	return s, err == nil, err
}
