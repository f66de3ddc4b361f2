package journal_test

import (
	"bytes"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/entente-hub/entente/shared/journal"
)

// TestReadsLarge reads records that are larger together than what a server owes a connection before it cuts it, by many
// readers at once.
func TestReadsLarge(t *testing.T) {
	const owes, large, many = 32 << 20, 900 << 10, 60
	ns, err := server.NewServer(&server.Options{DontListen: true, JetStream: true, StoreDir: t.TempDir(), SyncInterval: time.Minute, NoSigs: true, MaxPending: owes})
	if err != nil {
		t.Fatal(err)
	}
	ns.Start()
	defer ns.WaitForShutdown()
	defer ns.Shutdown()
	if !ns.ReadyForConnections(10 * time.Second) {
		t.Fatal("no server")
	}
	nc, err := nats.Connect("", nats.InProcessServer(ns), nats.ReconnectBufSize(-1))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	j, err := journal.Open(t.Context(), js, "THINGS", journal.Limits{}, 1)
	if err != nil {
		t.Fatal(err)
	}
	for range many {
		if err := j.Put(t.Context(), "a", bytes.Repeat([]byte("x"), large)); err != nil {
			t.Fatal(err)
		}
	}
	if many*large <= owes {
		t.Fatal("it is not too much at once")
	}
	var readers sync.WaitGroup
	for n := range 20 {
		readers.Go(func() {
			got := 0
			count := func(journal.Record) { got++ }
			var err error
			if n%2 == 0 {
				err = j.Range(t.Context(), ">", 0, 0, func(r journal.Record) error { count(r); return nil })
			} else {
				err = j.Back(t.Context(), ">", 0, func(r journal.Record) bool { count(r); return true })
			}
			if err != nil || got != many {
				t.Errorf("read %d of %d: %v", got, many, err)
			}
		})
	}
	readers.Wait()
	if cut := nc.Stats().Reconnects; cut > 0 {
		t.Errorf("the server cut the connection %d times", cut)
	}
}
