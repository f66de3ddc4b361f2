package httpapi

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/entente-hub/entente/services/governance/internal/proposal"
	"github.com/entente-hub/entente/services/governance/internal/register"
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
func (d *Door) once(ctx context.Context, r ledger.Request, do func() (proposal.Proposal, error)) (proposal.Proposal, error) {
	if p, found, err := d.prior(ctx, r); found || err != nil {
		return p, err
	}
	p, err := do()
	if f, ok := fault.As(err); !ok || f.Kind != fault.Conflict || r == (ledger.Request{}) {
		return p, err
	}
	head, headErr := d.Ledger.Head(ctx)
	if headErr != nil || d.Views.Wait(ctx, head) != nil {
		return p, err
	}
	if first, found, priorErr := d.prior(ctx, r); found || priorErr != nil {
		return first, priorErr
	}
	return p, err
}

func (d *Door) prior(ctx context.Context, r ledger.Request) (p proposal.Proposal, found bool, err error) {
	at, found, err := d.Keys.Prior(r)
	if err != nil || !found {
		return p, false, err
	}
	e, err := d.Ledger.At(ctx, at)
	if err != nil {
		return p, false, fmt.Errorf("repeat: %w", err)
	}
	p, err = register.Decode(e)
	return p, err == nil, err
}
