package hub_test

import (
	"encoding/json"
	"os"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/rogpeppe/go-internal/testscript"
)

// natsClient is a member's own, with the durable consumer of its feed.
type natsClient struct {
	nc   *nats.Conn
	pull jetstream.Consumer
}

// nats is the command of that name.
func (s *telling) nats(ts *testscript.TestScript, a []string) {
	who, c := a[0], s.direct[a[0]]
	switch a[1] {
	case "open":
		c = &natsClient{}
		var err error
		c.nc, err = nats.Connect("nats://"+s.listen, nats.Token(s.keys[who]), nats.NoReconnect())
		ts.Check(err)
		ts.Defer(c.nc.Close)
		js, err := jetstream.New(c.nc)
		ts.Check(err)
		c.pull, err = js.Consumer(s.ctx, "FEED-"+who, "main")
		ts.Check(err)
		s.direct[who] = c
	case "refused":
		if nc, err := nats.Connect("nats://"+s.listen, nats.Token(s.keys[who]), nats.NoReconnect()); err == nil {
			nc.Close()
			ts.Fatalf("%s is let in", who)
		}
	case "next":
		m, err := c.pull.Next(jetstream.FetchMaxWait(10 * time.Second))
		ts.Check(err)
		ts.Check(m.DoubleAck(s.ctx))
		s.body = m.Data()
		ts.Check(os.WriteFile(ts.MkAbs("body"), s.body, 0o600))
		var told struct{ Type string }
		ts.Check(json.Unmarshal(s.body, &told))
		if told.Type != a[2] {
			ts.Fatalf("%s was told %s, want %s: %s", who, told.Type, a[2], s.body)
		}
	case "silence":
		d, err := time.ParseDuration(a[2])
		ts.Check(err)
		if m, err := c.pull.Next(jetstream.FetchMaxWait(d)); err == nil {
			ts.Fatalf("%s was told %s", who, m.Data())
		}
	case "ends":
		for late := time.Now().Add(5 * time.Second); !c.nc.IsClosed(); time.Sleep(time.Millisecond) {
			if time.Now().After(late) {
				ts.Fatalf("%s is still connected", who)
			}
		}
	default:
		ts.Fatalf("nats: %q is not what one can do: %s", a[1], strings.Join(a, " "))
	}
}
