package hubtest

import (
	"fmt"
	"math/rand/v2"
	"net"
	"sync"
	"testing"
)

// The ports of Address: below those that Linux gives away by itself (32768 and up), which any connection may have
// taken by the time that one is wanted, and not those of package apart.
const (
	lowest  = 7000 // browsers refuse some below
	highest = 10000
)

var given sync.Map // port -> true

// Address returns a loopback address that nobody listens on, for servers that must be told theirs
// before they start. It gives none twice.
func Address(tb testing.TB) string {
	tb.Helper()
	var last error
	for range 1000 {
		port := lowest + rand.IntN(highest-lowest)
		if _, had := given.LoadOrStore(port, true); had {
			continue
		}
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)) //nolint:noctx // it is closed at once
		if err != nil {
			last = err
			continue
		}
		_ = l.Close()
		return l.Addr().String()
	}
	tb.Fatal(last)
	return ""
}
