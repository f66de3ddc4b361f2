package hubtest

import (
	"net"
	"testing"
)

// Address is a loopback address that nobody listened on a moment ago, for a server that is started
// on it more than once.
func Address(tb testing.TB) string {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // it is closed at once
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}
