package importing

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/go-json-experiment/json"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/idempotency"
)

// Upload is a body to be imported.
type Upload struct {
	Format    Format
	Defaults  Defaults
	Body      io.Reader
	Interrupt func()          // makes a Read of Body that waits return
	Stopping  <-chan struct{} // closed when the hub begins to stop; nil: never
	Request   string          // who asked under which Idempotency-Key, hashed; "" for none
}

// Take reads the whole body and writes what is good in it. The report tells all; the error
// is for an import that did not begin (ErrBusy, ErrHeader, ErrParameter, idempotency.ErrReused,
// the Book's) or that broke off (ErrInterrupted, with a report).
//
// The same request again gets the report of the first, and one that failed is taken up again
// under its id: what it accepted counts as duplicate then.
func (d *Desk) Take(ctx context.Context, by access.Caller, up Upload) (Report, error) {
	if err := d.Book.Admit(by); err != nil {
		return Report{}, err
	}
	if err := d.check(by.Member, up.Format, &up.Defaults); err != nil {
		return Report{}, err
	}
	sum, err := up.digest()
	if err != nil {
		return Report{}, err
	}
	i := d.NewID(up.Request)
	if up.Request != "" {
		prior, err := d.kept(ctx, by.Member, i)
		switch {
		case err == nil && prior.State == Done:
			return d.again(ctx, prior, up, sum)
		case err == nil && prior.State == Running:
			return Report{}, ErrBusy.With("The same import is running.").After(d.lease())
		case err != nil && !errors.Is(err, ErrNotFound):
			return Report{}, err
		}
	}
	now := d.Now().UTC()
	return d.run(ctx, by, up, Report{ID: i, Member: by.Member, State: Running, Created: now, Seen: now}, sum)
}

// digest starts the sum over all that was asked; nil where nobody will ask again.
func (up *Upload) digest() (hash.Hash, error) {
	if up.Request == "" {
		return nil, nil //nolint:nilnil // no sum is wanted
	}
	asked, err := json.Marshal(struct {
		Format   Format
		Defaults Defaults
	}{up.Format, up.Defaults}, json.Deterministic(true))
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	sum := sha256.New()
	sum.Write(asked)
	up.Body = io.TeeReader(up.Body, sum)
	return sum, nil
}

// again answers a request that was made before: with the report, if it asks the same.
func (d *Desk) again(ctx context.Context, prior Report, up Upload, sum hash.Hash) (Report, error) {
	if _, err := io.Copy(io.Discard, up.Body); err != nil {
		return Report{}, cutOff(ctx)
	}
	if hex.EncodeToString(sum.Sum(nil)) != prior.Sum {
		return Report{}, idempotency.ErrReused
	}
	var err error
	prior.Errors, err = d.Rejects(ctx, &prior, 0, chunk)
	return prior, err
}
