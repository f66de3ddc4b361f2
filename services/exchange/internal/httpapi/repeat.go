package httpapi

import (
	"context"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/idempotency"
	"github.com/entente-hub/entente/shared/ledger"
)

// request names what the caller asks under an Idempotency-Key; the zero Request without one.
func request(by access.Caller, operation string, key *string, asked any) (ledger.Request, error) {
	if key == nil {
		return ledger.Request{}, nil
	}
	body, err := json.Marshal(asked, json.Deterministic(true))
	if err != nil {
		return ledger.Request{}, fmt.Errorf("%s: %w", operation, err)
	}
	return idempotency.Of(by.Asker(), operation, *key, body)
}

// prior returns what the same request was answered before, if it was made.
func (d *Door) prior(ctx context.Context, by access.Caller, r ledger.Request) (catalog.Item, bool, error) {
	p, ok, err := d.Keys.Prior(r)
	if err != nil || !ok {
		return catalog.Item{}, false, err
	}
	e, err := d.Ledger.At(ctx, p)
	if errors.Is(err, ledger.ErrNotFound) {
		return catalog.Item{}, false, indicator.ErrErased
	}
	if err != nil {
		return catalog.Item{}, false, fmt.Errorf("prior answer: %w", err)
	}
	item, err := d.render(by, e)
	return item, err == nil, err
}

// render shows the caller an entry of its own as it was written.
func (d *Door) render(by access.Caller, e ledger.Entry) (catalog.Item, error) {
	item, ok, err := d.Catalog.Render(d.view(by), e, d.Now())
	if err != nil {
		return catalog.Item{}, fmt.Errorf("render %s: %w", e.ID, err)
	}
	if !ok {
		return catalog.Item{}, httpd.ErrNotFound
	}
	return item, nil
}
