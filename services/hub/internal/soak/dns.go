package soak

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"sync/atomic"

	"golang.org/x/net/dns/dnsmessage"
)

// rebound is the name whose address changes.
const rebound = "rebinds.soak.example"

// nameserver answers for one name: with an address that may be dialled while all is well, and
// with ones that may not while it misbehaves (DNS rebinding).
type nameserver struct {
	conn net.PacketConn
	bad  func() bool
	n    atomic.Int64
}

func serveNames(ctx context.Context, bad func() bool) (*nameserver, error) {
	var lc net.ListenConfig
	c, err := lc.ListenPacket(ctx, "udp", sinkAddress+":0")
	if err != nil {
		return nil, fmt.Errorf("%w (this needs Linux, where all of 127.0.0.0/8 is loopback)", err)
	}
	s := &nameserver{conn: c, bad: bad}
	go s.serve()
	return s, nil
}

func (s *nameserver) address() string { return s.conn.LocalAddr().String() }

func (s *nameserver) close() { _ = s.conn.Close() }

func (s *nameserver) serve() {
	buf := make([]byte, 1500)
	for {
		n, from, err := s.conn.ReadFrom(buf)
		if err != nil {
			return
		}
		var q dnsmessage.Message
		if q.Unpack(buf[:n]) != nil || len(q.Questions) != 1 {
			continue
		}
		if out, err := s.answer(q).Pack(); err == nil {
			_, _ = s.conn.WriteTo(out, from) // who is not answered asks again
		}
	}
}

func (s *nameserver) answer(q dnsmessage.Message) *dnsmessage.Message {
	ask := q.Questions[0]
	a := &dnsmessage.Message{Header: dnsmessage.Header{ID: q.ID, Response: true, Authoritative: true, RecursionAvailable: true}, Questions: q.Questions}
	if ask.Name.String() != rebound+"." {
		a.RCode = dnsmessage.RCodeNameError
		return a
	}
	head := dnsmessage.ResourceHeader{Name: ask.Name, Type: ask.Type, Class: ask.Class}
	switch ask.Type { //nolint:exhaustive // only addresses are asked for
	case dnsmessage.TypeA:
		to := sinkAddress
		if s.bad() {
			to = []string{"127.0.0.1", "127.0.0.3"}[s.n.Add(1)%2]
		}
		a.Answers = []dnsmessage.Resource{{Header: head, Body: &dnsmessage.AResource{A: netip.MustParseAddr(to).As4()}}}
	case dnsmessage.TypeAAAA:
		if s.bad() {
			to := []string{"::1", "::ffff:127.0.0.1"}[s.n.Add(1)%2]
			a.Answers = []dnsmessage.Resource{{Header: head, Body: &dnsmessage.AAAAResource{AAAA: netip.MustParseAddr(to).As16()}}}
		}
	}
	return a
}
