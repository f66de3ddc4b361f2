package delivery_test

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/delivery"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/hubtest"
)

// TestFeedOnNode follows a feed with the NATS libraries of JavaScript, over WebSocket.
func TestFeedOnNode(t *testing.T) {
	needsNode(t, "@nats-io/jetstream", "@nats-io/nats-core", "ws")
	address := hubtest.Address(t)
	h := openFeeds(t, func(c *delivery.Config) { c.FeedWebSocket = address })
	h.turnOn("market-b")
	one, _ := h.publish()
	node := exec.CommandContext(t.Context(), "node", "listen.mjs", "ws://"+address, "market-b")
	node.Dir, node.Stderr, node.Env = "testdata/interop", os.Stderr, append(os.Environ(), "NATS_TOKEN="+h.keys["market-b"])
	out, err := node.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Start(); err != nil {
		t.Fatal(err)
	}
	type line struct {
		Live, Refused, Pulled, ID   string
		Ready, Acknowledged, Closed bool
	}
	said := make(chan line, 100)
	go func() {
		defer close(said)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			var l line
			_ = json.Unmarshal(lines.Bytes(), &l) // what is no line fails the test below
			said <- l
		}
	}()
	next := func(what string) line {
		t.Helper()
		select {
		case l, ok := <-said:
			if !ok {
				t.Fatalf("it ended without %s", what)
			}
			return l
		case <-time.After(20 * time.Second):
			t.Fatalf("it does not say %s in 20 s", what)
		}
		return line{}
	}
	if l := next("refused"); l.Refused != "PermissionViolationError" {
		t.Errorf("everything: %+v", l)
	}
	if l := next("ready"); !l.Ready {
		t.Errorf("%+v", l)
	}
	if l := next("the first"); read(t, []byte(l.Pulled)).Data.ID != string(one.ID) || l.ID != read(t, []byte(l.Pulled)).ID || !l.Acknowledged {
		t.Errorf("%+v", l)
	}
	two, _ := h.publish()
	for range 2 { // in either order
		l := next("the second")
		if body := l.Live + l.Pulled; read(t, []byte(body)).Data.ID != string(two.ID) || l.Live == "" && !l.Acknowledged {
			t.Errorf("%+v", l)
		}
	}
	h.member("market-b", directory.StateSuspended)
	if l := next("closed"); !l.Closed {
		t.Errorf("%+v", l)
	}
	if err := node.Wait(); err != nil {
		t.Error(err)
	}
}
