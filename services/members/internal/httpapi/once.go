package httpapi

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/idempotency"
	"github.com/entente-hub/entente/shared/ledger"
)

// request ties what is asked to its Idempotency-Key; who is whose key it is, and asked all that
// makes the request what it is.
func request(who, operation string, key *string, asked any) (ledger.Request, error) {
	if key == nil {
		return ledger.Request{}, nil
	}
	body, err := json.Marshal(asked)
	if err != nil {
		return ledger.Request{}, fmt.Errorf("request: %w", err)
	}
	return idempotency.Of(who, operation, *key, body)
}

// once does what is asked unless the same request did it before: then it reads back what was
// made, as it was then. Of two that come at once the one that loses the race reads it back.
func once[T any](ctx context.Context, d *Door, r ledger.Request, decode func(ledger.Entry) (T, error), do func() (T, error)) (made T, again bool, err error) {
	if made, again, err = prior(ctx, d, r, decode); again || err != nil {
		return made, again, err
	}
	made, err = do()
	if f, ok := fault.As(err); !ok || f.Kind != fault.Conflict || r == (ledger.Request{}) {
		return made, false, err
	}
	head, headErr := d.Ledger.Head(ctx)
	if headErr != nil {
		return made, false, err
	}
	if waitErr := d.Views.Wait(ctx, head); waitErr != nil {
		return made, false, err
	}
	if first, found, priorErr := prior(ctx, d, r, decode); found || priorErr != nil {
		return first, found, priorErr
	}
	return made, false, err
}

func prior[T any](ctx context.Context, d *Door, r ledger.Request, decode func(ledger.Entry) (T, error)) (made T, found bool, err error) {
	p, found, err := d.Keys.Prior(r)
	if err != nil || !found {
		return made, false, err
	}
	e, err := d.Ledger.At(ctx, p)
	if err != nil {
		return made, false, fmt.Errorf("repeat: %w", err)
	}
	made, err = decode(e)
	return made, err == nil, err
}
