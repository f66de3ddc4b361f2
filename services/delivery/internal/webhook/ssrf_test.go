package webhook

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// TestGuard_dialled takes addresses as a dialer sees them, of every range that is not the public
// Internet's (IANA special-purpose registries; RFC 6890), however they are written.
func TestGuard_dialled(t *testing.T) {
	g := NewGuard(nil)
	for class, addresses := range map[string]string{
		"loopback":      "127.0.0.1 127.255.255.254 ::1",
		"unspecified":   "0.0.0.0 0.1.2.3 ::",
		"private":       "10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 fc00::1 fd12:3456::1",
		"link-local":    "169.254.0.1 169.254.255.254 fe80::1 febf::1 fec0::1",
		"metadata":      "169.254.169.254 169.254.170.2 100.100.100.200 fd00:ec2::254 192.0.0.192",
		"carrier":       "100.64.0.1 100.127.255.255",
		"multicast":     "224.0.0.1 239.255.255.250 ff02::1 ff0e::1",
		"reserved":      "240.0.0.1 255.255.255.255 192.0.0.1 192.88.99.1",
		"benchmarking":  "198.18.0.1 198.19.255.255 2001:2::1",
		"documentation": "192.0.2.1 198.51.100.1 203.0.113.1 2001:db8::1 3fff::1",
		"v4-mapped":     "::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254",
		"v4-compatible": "::127.0.0.1 ::10.0.0.1",
		"NAT64":         "64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1",
		"6to4":          "2002:7f00:1:: 2002:a00:1::1 2002:c0a8:1::",
		"Teredo":        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
		"others":        "5f00::1 100::1 2001:20::1",
	} {
		for address := range strings.FieldsSeq(addresses) {
			a := netip.MustParseAddr(address)
			network := "tcp6"
			if a.Is4() {
				network = "tcp4"
			}
			if err := g.control(false)(network, netip.AddrPortFrom(a, 443).String(), nil); err == nil {
				t.Errorf("%s: %s is dialled", class, address)
			}
		}
	}
	for address := range strings.FieldsSeq("1.1.1.1 8.8.8.8 93.184.216.34 172.32.0.1 100.128.0.1 2606:4700::1111 2a00:1450:4001::1") {
		if err := g.dialled(netip.MustParseAddr(address), 443); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// names is a DNS server that answers each question with the address of its turn, the last one for ever.
func names(t *testing.T, turns ...string) *net.Resolver {
	t.Helper()
	server, err := (&net.ListenConfig{}).ListenPacket(t.Context(), "udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	var asked atomic.Int32
	go func() {
		buffer := make([]byte, 1500)
		for {
			n, from, err := server.ReadFrom(buffer)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buffer[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			q := m.Questions[0]
			m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
			if q.Type == dnsmessage.TypeA {
				turn := min(int(asked.Add(1)), len(turns)) - 1
				m.Answers = []dnsmessage.Resource{{
					Header: dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class, Type: q.Type},
					Body:   &dnsmessage.AResource{A: netip.MustParseAddr(turns[turn]).As4()},
				}}
			}
			if b, err := m.Pack(); err == nil {
				_, _ = server.WriteTo(b, from)
			}
		}
	}()
	r, err := ResolverAt(server.LocalAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestRebinding saves a name that is public then, and points it inside afterwards.
func TestRebinding(t *testing.T) {
	var hits atomic.Int32
	inside := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits.Add(1) }))
	inside.Config.ErrorLog = log.New(io.Discard, "", 0)
	inside.StartTLS()
	defer inside.Close()
	_, port, err := net.SplitHostPort(inside.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	for name, turns := range map[string][]string{
		"from the first dial on": {"8.8.8.8", "127.0.0.1"},
		"to metadata":            {"8.8.8.8", "169.254.169.254"},
		"to a private one":       {"8.8.8.8", "10.0.0.1"},
	} {
		t.Run(name, func(t *testing.T) {
			g := NewGuard(nil)
			g.Resolver = names(t, turns...)
			if err := g.Check(t.Context(), "https://rebind.example/hook"); err != nil {
				t.Fatal(err)
			}
			m := Message{Envelope: Envelope{URL: "https://rebind.example:8443/hook", Keys: []Key{NewKey([]byte("k"))}}, ID: "msg_1", Body: []byte("{}")}
			s := sender(t, g, SenderOptions{Timeout: 2 * time.Second})
			if r := s.Send(t.Context(), m); r.Failure != Blocked {
				t.Errorf("sent: %+v", r)
			}
			if why := s.Prove(t.Context(), m, "c"); why != Explain(Blocked, 0) {
				t.Errorf("asked: %s", why)
			}
			m.URL = "https://rebind.example:" + port + "/hook"
			if r := s.Send(t.Context(), m); r.Failure != Blocked {
				t.Errorf("sent to its port: %+v", r)
			}
		})
	}
	if hits.Load() != 0 {
		t.Errorf("%d requests came inside", hits.Load())
	}
	// One of several addresses is enough to refuse a name.
	g := NewGuard([]netip.Prefix{netip.MustParsePrefix("10.1.0.0/16")})
	g.Resolver = names(t, "10.1.0.1", "8.8.8.8")
	if !g.Knows(t.Context(), "https://house.example/") || g.Knows(t.Context(), "https://house.example/") || g.Knows(t.Context(), "nonsense") {
		t.Error("an address is known that is not in the networks that were named")
	}
}

// TestRedirects answers with every way of leading elsewhere, to what an allowed network hides too.
func TestRedirects(t *testing.T) {
	var hits atomic.Int32
	target := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits.Add(1) }))
	defer target.Close()
	for _, status := range []int{300, 301, 302, 303, 307, 308} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", target.URL)
			w.Header().Set("Refresh", "0; url="+target.URL)
			w.WriteHeader(status)
		}))
		m := Message{Envelope: Envelope{URL: s.URL, Keys: []Key{NewKey([]byte("k"))}}, ID: "msg_1", Body: []byte("{}")}
		to := sender(t, loopback(), SenderOptions{})
		if r := to.Send(t.Context(), m); r.Failure != Moved || r.Status != status {
			t.Errorf("%d: %+v", status, r)
		}
		if why := to.Prove(t.Context(), m, "c"); why != Explain(Moved, status) {
			t.Errorf("%d: %s", status, why)
		}
		s.Close()
	}
	if hits.Load() != 0 {
		t.Errorf("%d redirects were followed", hits.Load())
	}
}

