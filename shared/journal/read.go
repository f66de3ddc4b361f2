package journal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/synadia-io/orbit.go/jetstreamext"
)

const (
	// handful is how many records are asked for at once, and handfulBytes how large they may be together, but for the
	// last. A server cuts a connection that it owes more than 64 MiB: records of a busy hour are large.
	handful      = 500
	handfulBytes = 512 << 10
	// readers is how many may ask at once.
	readers = 4
)

// Last returns the newest record under the key; false if there is none. It is what was last
// acknowledged, in a cluster, too, where the other reads may be some milliseconds behind.
func (j *Journal) Last(ctx context.Context, key string) (Record, bool, error) {
	if !isKey(key, false) {
		return Record{}, false, fmt.Errorf("read journal %s: %w: %q", j.name, ErrInvalid, key)
	}
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	m, err := j.leaders(ctx, key)
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return Record{}, false, nil
	}
	if err != nil {
		return Record{}, false, fmt.Errorf("read journal %s: %w: %w", j.name, ErrUnavailable, err)
	}
	return j.record(m), true, nil
}

// leaders asks the leader of the stream: the library asks any copy of one that allows direct reads.
// (JetStream's API, STREAM.MSG.GET: nats-server, server/jetstream_api.go.)
func (j *Journal) leaders(ctx context.Context, key string) (*jetstream.RawStreamMsg, error) {
	ask, err := json.Marshal(map[string]string{"last_by_subj": j.prefix + key})
	if err != nil {
		return nil, err
	}
	reply, err := j.js.Conn().RequestWithContext(ctx, "$JS.API.STREAM.MSG.GET."+j.name, ask)
	if err != nil {
		return nil, err
	}
	var answer struct {
		Error   *jetstream.APIError
		Message *struct {
			Subject string
			Seq     uint64
			Hdrs    []byte
			Data    []byte
			Time    time.Time
		}
	}
	if err := json.Unmarshal(reply.Data, &answer); err != nil {
		return nil, err
	}
	switch {
	case answer.Error != nil && answer.Error.ErrorCode == jetstream.JSErrCodeMessageNotFound:
		return nil, jetstream.ErrMsgNotFound
	case answer.Error != nil:
		return nil, answer.Error
	case answer.Message == nil:
		return nil, jetstream.ErrMsgNotFound
	}
	m := &jetstream.RawStreamMsg{Subject: answer.Message.Subject, Sequence: answer.Message.Seq, Data: answer.Message.Data, Time: answer.Message.Time}
	if len(answer.Message.Hdrs) > 0 {
		if m.Header, err = nats.DecodeHeadersMsg(answer.Message.Hdrs); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// Range calls fn with the records whose key matches the filter ("imports.abc.>" style NATS
// wildcards on keys), with Seq > after, oldest first, at most limit of them (0: all). It ends
// with the newest record, or with fn's error.
func (j *Journal) Range(ctx context.Context, filter string, after uint64, limit int, fn func(Record) error) error {
	if !isKey(filter, true) {
		return fmt.Errorf("read journal %s: %w: %q", j.name, ErrInvalid, filter)
	}
	if limit <= 0 {
		limit = math.MaxInt
	}
	for limit > 0 {
		ms, more, err := j.fetch(ctx, filter, after, min(limit, handful))
		if err != nil {
			return fmt.Errorf("read journal %s: %w: %w", j.name, ErrUnavailable, err)
		}
		for _, m := range ms {
			if err := fn(j.record(m)); err != nil {
				return err
			}
			after = m.Sequence
		}
		if !more {
			return nil
		}
		limit -= len(ms)
	}
	return nil
}

// fetch reads up to n messages, and tells whether there may be more. Whatever cut it short,
// what came is an unbroken beginning.
func (j *Journal) fetch(ctx context.Context, filter string, after uint64, n int) (ms []*jetstream.RawStreamMsg, more bool, err error) {
	select {
	case j.reading <- struct{}{}:
		defer func() { <-j.reading }()
	case <-ctx.Done():
		return nil, false, context.Cause(ctx)
	}
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	answer, err := jetstreamext.GetBatch(ctx, j.js, j.name, n, jetstreamext.GetBatchMaxBytes(handfulBytes),
		jetstreamext.GetBatchSeq(after+1), jetstreamext.GetBatchSubject(j.prefix+filter))
	if err != nil {
		return nil, false, err
	}
	for m, err := range answer {
		if errors.Is(err, jetstreamext.ErrNoMessages) {
			return ms, false, nil
		}
		if err != nil {
			return nil, false, err
		}
		ms = append(ms, m)
		if m.Header.Get("Nats-Num-Pending") == "0" {
			return ms, false, nil
		}
	}
	if len(ms) == 0 { // GetBatch ends without a word when it is out of time
		return nil, false, context.Cause(ctx)
	}
	return ms, true, nil
}

func (j *Journal) record(m *jetstream.RawStreamMsg) Record {
	r := Record{Key: strings.TrimPrefix(m.Subject, j.prefix), At: m.Time, Seq: m.Sequence, Body: m.Data}
	if at, err := time.Parse(time.RFC3339Nano, m.Header.Get(headerAt)); err == nil {
		r.At = at.UTC()
	}
	return r
}
