package ledger

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

const (
	// maxHandful is how many entries Follow hands over at once.
	maxHandful = 1000

	// ahead and aheadBytes bound what is asked of the server before it is handled.
	ahead      = 10_000
	aheadBytes = 16 << 20

	// beat is how often the server shows that it still sends: a node of a cluster that is gone takes its
	// consumers along and says nothing. After two beats without a word another session takes over.
	beat = time.Second
)

// errBroken ends a session: the next takes up where it was.
var errBroken = errors.New("ledger: the session broke")

// Follow calls fn with every entry after the position, of the kinds given (none: all), in
// order, in batches, for ever. It rides out a lost connection and resumes where it was. It
// returns when ctx ends (its error) or fn fails (fn's error), or at an entry that is not one
// (a foreign hand has written to the stream). Where an entry was erased, who follows all kinds is given
// what remains of it, in its place.
func (l *Ledger) Follow(ctx context.Context, after Position, kinds []Kind, fn func([]Entry) error) error {
	const shortest, longest = 50 * time.Millisecond, 2 * time.Second
	pause := shortest
	var erased *gaps
	if len(kinds) == 0 {
		erased = &gaps{l: l}
	}
	for {
		s := session{l: l, last: after, fn: fn, erased: erased}
		err := s.run(ctx, kinds)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case !errors.Is(err, errBroken):
			return err
		case s.last > after:
			after, pause = s.last, shortest
		}
		select {
		case <-time.After(pause):
			pause = min(2*pause, longest)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// session is one consumer's life. It has a consumer of its own, unacknowledged and in the
// server's memory, so that entries of two sessions cannot mix; whatever goes wrong ends it.
type session struct {
	l         *Ledger
	last      Position // of the last entry handed to fn
	delivered uint64   // how many messages the consumer has sent us
	fn        func([]Entry) error
	erased    *gaps // nil: not asked for
}

// run ends with errBroken if another session should take over.
func (s *session) run(ctx context.Context, kinds []Kind) error {
	// Messages on their way when a connection goes are gone, and the consumer believes that
	// they came.
	nc := s.l.js.Conn()
	lost := nc.StatusChanged(nats.RECONNECTING, nats.CONNECTED, nats.CLOSED)
	defer nc.RemoveStatusListener(lost)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-lost:
			cancel()
		case <-ctx.Done():
		}
	}()

	if s.erased != nil {
		if err := s.erased.learn(ctx, s.last); err != nil {
			return err
		}
	}
	cons, err := s.consumer(ctx, kinds)
	if err != nil {
		return fmt.Errorf("%w: %w", errBroken, err)
	}
	arrived := make(chan jetstream.Msg, 2*maxHandful)
	broken := make(chan error, 1)
	over := make(chan struct{})
	consuming, err := cons.Consume(func(m jetstream.Msg) {
		select {
		case arrived <- m:
		case <-over:
		}
	}, jetstream.PullMaxMessagesWithBytesLimit(ahead, aheadBytes), jetstream.PullHeartbeat(beat), jetstream.ConsumeErrHandler(func(_ jetstream.ConsumeContext, err error) {
		select {
		case broken <- err:
		default:
		}
	}))
	if err != nil {
		return fmt.Errorf("%w: %w", errBroken, err)
	}
	defer func() {
		close(over)
		consuming.Stop()
		<-consuming.Closed()
	}()

	silence := time.NewTimer(s.l.idle)
	defer silence.Stop()
	for {
		select {
		case m := <-arrived:
			if err := s.hand(ctx, m, arrived); err != nil {
				return err
			}
			silence.Reset(s.l.idle)
		case <-silence.C:
			if err := s.ask(ctx, cons, arrived); err != nil {
				return err
			}
			silence.Reset(s.l.idle)
		case err := <-broken:
			return fmt.Errorf("%w: %w", errBroken, err)
		case <-ctx.Done():
			return errBroken
		}
	}
}

func (s *session) consumer(ctx context.Context, kinds []Kind) (jetstream.Consumer, error) {
	ctx, cancel := context.WithTimeout(ctx, s.l.within)
	defer cancel()
	var filters []string
	for _, k := range kinds {
		filters = append(filters, "ledger."+string(k)+".*")
	}
	return s.l.js.CreateConsumer(ctx, Stream, jetstream.ConsumerConfig{
		DeliverPolicy:     jetstream.DeliverByStartSequencePolicy,
		OptStartSeq:       uint64(s.last) + 1,
		FilterSubjects:    filters,
		AckPolicy:         jetstream.AckNonePolicy,
		MemoryStorage:     true,
		Replicas:          1,
		InactiveThreshold: 2 * time.Minute,
	})
}

// hand gives fn the message and what else is there already.
func (s *session) hand(ctx context.Context, m jetstream.Msg, arrived <-chan jetstream.Msg) error {
	es := make([]Entry, 0, min(1+len(arrived), maxHandful))
	var gap error
	for m != nil {
		e, err := s.take(m)
		if errors.Is(err, errBroken) {
			gap = err
			break
		}
		if err != nil {
			return err
		}
		es = append(es, e)
		m = nil
		if len(es) < maxHandful {
			select {
			case m = <-arrived:
			default:
			}
		}
	}
	if len(es) > 0 && s.erased != nil {
		var err error
		if es, err = s.erased.fill(ctx, s.last, es); err != nil {
			return err
		}
	}
	if len(es) > 0 {
		if err := s.fn(es); err != nil {
			return err
		}
		s.last = es[len(es)-1].Position
	}
	return gap
}

// take makes the message an entry, if it is the one that should come now.
func (s *session) take(m jetstream.Msg) (Entry, error) {
	meta, err := m.Metadata()
	if err != nil {
		return Entry{}, fmt.Errorf("follow: %w", err)
	}
	if meta.Sequence.Consumer != s.delivered+1 {
		return Entry{}, fmt.Errorf("%w: message %d came after %d", errBroken, meta.Sequence.Consumer, s.delivered)
	}
	s.delivered++
	return read(Position(meta.Sequence.Stream), m.Subject(), m.Headers(), m.Data())
}

// ask finds out whether the consumer has sent what did not come.
func (s *session) ask(ctx context.Context, cons jetstream.Consumer, arrived <-chan jetstream.Msg) error {
	ctx, cancel := context.WithTimeout(ctx, s.l.within)
	defer cancel()
	info, err := cons.Info(ctx)
	if err != nil {
		return fmt.Errorf("%w: %w", errBroken, err)
	}
	if info.Delivered.Consumer == s.delivered {
		return nil
	}
	select {
	case m := <-arrived: // it was on its way just now
		return s.hand(ctx, m, arrived)
	case <-time.After(time.Second):
		return fmt.Errorf("%w: %d messages were lost on the way", errBroken, info.Delivered.Consumer-s.delivered)
	}
}
