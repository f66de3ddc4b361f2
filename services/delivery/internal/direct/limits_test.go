package direct_test

import (
	"bytes"
	"io"
	"net"
	"net/url"
	"strconv"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/entente-hub/entente/services/delivery/internal/direct"
)

// TestSlow has a client that reads nothing: it is cut off, and those beside it miss nothing.
func TestSlow(t *testing.T) {
	s, _ := hub(t)
	tcp, _ := s.URLs()
	beside, _ := dial(t, tcp, "key-b")
	live, err := beside.SubscribeSync("feed.bazar-b.>")
	if err != nil {
		t.Fatal(err)
	}
	if err := beside.Flush(); err != nil {
		t.Fatal(err)
	}
	at, err := url.Parse(tcp)
	if err != nil {
		t.Fatal(err)
	}
	slow, err := net.Dial("tcp", at.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = slow.Close() }()
	if _, err := io.WriteString(slow, `CONNECT {"auth_token":"key-b","verbose":false,"pedantic":false,"lang":"x","version":"1"}`+"\r\nSUB feed.bazar-b.> 1\r\nPING\r\n"); err != nil {
		t.Fatal(err)
	}
	until(t, "two are connected", func() bool { return s.Sessions() == 2 })
	time.Sleep(50 * time.Millisecond) // it has subscribed
	const many = 200
	for n := range many {
		m := direct.Message{About: "ind_" + strconv.Itoa(n), ID: "x", Body: bytes.Repeat([]byte("x"), 100_000)}
		if err := s.Write(t.Context(), "bazar-b", m); err != nil {
			t.Fatal(err)
		}
		if _, err := live.NextMsg(5 * time.Second); err != nil {
			t.Fatalf("beside it, message %d: %v", n, err)
		}
	}
	until(t, "the slow one is cut off", func() bool { return s.Sessions() == 1 })
}

// TestSubscriptions wants one who subscribes without end to be told that it is enough.
func TestSubscriptions(t *testing.T) {
	s, _ := hub(t)
	tcp, _ := s.URLs()
	nc, told := dial(t, tcp, "key-b")
	for n := range 200 {
		if _, err := nc.SubscribeSync("_INBOX.x" + strconv.Itoa(n)); err != nil {
			break
		}
	}
	_ = nc.Flush()
	select {
	case err := <-told:
		t.Log(err)
	case <-time.After(2 * time.Second):
		t.Error("200 subscriptions")
	}
	other, _ := dial(t, tcp, "key-a")
	if _, err := other.SubscribeSync("feed.maison-a.>"); err != nil || other.Flush() != nil || other.LastError() != nil {
		t.Error("another member is held to it")
	}
}

// TestAlone wants a client that shouts to be heard by nobody, not even by those of its own member.
func TestAlone(t *testing.T) {
	s, _ := hub(t)
	tcp, _ := s.URLs()
	one, told := dial(t, tcp, "key-b")
	two, _ := dial(t, tcp, "key-b")
	heard, err := two.SubscribeSync("_INBOX.two")
	if err != nil {
		t.Fatal(err)
	}
	if err := two.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := one.Publish("_INBOX.two", []byte("a lie")); err != nil {
		t.Fatal(err)
	}
	told.refused(t, one, "publish to another's inbox")
	if m, err := heard.NextMsg(100 * time.Millisecond); err == nil {
		t.Errorf("heard %s", m.Data)
	}
	if err := one.PublishMsg(&nats.Msg{Subject: "$JS.ACK.FEED-bazar-b.main.1.1.1.1.0", Reply: "_INBOX.two", Data: []byte("+NXT")}); err != nil {
		t.Fatal(err)
	}
	if err := one.Flush(); err != nil {
		t.Fatal(err)
	}
}

// TestOtherDoors wants the WebSocket listener to be one for clients alone: not for leaf nodes, which
// are servers, nor for MQTT.
func TestOtherDoors(t *testing.T) {
	s, _ := hub(t)
	_, ws := s.URLs()
	at, err := url.Parse(ws)
	if err != nil {
		t.Fatal(err)
	}
	for path, greets := range map[string]bool{"/": true, "/leafnode": false, "/mqtt": false, "/x/leafnode": false} {
		c, err := net.Dial("tcp", at.Host)
		if err != nil {
			t.Fatal(err)
		}
		_, err = io.WriteString(c, "GET "+path+" HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n")
		if err != nil {
			t.Fatal(err)
		}
		_ = c.SetReadDeadline(time.Now().Add(300 * time.Millisecond))
		got, _ := io.ReadAll(c)
		if bytes.Contains(got, []byte("INFO")) != greets {
			t.Errorf("%s: %q", path, got)
		}
		_ = c.Close()
	}
}

func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for late := time.Now().Add(10 * time.Second); !is(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("%s: not within 10 s", what)
		}
	}
}
