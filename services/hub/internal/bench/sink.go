package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/entente-hub/entente/services/hub/internal/child"
	"github.com/entente-hub/entente/shared/limits"
)

// sinks are endpoints, each at an address of its own. They take whatever they are sent.
type sinks struct {
	urls   []string
	server *http.Server
	taken  atomic.Int64
	last   atomic.Pointer[[]byte]    // a body of late
	take   func(of int, body []byte) // what besides is done with a body, before it is answered; nil: nothing
}

// openSinks opens n of them.
func openSinks(ctx context.Context, n int, take func(of int, body []byte)) (*sinks, error) {
	s := &sinks{take: take}
	s.server = &http.Server{Handler: s, ReadHeaderTimeout: time.Minute}
	for k := range n {
		l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
		if err != nil {
			return nil, errors.Join(err, s.server.Close())
		}
		s.urls = append(s.urls, "http://"+l.Addr().String()+"/"+strconv.Itoa(k))
		go func() { _ = s.server.Serve(l) }() // until close
	}
	return s, nil
}

func (s *sinks) close() { _ = s.server.Close() }

func (s *sinks) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	if s.take != nil {
		if of, err := strconv.Atoi(r.URL.Path[1:]); err == nil {
			s.take(of, body)
		}
	}
	s.last.Store(&body)
	s.taken.Add(1)
	w.WriteHeader(http.StatusNoContent)
}

// reaches waits until n posts were taken, as long as there are more within half a minute.
func (s *sinks) reaches(ctx context.Context, n int64) error {
	for seen, since := s.taken.Load(), time.Now(); ctx.Err() == nil; time.Sleep(time.Millisecond) {
		now := s.taken.Load()
		switch {
		case now >= n:
			return nil
		case now > seen:
			seen, since = now, time.Now()
		case time.Since(since) > 30*time.Second:
			return fmt.Errorf("%d of %d posts came, and no more", now, n)
		}
	}
	return ctx.Err()
}

// listener is a member's subscription.
type listener struct{ key, id string }

// perMember is how many of the subscriptions a member has: fewer than it may.
const perMember = 50

// audience enrols members and makes a subscription to each address.
func audience(ctx context.Context, h *child.Hub, name string, urls []string, say map[string]any) ([]listener, error) {
	all := make([]listener, len(urls))
	for n := range all {
		if n%perMember == 0 {
			key, err := h.Enrol(ctx, fmt.Sprintf("%s-%d", name, n/perMember), "marketplace")
			if err != nil {
				return nil, err
			}
			all[n].key = key
			continue
		}
		all[n].key = all[n-1].key
	}
	_, err := limits.Together(8, len(urls), func(n int) error {
		wish := map[string]any{"url": urls[n], "filter": map[string]any{}}
		maps.Copy(wish, say)
		var made struct{ ID string }
		err := h.Post(ctx, all[n].key, "/v1/subscriptions", wish, &made)
		all[n].id = made.ID
		return err
	})
	return all, err
}

// tellAll asks for something of every subscription.
func tellAll(ctx context.Context, h *child.Hub, all []listener, verb string) error {
	_, err := limits.Together(8, len(all), func(n int) error {
		return h.Do(ctx, all[n].key, http.MethodPost, "/v1/subscriptions/"+all[n].id+"/"+verb, "", nil, nil)
	})
	return err
}

// told reads an event's number back: that of the line it was published with.
func told(body []byte) (int, error) {
	var event struct {
		Data struct{ Observable struct{ Value string } }
	}
	if err := json.Unmarshal(body, &event); err != nil {
		return 0, err
	}
	n := 0
	_, err := fmt.Sscanf(event.Data.Observable.Value, "bench-%d.example", &n)
	return n, err
}

// numbered is a line to publish that told reads the number of.
func numbered(n int) []byte {
	return fmt.Appendf(nil, `{"observable":{"type":"domain","value":"bench-%d.example"},"brands":["maison-a"],"confidence":80,"tlp":"green"}`, n)
}
