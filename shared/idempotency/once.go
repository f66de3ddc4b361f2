package idempotency

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/ledger"
)

// Ask ties what is asked to its Idempotency-Key header; nil gives the zero Request. Whose key it
// is says asker, and asked is all that makes the request what it is.
func Ask(asker, operation string, key *string, asked any) (ledger.Request, error) {
	if key == nil {
		return ledger.Request{}, nil
	}
	body, err := json.Marshal(asked)
	if err != nil {
		return ledger.Request{}, fmt.Errorf("idempotency: %s: %w", operation, err)
	}
	return Of(asker, operation, *key, body)
}

// Ledger is read again where a request is repeated.
type Ledger interface {
	At(ctx context.Context, p ledger.Position) (ledger.Entry, error)
	Head(ctx context.Context) (ledger.Position, error)
}

// Views say when they hold what another process wrote.
type Views interface {
	Wait(ctx context.Context, p ledger.Position) error
}

// Memory is what Once finds earlier answers in.
type Memory struct {
	Keys   *Keys
	Ledger Ledger
	Views  Views
}

// Once does what is asked unless the same request did it before: then it reads back what was
// made, as it was then, and again is true. Of two that come at once the one that loses the race
// reads it back.
func Once[T any](ctx context.Context, m Memory, r ledger.Request, decode func(ledger.Entry) (T, error), do func() (T, error)) (made T, again bool, err error) {
	if made, again, err = prior(ctx, m, r, decode); again || err != nil {
		return made, again, err
	}
	made, err = do()
	if f, ok := fault.As(err); !ok || f.Kind != fault.Conflict || r == (ledger.Request{}) {
		return made, false, err
	}
	head, headErr := m.Ledger.Head(ctx)
	if headErr != nil || m.Views.Wait(ctx, head) != nil {
		return made, false, err
	}
	if first, found, priorErr := prior(ctx, m, r, decode); found || priorErr != nil {
		return first, found, priorErr
	}
	return made, false, err
}

func prior[T any](ctx context.Context, m Memory, r ledger.Request, decode func(ledger.Entry) (T, error)) (made T, found bool, err error) {
	p, found, err := m.Keys.Prior(r)
	if err != nil || !found {
		return made, false, err
	}
	e, err := m.Ledger.At(ctx, p)
	if err != nil {
		return made, false, fmt.Errorf("idempotency: repeat: %w", err)
	}
	made, err = decode(e)
	return made, err == nil, err
}
