// Package journal keeps what is not the ledger's: high-volume or short-lived state, such as
// the cursors of subscriptions and the reports of imports, in JetStream streams with limits.
package journal

import (
	"errors"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Errors that the journal returns, to be matched with errors.Is.
var (
	ErrUnavailable = errors.New("journal: not reachable, or not acknowledged in time")
	ErrInvalid     = errors.New("journal: not a key, a filter or a name")
)

// answerWithin bounds the wait for the server, unless the context ends first.
const answerWithin = 5 * time.Second

// Limits bound a journal; zero means none.
type Limits struct {
	MaxAge        time.Duration
	MaxBytes      int64
	MaxPerSubject int64 // 1: keep only the newest under a key
}

// Record is one thing kept.
type Record struct {
	Key  string    // dot-separated tokens of [a-zA-Z0-9_-]
	At   time.Time // the writer's clock; when writing, zero means the server's
	Seq  uint64    // when reading: the record's place in the journal, from 1
	Body []byte
}

// Journal is a stream of records under keys. It is safe for concurrent use.
type Journal struct {
	js     jetstream.JetStream
	stream jetstream.Stream
	name   string
	prefix string // of subjects: the name in lower case and a dot
	// reading has one of each that reads a handful.
	reading chan struct{}
}

// isKey tells whether every token of s is of [a-zA-Z0-9_-]+ or, in a filter, a wildcard.
func isKey(s string, filter bool) bool {
	tokens := strings.Split(s, ".")
	for i, token := range tokens {
		if filter && (token == "*" || token == ">" && i == len(tokens)-1) {
			continue
		}
		if token == "" || strings.ContainsFunc(token, foreign) {
			return false
		}
	}
	return len(s) <= 512
}

func foreign(c rune) bool {
	return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-')
}
