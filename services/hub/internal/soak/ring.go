package soak

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"
)

// What stands around the hub: endpoints at one address that it is allowed to dial, and canaries
// at others that it is not.
const (
	sinkAddress = "127.0.0.2"
	taskForce   = "handbags"
	outsider    = "maison-z" // sees nothing of what is published here
)

var (
	receivers = []string{"bazar-b", "bazar-c", "bazar-d", "bazar-e"}
	blocked   = []string{"127.0.0.1", "127.0.0.3", "[::1]"}
)

// ring is the hub's surroundings.
type ring struct {
	endpoints []*endpoint
	key       map[string]string // of members
	dns       *nameserver
	dialled   atomic.Int64
	bad       atomic.Bool
	servers   []*http.Server
	canaries  []net.Listener
}

// open makes it: for each receiver two sound endpoints and one of each conduct, one for the
// outsider, and canaries at their ports.
func open(ctx context.Context) (*ring, error) {
	r := &ring{key: map[string]string{}}
	var err error
	if r.dns, err = serveNames(ctx, r.bad.Load); err != nil {
		return nil, err
	}
	conducts := []conduct{sound, sound, hangs, resets, errs, busy, gone, redirects, rebinds, endless, dribbles, flaps}
	for _, m := range receivers {
		for _, c := range conducts {
			if err := r.add(ctx, m, c); err != nil {
				r.close()
				return nil, err
			}
		}
	}
	if err := r.add(ctx, outsider, sound); err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

func (r *ring) add(ctx context.Context, member string, c conduct) error {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", sinkAddress+":0")
	if err != nil {
		return fmt.Errorf("%w (this needs Linux, where all of 127.0.0.0/8 is loopback)", err)
	}
	port := ":" + strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	e := &endpoint{member: member, conduct: c, url: "http://" + sinkAddress + port, bad: r.bad.Load, names: map[string]string{}}
	switch c { //nolint:exhaustive // the others are at their address, and stay there
	case rebinds:
		e.url = "http://" + rebound + port
	case redirects:
		e.away = "http://" + blocked[len(r.endpoints)%len(blocked)] + port
	}
	server := &http.Server{Handler: e, ReadHeaderTimeout: time.Minute}
	r.servers = append(r.servers, server)
	r.endpoints = append(r.endpoints, e)
	go func() { _ = server.Serve(l) }() // ends when it is closed
	if c != rebinds && c != redirects {
		return nil
	}
	for _, host := range blocked {
		if err := r.canary(ctx, host+port); err != nil {
			return err
		}
	}
	return nil
}

// canary counts the connections to an address that must not be dialled. A machine without
// IPv6 has none there to dial.
func (r *ring) canary(ctx context.Context, address string) error {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", address)
	if err != nil {
		if address[0] == '[' {
			return nil
		}
		return err
	}
	r.canaries = append(r.canaries, l)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			r.dialled.Add(1)
			_ = c.Close()
		}
	}()
	return nil
}

func (r *ring) misbehave(bad bool) { r.bad.Store(bad) }

func (r *ring) taken() int {
	n := 0
	for _, e := range r.endpoints {
		e.mu.Lock()
		n += e.taken
		e.mu.Unlock()
	}
	return n
}

func (r *ring) close() {
	for _, s := range r.servers {
		_ = s.Close() // nothing is written any more
	}
	for _, l := range r.canaries {
		_ = l.Close()
	}
	r.dns.close()
}
