package journal

import (
	"context"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

const (
	headerAt = "Entente-At"

	// pending is how many records of one PutAll wait for their acknowledgement at once.
	pending = 256
)

// Put adds a record, and returns once it is kept. It returns ErrUnavailable if the server
// cannot be reached or did not answer in time.
func (j *Journal) Put(ctx context.Context, key string, body []byte) error {
	return j.PutAll(ctx, []Record{{Key: key, Body: body}})
}

// PutAll adds many records, in order, and returns once they are kept, with as few waits as
// can be; on error some may have been kept. Seq is not looked at.
func (j *Journal) PutAll(ctx context.Context, rs []Record) error {
	for _, r := range rs {
		if !isKey(r.Key, false) {
			return fmt.Errorf("put in journal %s: %w: %q", j.name, ErrInvalid, r.Key)
		}
	}
	under := make([]jetstream.PubAckFuture, 0, min(len(rs), pending))
	for len(rs) > 0 || len(under) > 0 {
		if len(rs) > 0 && len(under) < pending {
			ack, err := j.js.PublishMsgAsync(j.message(rs[0]), jetstream.WithExpectStream(j.name), jetstream.WithStallWait(answerWithin))
			if err != nil {
				return fmt.Errorf("put in journal %s: %w: %w", j.name, ErrUnavailable, err)
			}
			under, rs = append(under, ack), rs[1:]
			continue
		}
		if err := kept(ctx, under[0]); err != nil {
			return fmt.Errorf("put in journal %s: %w: %w", j.name, ErrUnavailable, err)
		}
		under = under[1:]
	}
	return nil
}

func (j *Journal) message(r Record) *nats.Msg {
	m := &nats.Msg{Subject: j.prefix + r.Key, Data: r.Body}
	if !r.At.IsZero() {
		m.Header = nats.Header{headerAt: {r.At.UTC().Format(time.RFC3339Nano)}}
	}
	return m
}

// kept waits for the acknowledgement.
func kept(ctx context.Context, ack jetstream.PubAckFuture) error {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	select {
	case <-ack.Ok():
		return nil
	case err := <-ack.Err():
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}
