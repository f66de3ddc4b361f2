package delivery_test

import (
	"bufio"
	"io"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/delivery"
)

// BenchmarkStreams opens 1,000 streams of one member, and measures what an idle one takes (heap and
// stacks in use, the client's socket with it), and from a publish until the last of them has it.
func BenchmarkStreams(b *testing.B) {
	const n = 1000
	h := openWith(b, b.TempDir(), func(c *delivery.Config) { c.Streams = n })
	h.publish()
	live := func() uint64 {
		time.Sleep(200 * time.Millisecond)
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc + m.StackInuse
	}
	before := live()
	conns := make([]net.Conn, n)
	for k := range conns {
		c, err := net.Dial("tcp", strings.TrimPrefix(h.url, "http://"))
		if err != nil {
			b.Fatal(err)
		}
		defer func() { _ = c.Close() }()
		if _, err := io.WriteString(c, "GET /v1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "+h.keys["market-b"]+"\r\n\r\n"); err != nil {
			b.Fatal(err)
		}
		readPast(b, c, "id: ")
		conns[k] = c
	}
	each := float64(live()-before) / n
	b.ResetTimer()
	for b.Loop() {
		h.publish()
		for _, c := range conns {
			readPast(b, c, "event: ")
		}
	}
	b.ReportMetric(each, "B/stream")
}

// readPast reads a connection until it says something, and the end of that.
func readPast(b *testing.B, c net.Conn, what string) {
	b.Helper()
	if err := c.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		b.Fatal(err)
	}
	r := bufio.NewReaderSize(c, 4<<10)
	for said := false; ; {
		line, err := r.ReadString('\n')
		if err != nil {
			b.Fatal(err)
		}
		said = said || strings.HasPrefix(line, what)
		if said && strings.TrimSpace(line) == "" {
			return
		}
	}
}
