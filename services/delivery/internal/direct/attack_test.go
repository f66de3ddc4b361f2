package direct_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/entente-hub/entente/services/delivery/internal/direct"
)

// complaints are what a client was told asynchronously.
type complaints chan error

func dial(t *testing.T, url, key string) (*nats.Conn, complaints) {
	t.Helper()
	told := make(complaints, 100)
	nc, err := nats.Connect(url, nats.Token(key), nats.NoReconnect(), nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { told <- err }))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return nc, told
}

// refused wants the last thing to have been told to be refused.
func (c complaints) refused(t *testing.T, nc *nats.Conn, what string) {
	t.Helper()
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-c:
		if !errors.Is(err, nats.ErrPermissionViolation) {
			t.Errorf("%s: %v", what, err)
		}
	case <-time.After(2 * time.Second):
		t.Errorf("%s was not refused", what)
	}
}

// TestAttacks has a member with a feed of its own try for what is another's, over TCP and over
// WebSocket (delivery.md: direct NATS).
func TestAttacks(t *testing.T) {
	s, _ := hub(t)
	tcp, ws := s.URLs()
	for name, url := range map[string]string{"tcp": tcp, "websocket": ws} {
		t.Run(name, func(t *testing.T) { attack(t, s, url) })
	}
}

func attack(t *testing.T, s *direct.Server, url string) {
	t.Helper()
	victim, _ := dial(t, url, "key-a")
	attacker, told := dial(t, url, "key-b")
	js, err := jetstream.New(victim)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := victim.SubscribeSync("feed.maison-a.>")
	if err != nil {
		t.Fatal(err)
	}
	inbox, err := victim.SubscribeSync(nats.NewInbox())
	if err != nil {
		t.Fatal(err)
	}
	if err := victim.Flush(); err != nil {
		t.Fatal(err)
	}
	before := s.Last(t, "maison-a")

	for _, subject := range []string{
		">", "*", "*.>", "feed.>", "feed.*.>", "feed.maison-a.>", "feed.*.*.indicator", "$SYS.>", "$JS.>", "$JS.API.>", "$JS.ACK.>", "$JS.EVENT.>",
		"$JS.ACK.FEED-bazar-b.main.>", "_R_.>", "ledger.>", "$SRV.>", "$KV.>",
	} {
		if _, err := attacker.SubscribeSync(subject); err != nil {
			t.Fatal(err)
		}
		told.refused(t, attacker, "subscribe "+subject)
		if _, err := attacker.QueueSubscribeSync(subject, "q"); err != nil {
			t.Fatal(err)
		}
		told.refused(t, attacker, "subscribe in a queue "+subject)
	}
	for _, subject := range []string{
		"feed.maison-a.ind_1.indicator", "feed.bazar-b.ind_1.indicator", "ledger.indicator.x", inbox.Subject, "_INBOX.x", "_R_.x",
		"$JS.API.INFO", "$JS.API.STREAM.NAMES", "$JS.API.STREAM.LIST", "$JS.API.STREAM.CREATE.X", "$JS.API.STREAM.INFO.FEED-bazar-b", "$JS.API.STREAM.INFO.FEED-maison-a",
		"$JS.API.STREAM.MSG.GET.FEED-maison-a", "$JS.API.STREAM.MSG.GET.FEED-bazar-b", "$JS.API.DIRECT.GET.FEED-maison-a", "$JS.API.STREAM.PURGE.FEED-bazar-b",
		"$JS.API.STREAM.MSG.DELETE.FEED-bazar-b", "$JS.API.STREAM.DELETE.FEED-bazar-b", "$JS.API.STREAM.UPDATE.FEED-bazar-b",
		"$JS.API.CONSUMER.CREATE.FEED-maison-a", "$JS.API.CONSUMER.CREATE.FEED-bazar-b", "$JS.API.CONSUMER.CREATE.FEED-maison-a.x", "$JS.API.CONSUMER.DURABLE.CREATE.FEED-maison-a.x",
		"$JS.API.CONSUMER.NAMES.FEED-maison-a", "$JS.API.CONSUMER.LIST.FEED-maison-a", "$JS.API.CONSUMER.DELETE.FEED-bazar-b.main", "$JS.API.CONSUMER.DELETE.FEED-maison-a.main",
		"$JS.API.CONSUMER.INFO.FEED-maison-a.main", "$JS.API.CONSUMER.MSG.NEXT.FEED-maison-a.main", "$JS.API.CONSUMER.PAUSE.FEED-maison-a.main",
		"$JS.ACK.FEED-maison-a.main.1.1.1.1.0", "$JS.ACK.FEED-maison-a.main", "$JS.API.CONSUMER.UNPIN.FEED-maison-a.main", "$JS.API.ACCOUNT.PURGE.x", "$JS.API.META.LEADER.STEPDOWN",
		"$SYS.REQ.USER.INFO", "$SYS.REQ.SERVER.PING", "$SYS.REQ.SERVER.PING.CONNZ", "$SYS.REQ.ACCOUNT.PING.CONNZ", "$SYS.REQ.ACCOUNT.PING.SUBSZ", "$SYS.REQ.SERVER.PING.JSZ",
		"$SYS.REQ.ACCOUNT.$G.INFO", "$SYS.REQ.CLAIMS.LIST", "$SYS.REQ.SERVER.RELOAD", "$SRV.PING", "$KV.x.y",
	} {
		if err := attacker.PublishRequest(subject, nats.NewInbox(), []byte(`{}`)); err != nil {
			t.Fatal(err)
		}
		told.refused(t, attacker, "publish "+subject)
	}
	// Answers to what may be asked, addressed to another.
	if err := s.Write(t.Context(), "bazar-b", direct.Message{About: "ind_b", ID: "b", Body: []byte("secret of bazar-b")}); err != nil {
		t.Fatal(err)
	}
	for _, reply := range []string{"feed.maison-a.ind_1.indicator", "feed.bazar-b.ind_1.indicator", inbox.Subject, "ledger.indicator.x", "$JS.API.STREAM.DELETE.FEED-maison-a", "$JS.ACK.FEED-maison-a.main.1.1.1.1.0"} {
		for _, ask := range []struct{ subject, body string }{
			{"$JS.API.CONSUMER.MSG.NEXT.FEED-bazar-b.main", `{"batch":1,"no_wait":true}`},
			{"$JS.API.CONSUMER.INFO.FEED-bazar-b.main", ``},
			{"$JS.ACK.FEED-bazar-b.main.1.1.1.1.0", "+NXT"},
			{"$JS.ACK.FEED-bazar-b.main.1.1.1.1.0", "+ACK"},
		} {
			if err := attacker.PublishRequest(ask.subject, reply, []byte(ask.body)); err != nil {
				t.Fatal(err)
			}
		}
		if err := attacker.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	if m, err := theirs.NextMsg(200 * time.Millisecond); err == nil {
		t.Errorf("the victim's feed has %q on %s", m.Data, m.Subject)
	}
	if m, err := inbox.NextMsg(50 * time.Millisecond); err == nil {
		t.Errorf("the victim's inbox has %q", m.Data)
	}
	if after := s.Last(t, "maison-a"); after != before {
		t.Errorf("the victim's feed went from %d to %d", before, after)
	}
	// What is in one's own inboxes is one's own account's.
	own, err := attacker.SubscribeSync("_INBOX.>")
	if err != nil {
		t.Fatal(err)
	}
	if err := attacker.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := s.Write(t.Context(), "maison-a", direct.Message{About: "ind_a", ID: "a", Body: []byte("secret of maison-a")}); err != nil {
		t.Fatal(err)
	}
	c, err := js.Consumer(t.Context(), "FEED-maison-a", "main")
	if err != nil {
		t.Fatal(err)
	}
	m, err := c.Next(jetstream.FetchMaxWait(2 * time.Second))
	if err != nil || !strings.HasPrefix(string(m.Data()), "secret of maison-a") {
		t.Fatal(m, err)
	}
	if err := m.DoubleAck(t.Context()); err != nil {
		t.Fatal(err)
	}
	if m, err := own.NextMsg(100 * time.Millisecond); err == nil && strings.Contains(string(m.Data), "maison-a") {
		t.Errorf("the attacker's inbox has %q", m.Data)
	}
}

func TestStrangers(t *testing.T) {
	s, ks := hub(t)
	tcp, ws := s.URLs()
	for _, url := range []string{tcp, ws} {
		for name, o := range map[string]nats.Option{
			"no key":                  nats.Name("x"),
			"a wrong key":             nats.Token("key-x"),
			"a member with no feed":   nats.Token("key-c"),
			"a key that may not read": nats.Token("key-w"),
			"a person":                nats.Token("key-p"),
			"the hub's name":          nats.UserInfo("hub", "guess"),
			"the hub's name alone":    nats.UserInfo("hub", ""),
			"the key as a name":       nats.UserInfo("key-b", ""),
		} {
			if nc, err := nats.Connect(url, o, nats.NoReconnect()); err == nil { // what it is told may be lost with the connection
				t.Errorf("%s at %s is let in", name, url)
				nc.Close()
			}
		}
	}
	t.Run("as user and password", func(t *testing.T) {
		nc, err := nats.Connect(tcp, nats.UserInfo("bazar-b", "key-b"))
		if err != nil {
			t.Fatal(err)
		}
		nc.Close()
	})
	t.Run("too many of one member", func(t *testing.T) {
		for range 3 {
			dial(t, tcp, "key-a")
		}
		if nc, err := nats.Connect(tcp, nats.Token("key-a"), nats.NoReconnect()); err == nil {
			t.Error("a fourth is let in")
			nc.Close()
		}
	})
	t.Run("a key taken away", func(t *testing.T) {
		nc, _ := dial(t, tcp, "key-b")
		ks.revoke("key-b")
		s.Sweep()
		for late := time.Now().Add(time.Second); !nc.IsClosed(); time.Sleep(time.Millisecond) {
			if time.Now().After(late) {
				t.Fatal("still connected")
			}
		}
	})
}
