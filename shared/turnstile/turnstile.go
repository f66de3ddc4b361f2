// Package turnstile lets each caller in once at a time, for what takes long and may be asked by
// anybody: who asks a thousand times at once waits for itself, and keeps nobody else waiting.
package turnstile

import (
	"context"
	"sync"
)

// Turnstile is safe for concurrent use; the zero one is open. It remembers those who are in or
// wait, and nobody else.
type Turnstile struct {
	mu sync.Mutex
	in map[string]*place
}

type place struct {
	free  chan struct{} // holds one thing while nobody is in
	users int           // who is in, and who waits
}

// Enter lets a caller in when nobody of its name is, and returns how it leaves; or ctx's error,
// where that ends first.
func (t *Turnstile) Enter(ctx context.Context, name string) (leave func(), err error) {
	p := t.at(name)
	select {
	case <-p.free:
		return func() {
			p.free <- struct{}{}
			t.forget(name, p)
		}, nil
	case <-ctx.Done():
		t.forget(name, p)
		return nil, ctx.Err()
	}
}

func (t *Turnstile) at(name string) *place {
	t.mu.Lock()
	defer t.mu.Unlock()
	p := t.in[name]
	if p == nil {
		if t.in == nil {
			t.in = map[string]*place{}
		}
		p = &place{free: make(chan struct{}, 1)}
		p.free <- struct{}{}
		t.in[name] = p
	}
	p.users++
	return p
}

func (t *Turnstile) forget(name string, p *place) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if p.users--; p.users == 0 {
		delete(t.in, name)
	}
}
