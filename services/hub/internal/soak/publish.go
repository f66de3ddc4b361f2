package soak

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/entente-hub/entente/services/hub/internal/child"
)

// population is how many indicators the publisher keeps changing: so many that the hub's
// memory is that of the entries, and not of ever more records.
const population = 500

// publisher publishes, revises, narrows, widens and revokes the same indicators again and
// again. Nothing that it was not told is done does it take for done.
type publisher struct {
	key    string
	every  time.Duration
	hub    atomic.Pointer[child.Hub] // nil while it is down
	client http.Client
	all    [population]claim
	n      atomic.Int64
}

// claim is one indicator as the publisher last knew it.
type claim struct {
	id, etag string // "" etag: not known, or there is none
	live     bool
	narrowed bool
}

func newPublisher(key string, rate int) *publisher {
	return &publisher{key: key, every: time.Second / time.Duration(rate), client: http.Client{Timeout: 10 * time.Second}}
}

func (p *publisher) to(h *child.Hub) { p.hub.Store(h) }

func (p *publisher) made() int { return int(p.n.Load()) }

// run changes one indicator after another until ctx ends. An error is an answer that must not be.
func (p *publisher) run(ctx context.Context) error {
	tick := time.NewTicker(p.every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		h := p.hub.Load()
		if h == nil {
			continue
		}
		n := rand.IntN(population)
		err := p.change(ctx, h, n)
		var cut *cutError
		switch {
		case err == nil, ctx.Err() != nil, errors.As(err, &cut): // not answered: killed meanwhile
		default:
			return fmt.Errorf("indicator %d: %w", n, err)
		}
	}
}

// cutError is one of the network, not of the hub's answer.
type cutError struct{ error }

func (c *cutError) Unwrap() error { return c.error }

// change makes the next change of an indicator.
func (p *publisher) change(ctx context.Context, h *child.Hub, n int) error {
	c := &p.all[n]
	if c.id != "" && c.etag == "" {
		return p.look(ctx, h, c)
	}
	if !c.live {
		return p.publish(ctx, h, c, n)
	}
	path, at := "/v1/indicators/"+c.id, c.etag
	c.etag = "" // until it is answered
	switch dice := rand.IntN(10); {
	case dice < 1:
		return p.send(ctx, h, c, http.MethodPost, path+"/revoke", at, `{"reason":"soaked"}`, func() { c.live, c.narrowed = false, false })
	case dice < 2 && !c.narrowed:
		return p.send(ctx, h, c, http.MethodPost, path+"/restrict", at, narrow, func() { c.narrowed = true })
	case dice < 4 && c.narrowed:
		return p.send(ctx, h, c, http.MethodPost, path+"/share", at, wide, func() { c.narrowed = false })
	}
	return p.send(ctx, h, c, http.MethodPatch, path, at, fmt.Sprintf(`{"confidence":%d,"note":"seen at %d"}`, rand.IntN(100), time.Now().UnixNano()), func() {})
}

// The audiences: all receivers, and all but the last.
const (
	wide   = `{"tlp":"amber","share":{"task_forces":["` + taskForce + `"]},"reason":"soaked"}`
	narrow = `{"tlp":"amber","share":{"task_forces":["` + taskForce + `"],"except":["bazar-e"]},"reason":"soaked"}`
)

func (p *publisher) publish(ctx context.Context, h *child.Hub, c *claim, n int) error {
	body := fmt.Sprintf(`{"observable":{"type":"domain","value":"soak-%d.example"},"brands":["maison-a"],"confidence":%d,"tlp":"amber","share":{"task_forces":[%q]}}`, n, rand.IntN(100), taskForce)
	return p.send(ctx, h, c, http.MethodPost, "/v1/indicators", "", body, func() { c.live = true })
}

// look asks how an indicator stands, after a change that was not answered.
func (p *publisher) look(ctx context.Context, h *child.Hub, c *claim) error {
	a, err := p.call(ctx, h, http.MethodGet, "/v1/indicators/"+c.id, "", "")
	if err != nil {
		return err
	}
	var is struct {
		State string
		Share struct{ Except []string }
	}
	if err := json.Unmarshal(a.body, &is); err != nil || a.status != http.StatusOK {
		return fmt.Errorf("look: %d: %s", a.status, a.body)
	}
	c.etag, c.live, c.narrowed = a.etag, is.State == "published", len(is.Share.Except) > 0
	return nil
}

// send makes a change, and takes it for made where it is answered so.
func (p *publisher) send(ctx context.Context, h *child.Hub, c *claim, method, path, etag, body string, done func()) error {
	a, err := p.call(ctx, h, method, path, etag, body)
	if err != nil {
		return err
	}
	var is struct {
		ID        string
		Indicator string // of the one that there is, where it is a duplicate
	}
	if err := json.Unmarshal(a.body, &is); err != nil {
		return fmt.Errorf("%s %s: %d: %s", method, path, a.status, a.body)
	}
	switch a.status {
	case http.StatusOK, http.StatusCreated:
		c.id, c.etag = is.ID, a.etag
		p.n.Add(1)
		done()
		return nil
	case http.StatusConflict: // published before the kill, its answer lost
		if c.id == "" {
			c.id = is.Indicator
		}
		c.etag = ""
		if c.id == "" {
			return fmt.Errorf("a duplicate without an id: %s", a.body)
		}
		return nil
	}
	return fmt.Errorf("%s %s: %d: %s", method, path, a.status, a.body)
}

// answer is what the hub said.
type answer struct {
	status int
	etag   string
	body   []byte
}

func (p *publisher) call(ctx context.Context, h *child.Hub, method, path, etag, body string) (answer, error) {
	req, err := http.NewRequestWithContext(ctx, method, h.Base+path, bytes.NewBufferString(body))
	if err != nil {
		return answer{}, err
	}
	req.Header.Set("Authorization", "Bearer "+p.key)
	req.Header.Set("Content-Type", "application/json")
	if etag != "" {
		req.Header.Set("If-Match", etag)
	}
	res, err := p.client.Do(req)
	if err != nil {
		return answer{}, &cutError{err}
	}
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body)
	if err != nil {
		return answer{}, &cutError{err}
	}
	return answer{res.StatusCode, res.Header.Get("ETag"), got}, nil
}
