// Package hubtest gives tests real parts to run against: an embedded NATS, a ledger on it, a
// clock that is turned by hand, and an HTTP server that remembers what it was sent. Whatever
// it makes is gone when the test ends.
package hubtest

import (
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/ledger"
)

// NATS is a server of the test's own, in a folder of its own. It leaves fsync to the system:
// no test pulls the plug, and those that kill a process start their server themselves.
func NATS(tb testing.TB) *embedded.Server {
	tb.Helper()
	s, err := embedded.Start(embedded.Options{Dir: tb.TempDir(), SyncInterval: time.Minute})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

// JetStream is that of a server of the test's own.
func JetStream(tb testing.TB) jetstream.JetStream {
	tb.Helper()
	return NATS(tb).JetStream()
}

// Ledger is an empty ledger on a server of its own.
func Ledger(tb testing.TB) *ledger.Ledger {
	tb.Helper()
	return LedgerOn(tb, JetStream(tb))
}

// LedgerOn is the ledger of a server that the test has already.
func LedgerOn(tb testing.TB, js jetstream.JetStream) *ledger.Ledger {
	tb.Helper()
	l, err := ledger.Open(tb.Context(), js, ledger.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return l
}