// TestTLS wants 1.2 or newer.
func TestTLS(t *testing.T) {
	for version, want := range map[uint16]Failure{tls.VersionTLS10: BadTLS, tls.VersionTLS11: BadTLS, tls.VersionTLS12: None, tls.VersionTLS13: None} {
		s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }))
		s.Config.ErrorLog = log.New(io.Discard, "", 0)
		s.TLS = &tls.Config{MinVersion: version, MaxVersion: version} //nolint:gosec // old versions on purpose
		s.StartTLS()
		roots := x509.NewCertPool()
		roots.AddCert(s.Certificate())
		r := sender(t, loopback(), SenderOptions{Roots: roots}).Send(t.Context(), Message{Envelope: Envelope{URL: s.URL, Keys: []Key{NewKey([]byte("k"))}}, ID: "msg_1", Body: []byte("{}")})
		if r.Failure != want {
			t.Errorf("%s: %q, want %q", tls.VersionName(version), r.Failure, want)
		}
		s.Close()
	}
}

// TestProve_bounded wants an endless answer to a question to end, and to be none.
func TestProve_bounded(t *testing.T) {
	written := make(chan int, 1)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := 0
		for ; r.Context().Err() == nil && n < 1000; n++ {
			if _, err := w.Write(make([]byte, MaxAnswer)); err != nil {
				break
			}
		}
		written <- n
	}))
	defer s.Close()
	m := Message{Envelope: Envelope{URL: s.URL, Keys: []Key{NewKey([]byte("k"))}}, ID: "msg_1", Body: []byte("{}")}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if why := sender(t, loopback(), SenderOptions{}).Prove(ctx, m, "chl_x"); !strings.Contains(why, "did not send its challenge back") {
		t.Error(why)
	}
	if n := <-written; n == 1000 {
		t.Error("it was read to the end")
	}
}
