// Package journal keeps what is not the ledger's: high-volume or short-lived state, such as
// the cursors of subscriptions and the reports of imports, in JetStream streams with limits.
package journal

import (
	"context"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Limits bound a journal; zero means none.
type Limits struct {
	MaxAge        time.Duration
	MaxBytes      int64
	MaxPerSubject int64 // 1: keep only the newest under a key
}

// Record is one thing kept.
type Record struct {
	Key  string // dot-separated tokens of [a-zA-Z0-9_-]
	At   time.Time
	Seq  uint64
	Body []byte
}

// Journal is a stream of records under keys. It is safe for concurrent use.
type Journal struct{}

// Open finds the stream with that name, or makes it.
func Open(ctx context.Context, js jetstream.JetStream, name string, l Limits, replicas int) (*Journal, error) {
	panic("to be written")
}

// Put adds a record; PutAll adds many with as few waits as can be.
func (j *Journal) Put(ctx context.Context, key string, body []byte) error { panic("to be written") }

// PutAll adds many records, in order; on error some may have been kept.
func (j *Journal) PutAll(ctx context.Context, rs []Record) error { panic("to be written") }

// Last returns the newest record under the key; false if there is none.
func (j *Journal) Last(ctx context.Context, key string) (Record, bool, error) { panic("to be written") }

// Range calls fn with the records whose key matches the filter ("imports.abc.>" style NATS
// wildcards on keys), with Seq > after, oldest first, at most limit of them (0: all).
func (j *Journal) Range(ctx context.Context, filter string, after uint64, limit int, fn func(Record) error) error {
	panic("to be written")
}
