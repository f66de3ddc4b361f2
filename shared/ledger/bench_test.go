package ledger_test

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/synadia-io/orbit.go/jetstreamext"

	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/ledger"
)

// bench is a server that syncs before it acknowledges, with a ledger and a bare stream.
type bench struct {
	js   jetstream.JetStream
	l    *ledger.Ledger
	body []byte
	n    atomic.Int64
}

func newBench(b *testing.B) *bench {
	b.Helper()
	s, err := embedded.Start(embedded.Options{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	js := s.JetStream()
	if _, err := js.CreateStream(b.Context(), jetstream.StreamConfig{Name: "RAW", Subjects: []string{"raw.*"}, Compression: jetstream.S2Compression, AllowAtomicPublish: true}); err != nil {
		b.Fatal(err)
	}
	return &bench{js: js, l: hubtest.LedgerOn(b, js), body: bytes.Repeat([]byte("0123456789"), 60)}
}

func (x *bench) draft() ledger.Draft {
	d := draft("i"+strconv.FormatInt(x.n.Add(1), 36), 0)
	d.Body = x.body
	return d
}

func (x *bench) message() *nats.Msg {
	return &nats.Msg{Subject: "raw.i" + strconv.FormatInt(x.n.Add(1), 36), Data: x.body, Header: nats.Header{}}
}

// BenchmarkAppend stands beside the same bytes published by nats.go alone.
func BenchmarkAppend(b *testing.B) {
	x := newBench(b)
	for _, clients := range []int{1, 16} {
		b.Run(fmt.Sprintf("ledger/%d", clients), func(b *testing.B) {
			at(b, clients, func() error {
				_, err := x.l.Append(b.Context(), x.draft())
				return err
			})
		})
		b.Run(fmt.Sprintf("raw/%d", clients), func(b *testing.B) {
			at(b, clients, func() error {
				_, err := x.js.PublishMsg(b.Context(), x.message())
				return err
			})
		})
	}
}

// at spreads the work over so many goroutines.
func at(b *testing.B, clients int, do func() error) {
	b.Helper()
	var next atomic.Int64
	done := make(chan error, clients)
	for range clients {
		go func() {
			var err error
			for err == nil && next.Add(1) <= int64(b.N) {
				err = do()
			}
			done <- err
		}()
	}
	for range clients {
		if err := <-done; err != nil {
			b.Error(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}

// BenchmarkAppendAll stands beside raw atomic batches; each round is 1000 entries.
func BenchmarkAppendAll(b *testing.B) {
	x := newBench(b)
	report := func(b *testing.B) {
		b.Helper()
		b.ReportMetric(float64(b.N*ledger.MaxBatch)/b.Elapsed().Seconds(), "entries/s")
	}
	b.Run("ledger", func(b *testing.B) {
		for b.Loop() {
			ds := make([]ledger.Draft, ledger.MaxBatch)
			for i := range ds {
				ds[i] = x.draft()
			}
			if _, err := x.l.AppendAll(b.Context(), ds); err != nil {
				b.Fatal(err)
			}
		}
		report(b)
	})
	b.Run("raw", func(b *testing.B) {
		for b.Loop() {
			ms := make([]*nats.Msg, ledger.MaxBatch)
			for i := range ms {
				ms[i] = x.message()
			}
			if _, err := jetstreamext.PublishMsgBatch(b.Context(), x.js, ms); err != nil {
				b.Fatal(err)
			}
		}
		report(b)
	})
}

// BenchmarkFollow stands beside a bare ordered consumer; each round is a whole replay.
func BenchmarkFollow(b *testing.B) {
	const entries = 100_000
	x := newBench(b)
	for range entries / ledger.MaxBatch {
		ds := make([]ledger.Draft, ledger.MaxBatch)
		for i := range ds {
			ds[i] = x.draft()
		}
		if _, err := x.l.AppendAll(b.Context(), ds); err != nil {
			b.Fatal(err)
		}
	}
	report := func(b *testing.B) {
		b.Helper()
		b.ReportMetric(float64(b.N*entries)/b.Elapsed().Seconds(), "entries/s")
	}
	enough := errors.New("enough")
	b.Run("ledger", func(b *testing.B) {
		for b.Loop() {
			n := 0
			err := x.l.Follow(b.Context(), 0, nil, func(es []ledger.Entry) error {
				if n += len(es); n == entries {
					return enough
				}
				return nil
			})
			if !errors.Is(err, enough) {
				b.Fatal(err)
			}
		}
		report(b)
	})
	b.Run("raw", func(b *testing.B) {
		for b.Loop() {
			c, err := x.js.OrderedConsumer(b.Context(), ledger.Stream, jetstream.OrderedConsumerConfig{})
			if err != nil {
				b.Fatal(err)
			}
			n, done := 0, make(chan struct{})
			consuming, err := c.Consume(func(jetstream.Msg) {
				if n++; n == entries {
					close(done)
				}
			}, jetstream.PullMaxMessages(10_000))
			if err != nil {
				b.Fatal(err)
			}
			<-done
			consuming.Stop()
		}
		report(b)
	})
}

// BenchmarkFollow_live is how long an entry takes from Append to a live follower.
func BenchmarkFollow_live(b *testing.B) {
	x := newBench(b)
	came := make(chan time.Time, 1)
	go func() {
		_ = x.l.Follow(b.Context(), 0, nil, func([]ledger.Entry) error {
			came <- time.Now()
			return nil
		})
	}()
	var late time.Duration
	for b.Loop() {
		if _, err := x.l.Append(b.Context(), x.draft()); err != nil {
			b.Fatal(err)
		}
		acknowledged := time.Now()
		late += (<-came).Sub(acknowledged)
	}
	b.ReportMetric(float64(late.Microseconds())/float64(b.N), "us-after-ack")
}
