// Package soak keeps a hub under load for minutes, as a process of its own that is killed
// (SIGKILL) now and then, with endpoints that misbehave in every way we know. At the end it says
// whether each event reached each endpoint that could take it, in order and under one
// webhook-id; whether anybody was told what is hidden from it; whether an address was dialled
// that must not be; and whether memory is flat.
package soak

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/entente-hub/entente/services/hub/internal/child"
)

// Options say how long and how hard.
type Options struct {
	For    time.Duration // of the load; what is behind by then is waited for besides
	Rate   int           // changes a second that the publisher makes
	Kills  int
	Binary string // the hub's; default: this process's own
	Dir    string // a fresh folder
	Log    io.Writer
}

// Report is what was seen.
type Report struct {
	Changes    int // acknowledged ones
	Events     int // of a receiver's feed at the end
	Told       int // posts that endpoints took
	Again      int // of them those that they had taken already, under the same webhook-id
	Dialled    int // connections to addresses that must not be dialled
	Leaked     int // posts to the endpoint of a member that may see nothing
	Recovered  []time.Duration
	Early      Memory // of the last process, once warm
	Late       Memory // at the end of the load
	Findings   []string
	Endpoints  map[string]int // posts taken, by conduct
	Misconduct map[string]int // requests met with misconduct
}

// Memory is what the hub's process holds, in bytes, with how many entries its ledger had.
type Memory struct {
	Own     int64
	Entries int
}

// The share of the time after which the hub is killed last, and after which it counts as warm.
const (
	lastKill = 0.5
	warm     = 0.65
	mend     = 0.8 // after it the endpoints behave again
)

// soak is a run.
type soak struct {
	Options
	began  time.Time
	hub    *child.Hub
	opts   child.Options
	ring   *ring
	report Report
}

// Run soaks a hub. An error is of the run itself; what is wrong with the hub is in the report's
// findings.
func Run(ctx context.Context, o Options) (Report, error) {
	s := &soak{Options: o}
	var err error
	if s.ring, err = open(ctx); err != nil {
		return Report{}, fmt.Errorf("soak: %w", err)
	}
	defer s.ring.close()
	s.opts = child.Options{Binary: o.Binary, Data: o.Dir + "/data", Env: []string{
		"ENTENTE_RATE_LIMIT=1000000", "ENTENTE_RATE_BURST=1000000",
		"ENTENTE_WEBHOOK_ALLOW_NETWORKS=" + sinkAddress + "/32",
		"ENTENTE_WEBHOOK_RESOLVER=" + s.ring.dns.address(),
		"ENTENTE_WEBHOOK_RETRY_SCALE=0.002", "ENTENTE_WEBHOOK_TIMEOUT=2s",
	}}
	if s.hub, err = child.Start(ctx, s.opts); err != nil {
		return Report{}, fmt.Errorf("soak: %w", err)
	}
	defer func() { s.hub.Kill() }()
	if err := s.run(ctx); err != nil {
		return s.report, fmt.Errorf("soak: %w\n%s", err, s.hub.Output())
	}
	return s.report, nil
}

func (s *soak) run(ctx context.Context) error {
	if err := s.enrol(ctx); err != nil {
		return err
	}
	s.began = time.Now()
	s.ring.misbehave(true)
	load, end := context.WithCancel(ctx)
	p := newPublisher(s.ring.key["maison-a"], s.Rate)
	ended := make(chan error, 1)
	p.to(s.hub)
	go func() { ended <- p.run(load) }()
	err := s.hours(ctx, p)
	end()
	if err := errors.Join(err, <-ended); err != nil {
		return err
	}
	s.report.Changes = p.made()
	return s.settle(ctx)
}

// hours lets the time pass: it kills the hub, watches its memory, and tells how it goes.
func (s *soak) hours(ctx context.Context, p *publisher) error {
	at := func(share float64) time.Time { return s.began.Add(time.Duration(share * float64(s.For))) }
	var kills []time.Time
	for i := range s.Kills {
		kills = append(kills, at(lastKill*float64(i+1)/float64(s.Kills)))
	}
	var early, late []Memory
	tick := time.NewTicker(max(100*time.Millisecond, s.For/200))
	defer tick.Stop()
	told := time.Now()
	for now := s.began; now.Before(at(1)); {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case now = <-tick.C:
		}
		if len(kills) > 0 && now.After(kills[0]) {
			kills = kills[1:]
			if err := s.kill(ctx, p); err != nil {
				return err
			}
		}
		if now.After(at(mend)) {
			s.ring.misbehave(false)
		}
		m, err := s.hub.Memory()
		if err != nil {
			return err
		}
		switch seen := (Memory{Own: m.Own, Entries: p.made()}); {
		case now.After(at(0.9)):
			late = append(late, seen)
		case now.After(at(warm)) && now.Before(at(warm+0.1)):
			early = append(early, seen)
		}
		if time.Since(told) > 10*time.Second {
			told = time.Now()
			fmt.Fprintf(s.Log, "soak: %s, %d changes, %d posts taken, %d MB\n", now.Sub(s.began).Round(time.Second), p.made(), s.ring.taken(), m.Own>>20)
		}
	}
	s.report.Early, s.report.Late = middle(early), middle(late)
	return nil
}

// kill ends the hub as a power cut would and starts it again on the same folder.
func (s *soak) kill(ctx context.Context, p *publisher) error {
	began := time.Now()
	p.to(nil)
	s.hub.Kill()
	h, err := child.Start(ctx, s.opts)
	if err != nil {
		return err
	}
	s.hub = h
	p.to(h)
	took := time.Since(began)
	s.report.Recovered = append(s.report.Recovered, took)
	fmt.Fprintf(s.Log, "soak: killed, ready again after %s\n", took.Round(time.Millisecond))
	return nil
}

// enrol makes the members, the task force and a subscription an endpoint.
func (s *soak) enrol(ctx context.Context) error {
	members := map[string]string{"maison-a": "brand", outsider: "brand"}
	seats := []string{"maison-a"}
	for _, m := range receivers {
		members[m] = "marketplace"
		seats = append(seats, m)
	}
	for m, kind := range members {
		key, err := s.hub.Enrol(ctx, m, kind)
		if err != nil {
			return err
		}
		s.ring.key[m] = key
	}
	if err := s.hub.TaskForce(ctx, taskForce, seats...); err != nil {
		return err
	}
	for _, e := range s.ring.endpoints {
		var made struct{ ID, Secret string }
		wish := map[string]any{"url": e.url, "filter": map[string]any{}, "name": string(e.conduct)}
		if err := s.hub.Post(ctx, s.ring.key[e.member], "/v1/subscriptions", wish, &made); err != nil {
			return fmt.Errorf("%s: %w", e.conduct, err)
		}
		if err := e.listen(made.ID, made.Secret); err != nil {
			return err
		}
	}
	return nil
}
