package hub_test

import (
	"context"
	"errors"
	"os"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/entente-hub/entente/services/hub"
	"github.com/entente-hub/entente/shared/conf"
	"github.com/entente-hub/entente/shared/mongotest"
)

// hubUnderTest is a hub that runs in this process, on a real port.
type hubUnderTest struct {
	hub         *hub.Hub
	base, admin string
	end         func()       // is called when the test ends, and may be before
	cluster     *natsCluster // that its ledger is on; nil: its own
}

// startHub starts a hub on a folder and ends it with the test.
func startHub(tb testing.TB, dir string, set ...func(*hub.Config)) hubUnderTest {
	tb.Helper()
	c := hub.Default()
	c.Process.Data, c.Process.Listen, c.Process.LogLevel = dir, "127.0.0.1:0", 8
	c.Process.RateLimit, c.Process.RateBurst = 1e6, 1e6
	c.Process.FailedLimit = 1e6
	c.Governance.CheckpointEvery = 50 * 365 * 24 * time.Hour // no test meets the end of a period
	c.Delivery.AllowNetworks = []string{"127.0.0.0/8"}
	c.Portal.App = fstest.MapFS{"index.html": {Data: []byte("<!doctype html><title>Entente</title>")}}
	if os.Getenv("ENTENTE_TEST_MONGODB") != "" { // its bodies are there, each folder's in a database of its own
		uri, err := mongotest.Named(dir)
		if err != nil {
			tb.Fatal(err)
		}
		c.Process.MongoDB, c.Process.BodiesAtHand = conf.Secret(uri), 0
	}
	for _, change := range set {
		change(&c)
	}
	h, err := hub.New(tb.Context(), c)
	if err != nil {
		tb.Fatal(err)
	}
	l, err := h.Process.Listen(tb.Context())
	if err != nil {
		tb.Fatal(errors.Join(err, h.Close()))
	}
	ctx, stop := context.WithCancel(context.Background()) // the hub ends in Cleanup, after the test's context
	ended := make(chan error, 1)
	go func() { ended <- h.Serve(ctx, l) }()
	end := sync.OnceFunc(func() {
		stop()
		if err := errors.Join(<-ended, h.Close()); err != nil && !errors.Is(err, context.Canceled) {
			tb.Error(err)
		}
	})
	tb.Cleanup(end)
	select {
	case <-h.Process.Ready():
	case <-time.After(10 * time.Second):
		tb.Fatal("the hub is not ready after 10 s")
	}
	return hubUnderTest{hub: h, base: "http://" + l.Addr().String(), admin: string(h.Process.AdminKey), end: end}
}
