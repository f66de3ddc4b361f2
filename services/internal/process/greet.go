package process

import (
	"io"
	"net"
	"net/http"
	"time"
)

// Greet answers on a listener while the process opens what it stands on, which with a NATS outside
// may take until that is there: /healthz that it lives, /readyz and all else 503. done ends it, and
// leaves the listener to whoever answers then.
func Greet(l net.Listener) (done func()) {
	say := func(status int, mediaType, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", mediaType)
			w.Header().Set("Cache-Control", "no-store")
			if status != http.StatusOK {
				w.Header().Set("Retry-After", "1")
			}
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body) // the reader has gone if this fails
		}
	}
	mux := http.NewServeMux()
	mux.Handle("GET /healthz", say(http.StatusOK, "application/json", `{"status":"ok"}`))
	mux.Handle("GET /readyz", say(http.StatusServiceUnavailable, "application/json",
		`{"ready":false,"checks":[{"name":"nats","ok":false,"note":"not there yet, or not up to it: the log says more"}]}`))
	mux.Handle("/", say(http.StatusServiceUnavailable, "application/problem+json",
		`{"type":"/problems/view-behind","title":"This answer is not up to date yet.","status":503,"detail":"It is still opening its ledger."}`))
	s := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = s.Serve(lent{l}) // ends by done
	}()
	return func() {
		_ = s.Close()
		<-ended
		if d, ok := l.(deadliner); ok {
			_ = d.SetDeadline(time.Time{})
		}
	}
}

type deadliner interface{ SetDeadline(t time.Time) error }

// lent is a listener that its server does not close: it only stops waiting.
type lent struct{ net.Listener }

// Close wakes Accept.
func (l lent) Close() error {
	if d, ok := l.Listener.(deadliner); ok {
		return d.SetDeadline(time.Now())
	}
	return l.Listener.Close()
}
