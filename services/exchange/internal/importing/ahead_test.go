package importing

import (
	"context"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
)

// held is a book whose ledger does not answer.
type held struct {
	Book

	until chan struct{}
}

func (held) Admit(access.Caller) error               { return nil }
func (held) Check(id.Member, *indicator.Draft) error { return nil }

func (held) Claim(_ context.Context, _ access.Caller, d *indicator.Draft) (catalog.Indicator, error) {
	return catalog.Indicator{ID: "ind_x", Note: d.Note}, nil
}

func (b held) PublishAll(_ context.Context, _ access.Caller, claims []catalog.Indicator) (indicator.Lot, error) {
	<-b.until
	return indicator.Lot{Outcomes: make([]indicator.Outcome, len(claims))}, nil
}

// nowhere keeps nothing.
type nowhere struct{ Shelf }

func (nowhere) Put(context.Context, string, []byte) error { return nil }

// counted counts what is read of a body.
type counted struct {
	io.Reader

	bytes atomic.Int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.bytes.Add(int64(n))
	return n, err
}

// TestTake_ahead: while the ledger is away, no more is read of a body than fits the bounds.
func TestTake_ahead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		book := held{until: make(chan struct{})}
		d := &Desk{
			Book: book, Shelf: nowhere{}, Now: time.Now, NewID: func(string) id.Import { return one },
			Decode: func(line []byte) (indicator.Draft, error) { return indicator.Draft{Note: string(line)}, nil },
		}
		body := &counted{Reader: strings.NewReader(strings.Repeat(strings.Repeat("a", MaxLine)+"\n", 2000))}
		ended := make(chan error, 1)
		go func() {
			_, err := d.Take(t.Context(), access.Caller{}, Upload{Format: NDJSON, Body: body, Interrupt: func() {}})
			ended <- err
		}()
		time.Sleep(time.Minute)
		// Two lots under way, one waiting, and the lines that the next is made of.
		if most := int64(3*(lotBytes+MaxLine) + (ahead+2)*(MaxLine+1)); body.bytes.Load() > most {
			t.Errorf("%d bytes are read, the most is %d", body.bytes.Load(), most)
		}
		close(book.until)
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}
