package fold

import (
	"context"
	"fmt"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/tracing"
)

// Append is ledger.Append, and returns once the views hold the entry. If they do not in a few
// seconds, the entry is on the ledger all the same, and the error is ledger.ErrUnavailable.
// The body is the views' from then on, not to be changed.
func (f *Fold) Append(ctx context.Context, d ledger.Draft) (ledger.Entry, error) {
	e, err := f.ledger.Append(ctx, d)
	if err != nil {
		return ledger.Entry{}, err
	}
	return e, f.hold(ctx, []ledger.Entry{e})
}

// AppendAll is ledger.AppendAll, and returns once the views hold the entries; see Append.
func (f *Fold) AppendAll(ctx context.Context, ds []ledger.Draft) ([]ledger.Entry, error) {
	es, err := f.ledger.AppendAll(ctx, ds)
	if err != nil || len(es) == 0 {
		return nil, err
	}
	return es, f.hold(ctx, es)
}

// hold returns once the views hold what has just been put on the ledger.
func (f *Fold) hold(ctx context.Context, es []ledger.Entry) error {
	ctx, span := tracing.Start(ctx, "hold")
	defer span.End()
	f.echo(es)
	last := es[len(es)-1].Position
	if f.Position() >= last {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, heldWithin)
	defer cancel()
	err := f.Wait(ctx, last)
	if err != nil && ctx.Err() != nil {
		return fmt.Errorf("%w: the views do not hold position %d: %w", ledger.ErrUnavailable, last, err)
	}
	return err
}
