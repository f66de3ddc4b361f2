package hub_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/entente-hub/entente/services/hub"
	"github.com/entente-hub/entente/shared/hubtest"
)

// TestLeakFeed wants the clients of members whom nothing hidden is for to see none of it come, in
// no number either: what their stream holds, what waits, the sequences in the replies that they acknowledge to.
func TestLeakFeed(t *testing.T) {
	address := hubtest.Address(t)
	a := newAlliance(t, func(c *hub.Config) { c.Delivery.FeedListen = address })
	over := expire(t, a)
	publish(t, a, `{"observable":{"type":"domain","value":"bystander.example"},"tlp":"green","links":[{"type":"domain","value":"bystander-too.example","relation":"alias"}]}`)
	strangers := []string{"maison-c", "police-l", "brand-x"}
	clients, before := map[string]*listeningNATS{}, map[string]string{}
	for _, who := range strangers {
		a.must(t, who, "PUT", "/v1/feed", "", http.StatusOK)
		clients[who] = listenNATS(t, a, who, address)
		before[who] = bare(a.ask(t, who, "GET", "/v1/feed", ""))
	}
	hide(t, a, over)
	last, _ := publish(t, a, `{"observable":{"type":"domain","value":"for-all.example"},"tlp":"green"}`)
	for _, who := range strangers {
		c := clients[who]
		m, err := c.pull.Next(jetstream.FetchMaxWait(10 * time.Second))
		if err != nil {
			t.Fatal(who, err)
		}
		meta, err := m.Metadata()
		if err != nil || !strings.Contains(string(m.Data()), last) || meta.Sequence.Stream != 1 || meta.Sequence.Consumer != 1 || meta.NumPending != 0 {
			t.Errorf("%s: the first is %s, %+v, %v", who, m.Data(), meta, err)
		}
		if heard, err := c.live.NextMsg(time.Second); err != nil || !strings.Contains(string(heard.Data), last) {
			t.Errorf("%s hears first %v, %v", who, heard, err)
		}
		if heard, err := c.live.NextMsg(100 * time.Millisecond); !errors.Is(err, nats.ErrTimeout) {
			t.Errorf("%s hears %v, %v", who, heard, err)
		}
		if err := m.DoubleAck(t.Context()); err != nil {
			t.Fatal(who, err)
		}
		a.must(t, who, "POST", "/v1/feed/replay", `{"from":"2020-01-01T00:00:00Z"}`, http.StatusAccepted) // now all that it may see, and no more
		told := ""
		for !strings.Contains(told, last) {
			m, err := c.pull.Next(jetstream.FetchMaxWait(10 * time.Second))
			if err != nil {
				t.Fatal(who, err)
			}
			if strings.Contains(string(m.Data()), "hidden") {
				t.Errorf("%s is told %s", who, m.Data())
			}
			told += string(m.Data())
			_ = m.Ack()
		}
	}
	if got := bare(a.ask(t, "pay-d", "GET", "/v1/feed", "")); got != bare(a.ask(t, "bazar-b", "GET", "/v1/feed", "")) {
		t.Errorf("without a feed: %s", got)
	}
	for who, was := range before {
		a.must(t, who, "DELETE", "/v1/feed", "", http.StatusNoContent)
		if strings.Contains(was, "hidden") {
			t.Error(was)
		}
	}
}

// listeningNATS is a member's client that listens and pulls.
type listeningNATS struct {
	live *nats.Subscription
	pull jetstream.Consumer
}

func listenNATS(t *testing.T, a *alliance, who, address string) *listeningNATS {
	t.Helper()
	for late := time.Now().Add(10 * time.Second); !strings.Contains(string(a.must(t, who, "GET", "/v1/feed", "", 200)), `"kept"`); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatal("the feed is not there after 10 s")
		}
	}
	nc, err := nats.Connect("nats://"+address, nats.Token(a.keys[who]))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	live, err := nc.SubscribeSync("feed." + who + ".>")
	if err != nil {
		t.Fatal(err)
	}
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	pull, err := js.Consumer(t.Context(), "FEED-"+who, "main")
	if err != nil {
		t.Fatal(err)
	}
	return &listeningNATS{live, pull}
}
