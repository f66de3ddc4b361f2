// Package lease shares work among processes: of each part of it, one process at a time holds the
// lease. A lease is a message that is not acknowledged, of a consumer whose client is pinned
// (JetStream's priority policy pinned_client, nats-server ADR-42): whoever got it says again and
// again that it is at work, and where it no longer does, the message goes to another.
//
// A process that is stopped, or cut off, may believe for some seconds that it still holds one. What
// it writes is to be fenced: by what the next holder writes first.
package lease

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Times of a lease: a holder renews it often, and who died loses it, and its pin, after the rest.
const (
	often = time.Second
	lost  = 5 * time.Second
	look  = 5 * time.Second // between two looks whether others have too little
	wait  = 4 * time.Second // of one request for a lease; below lost, so that a pin stays
)

const group = "work"

// Leases are those of the parts of one work. They are safe for concurrent use.
type Leases struct {
	conn   *nats.Conn
	stream jetstream.Stream
	log    *slog.Logger
	all    []jetstream.Consumer

	mu      sync.Mutex
	held    int
	leaving int // of those: to be given to others
}

// Open finds or makes the leases of a work, whose name is in upper case, in so many parts.
func Open(ctx context.Context, js jetstream.JetStream, name string, parts, replicas int, log *slog.Logger) (*Leases, error) {
	prefix := strings.ToLower(name) + "."
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	stream, err := js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name: name, Subjects: []string{prefix + ">"}, Storage: jetstream.FileStorage, MaxMsgsPerSubject: 1, Replicas: max(replicas, 1),
	})
	if err != nil {
		return nil, fmt.Errorf("lease: %w", err)
	}
	l := &Leases{conn: js.Conn(), stream: stream, log: log}
	for n := range parts {
		part := strconv.Itoa(n)
		_, err := js.Publish(ctx, prefix+part, nil, jetstream.WithExpectLastSequencePerSubject(0))
		var refused *jetstream.APIError
		if err != nil && !errors.As(err, &refused) { // one that is there already is as good
			return nil, fmt.Errorf("lease: %w", err)
		}
		c, err := stream.CreateOrUpdateConsumer(ctx, jetstream.ConsumerConfig{
			Durable: "part-" + part, FilterSubject: prefix + part, AckPolicy: jetstream.AckExplicitPolicy, AckWait: lost, MaxDeliver: -1, MaxAckPending: 1,
			PriorityPolicy: jetstream.PriorityPolicyPinned, PriorityGroups: []string{group}, PinnedTTL: lost,
		})
		if err != nil {
			return nil, fmt.Errorf("lease: part %d: %w", n, err)
		}
		l.all = append(l.all, c)
	}
	return l, nil
}

// Hold runs work while this process holds a part, again and again, until ctx ends. Work is to end
// with its own context, which ends where the lease does.
func (l *Leases) Hold(ctx context.Context, part int, work func(context.Context)) {
	c := l.all[part]
	for ctx.Err() == nil {
		batch, err := c.Fetch(1, jetstream.FetchMaxWait(wait), jetstream.FetchPriorityGroup(group))
		if err == nil {
			for m := range batch.Messages() {
				l.hold(ctx, c, m, work)
			}
			err = batch.Error()
		}
		if err != nil && ctx.Err() == nil && !errors.Is(err, jetstream.ErrNoMessages) {
			l.log.DebugContext(ctx, "a lease is not asked for; it is tried again", slog.Int("part", part), slog.Any("error", err))
			pause(ctx, often)
		}
	}
}

func (l *Leases) hold(ctx context.Context, c jetstream.Consumer, m jetstream.Msg, work func(context.Context)) {
	l.count(1)
	yielded := false
	defer func() { l.left(yielded) }()
	held, end := context.WithCancel(ctx)
	defer end()
	done := make(chan struct{})
	go func() {
		defer close(done)
		work(held)
	}()
	tick, looks := time.NewTicker(often), time.NewTicker(look)
	defer tick.Stop()
	defer looks.Stop()
	ours := true // as far as is known
	for well, holds := time.Now(), true; holds; {
		select {
		case <-done: // it was told to end; else it has failed, or has seen another at work
			holds, ours = false, ctx.Err() != nil
		case <-ctx.Done():
			holds = false
		case <-tick.C:
			if l.renew(ctx, m) {
				well = time.Now()
			}
			ours = time.Since(well) < lost-often // not heard for longer, another has it
			holds = ours
		case <-looks.C:
			yielded = l.yields(ctx, c)
			holds = !yielded
		}
	}
	end()
	<-done
	if ours {
		l.release(context.WithoutCancel(ctx), c, m)
	}
	pause(ctx, often) // so that another has its turn
}

// renew says that this process is at work, and reports whether the consumer's leader has heard it. Msg.InProgress
// does not ask: while there is no leader it would hold what another is given.
func (l *Leases) renew(ctx context.Context, m jetstream.Msg) bool {
	ctx, cancel := context.WithTimeout(ctx, often)
	defer cancel()
	_, err := l.conn.RequestWithContext(ctx, m.Reply(), []byte("+WPI"))
	return err == nil
}

// yields reports whether another process waits for a part while this one has more than its share.
func (l *Leases) yields(ctx context.Context, c jetstream.Consumer) bool {
	i, err := c.Info(ctx)
	if err != nil || i.NumWaiting == 0 {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	processes := i.NumWaiting + 1
	if l.held-l.leaving <= (len(l.all)+processes-1)/processes {
		return false
	}
	l.leaving++
	return true
}

// release gives a lease back at once, where it can. It must be this process's: the server takes a message back
// whoever has it by now, and who is then given it anew takes it from who works.
func (l *Leases) release(ctx context.Context, c jetstream.Consumer, m jetstream.Msg) {
	ctx, cancel := context.WithTimeout(ctx, often)
	defer cancel()
	err := m.Nak()
	if err == nil {
		err = l.stream.UnpinConsumer(ctx, c.CachedInfo().Name, group)
	}
	if err != nil {
		l.log.DebugContext(ctx, "a lease is left to run out", slog.Any("error", err))
	}
}

// Held is how many parts this process holds.
func (l *Leases) Held() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.held
}

func (l *Leases) count(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.held += n
}

func (l *Leases) left(yielded bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held--; yielded {
		l.leaving--
	}
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
