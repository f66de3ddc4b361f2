package ledger

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/synadia-io/orbit.go/jetstreamext"
)

// ErrCopying says that a copy into the ledger was not finished: no hub may start on it.
var ErrCopying = errors.New("ledger: a copy into it was not finished")

// copying is the stream's metadata while a copy into it is not finished.
const copying, begun = "entente-copy", "begun"

// placeholder is the body of an entry that was erased where it was copied from, until it is erased
// here, too.
const placeholder = "null"

// maxCopied is how many bytes of bodies one batch of a copy has, but for one that is larger.
const maxCopied = 4 << 20

// Copy is a ledger that is being made a copy of another: each entry stands where it stood there. No
// hub can open it meanwhile (ErrCopying).
type Copy struct {
	*Ledger

	head Position
}

// OpenCopy opens a ledger to copy into, or makes an empty one. One that is there is left as it is, for
// hubs too, until Begin.
func OpenCopy(ctx context.Context, js jetstream.JetStream, o Options) (*Copy, error) {
	o.copies = true
	l, err := Open(ctx, js, o)
	if err != nil {
		return nil, err
	}
	c := &Copy{Ledger: l}
	if c.head, err = l.Head(ctx); err != nil {
		return nil, err
	}
	if c.head == 0 {
		return c, c.Begin(ctx)
	}
	return c, nil
}

// Begun reports whether the ledger is closed to hubs: a copy into it was begun, and not finished.
func (c *Copy) Begun() bool { return c.stream.CachedInfo().Config.Metadata[copying] != "" }

// Begin closes the ledger to hubs, until Finish.
func (c *Copy) Begin(ctx context.Context) error {
	if c.Begun() {
		return nil
	}
	return c.mark(ctx, begun)
}

// Proved is up to where, and by which proof, an earlier run found the copy to be one; 0 for nowhere.
func (c *Copy) Proved() (p Position, proof string) {
	at, proof, _ := strings.Cut(c.stream.CachedInfo().Config.Metadata[copying], " ")
	n, _ := strconv.ParseUint(at, 10, 64)
	return Position(n), proof
}

// Prove notes that the copy was found to be one, up to Last; the proof is what the next run knows it
// by.
func (c *Copy) Prove(ctx context.Context, proof string) error {
	return c.mark(ctx, strconv.FormatUint(uint64(c.head), 10)+" "+proof)
}

// Last is the position of the last entry that the copy has.
func (c *Copy) Last() Position { return c.head }

// Add puts entries, adjacent and beginning after Last, at their positions. One that was erased is put
// there as a placeholder, to be erased with Erase. It returns ErrConflict if somebody else has
// written to the ledger; on any error some of them may be there.
func (c *Copy) Add(ctx context.Context, es []Entry) error {
	for len(es) > 0 {
		n, size := 0, 0
		for n < len(es) && n < MaxBatch && (n == 0 || size+len(es[n].Body) <= maxCopied) {
			size += len(es[n].Body)
			n++
		}
		if err := c.add(ctx, es[:n]); err != nil {
			return err
		}
		es = es[n:]
	}
	return nil
}

func (c *Copy) add(ctx context.Context, es []Entry) error {
	ms := make([]*nats.Msg, len(es))
	for n := range es {
		e := &es[n]
		if want := c.head + 1 + Position(n); e.Position != want {
			return fmt.Errorf("copy: %w: position %d comes where %d should", ErrInvalid, e.Position, want)
		}
		ms[n] = &nats.Msg{Subject: e.Subject(), Header: e.Header(), Data: e.Body}
		if e.Erased != nil {
			ms[n].Data = []byte(placeholder)
		}
		ms[n].Header.Set(jetstream.ExpectedStreamHeader, Stream)
	}
	ms[0].Header.Set(jetstream.ExpectedLastSeqHeader, strconv.FormatUint(uint64(c.head), 10))
	last := es[len(es)-1].Position
	for try := 0; ; try++ {
		err := c.send(ctx, ms, last)
		if err == nil {
			c.head = last
			return nil
		}
		// It may be there and was not acknowledged, or a node of a cluster was lost.
		if !errors.Is(err, ErrUnavailable) || try == 5 || ctx.Err() != nil {
			return fmt.Errorf("copy: position %d: %w", es[0].Position, err)
		}
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
			return ctx.Err()
		}
		switch head, looked := c.Head(ctx); {
		case looked == nil && head == last:
			c.head = last
			return nil
		case looked == nil && head != c.head:
			return fmt.Errorf("copy: %w: somebody else writes to it", ErrConflict)
		}
	}
}

func (c *Copy) send(ctx context.Context, ms []*nats.Msg, last Position) error {
	ctx, cancel := context.WithTimeout(ctx, c.within)
	defer cancel()
	var at uint64
	if len(ms) == 1 {
		ack, err := c.js.PublishMsg(ctx, ms[0], jetstream.WithRetryAttempts(0))
		if err != nil {
			return refusal(err)
		}
		at = ack.Sequence
	} else {
		ack, err := jetstreamext.PublishMsgBatch(ctx, c.js, ms, jetstreamext.BatchFlowControl{AckTimeout: c.within})
		if err != nil {
			return refusal(err)
		}
		at = ack.Sequence
	}
	if at != uint64(last) {
		return fmt.Errorf("%w: an entry of position %d is at %d", ErrConflict, last, at)
	}
	return nil
}

// IsPlaceholder reports whether an entry stands for one that was erased elsewhere.
func (e *Entry) IsPlaceholder() bool { return string(e.Body) == placeholder }

// Finish lets hubs open the ledger.
func (c *Copy) Finish(ctx context.Context) error { return c.mark(ctx, "") }

func (c *Copy) mark(ctx context.Context, as string) error {
	ctx, cancel := context.WithTimeout(ctx, c.within)
	defer cancel()
	info, err := c.stream.Info(ctx)
	if err != nil {
		return fmt.Errorf("copy: %w: %w", ErrUnavailable, err)
	}
	config := info.Config
	config.Metadata = maps.Clone(config.Metadata)
	delete(config.Metadata, copying)
	if as != "" {
		if config.Metadata == nil {
			config.Metadata = map[string]string{}
		}
		config.Metadata[copying] = as
	}
	if c.stream, err = c.js.UpdateStream(ctx, config); err != nil {
		return fmt.Errorf("copy: %w: %w", ErrUnavailable, err)
	}
	return nil
}
