package direct_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/entente-hub/entente/services/delivery/internal/direct"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
)

// keys are good keys by their text.
type keys struct {
	mu sync.Mutex
	of map[string]access.Caller
}

var errWrong = errors.New("wrong")

func (k *keys) Authenticate(header string) (access.Caller, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if c, ok := k.of[header[len("Bearer "):]]; ok {
		return c, nil
	}
	return access.Caller{}, errWrong
}

func (k *keys) Current(c access.Caller) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, x := range k.of {
		if x.Credential == c.Credential {
			return true
		}
	}
	return false
}

func (k *keys) revoke(key string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.of, key)
}

func member(m id.Member, scopes ...access.Scope) access.Caller {
	return access.Caller{Member: m, Credential: id.Credential("key-" + m), Scopes: scopes}
}

// hub is a server with two members' feeds.
func hub(t *testing.T) (*direct.Server, *keys) {
	t.Helper()
	ks := &keys{of: map[string]access.Caller{
		"key-a": member("maison-a", access.Read), "key-b": member("bazar-b", access.Read),
		"key-c": member("pay-c", access.Read), "key-w": {Member: "bazar-b", Credential: "w", Scopes: []access.Scope{access.Publish}},
		"key-p": {Member: "bazar-b", Person: "ada", Credential: "p", Scopes: []access.Scope{access.Read}},
	}}
	s, err := direct.Start(direct.Options{Dir: t.TempDir(), Listen: "127.0.0.1:0", WebSocket: "127.0.0.1:0", Keys: ks, Most: 3, Patience: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, m := range []id.Member{"maison-a", "bazar-b"} {
		if err := errors.Join(s.Open(t.Context(), m, time.Time{}), s.Release(t.Context(), m)); err != nil {
			t.Fatal(err)
		}
	}
	s.Admit()
	return s, ks
}

func TestClients(t *testing.T) {
	s, _ := hub(t)
	tcp, ws := s.URLs()
	for name, url := range map[string]string{"tcp": tcp, "websocket": ws} {
		t.Run(name, func(t *testing.T) {
			nc, err := nats.Connect(url, nats.Token("key-b"))
			if err != nil {
				t.Fatal(err)
			}
			defer nc.Close()
			js, err := jetstream.New(nc)
			if err != nil {
				t.Fatal(err)
			}
			live, err := nc.SubscribeSync("feed.bazar-b.>")
			if err != nil {
				t.Fatal(err)
			}
			if err := nc.Flush(); err != nil {
				t.Fatal(err)
			}
			if err := s.Write(t.Context(), "bazar-b", direct.Message{About: "ind_1", ID: name, Body: []byte("hello " + name)}); err != nil {
				t.Fatal(err)
			}
			if m, err := live.NextMsg(2 * time.Second); err != nil || string(m.Data) != "hello "+name {
				t.Fatal(m, err)
			}
			c, err := js.Consumer(t.Context(), "FEED-bazar-b", "main")
			if err != nil {
				t.Fatal(err)
			}
			m, err := c.Next(jetstream.FetchMaxWait(2 * time.Second))
			if err != nil || string(m.Data()) != "hello "+name {
				t.Fatal(m, err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			defer cancel()
			if err := m.DoubleAck(ctx); err != nil {
				t.Fatal(err)
			}
			t.Log(m.Subject(), m.Reply(), m.Headers())
		})
	}
}
