package hubtest

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"
)

// Received is a request that a sink was sent.
type Received struct {
	Method string
	Path   string
	Header http.Header
	Body   []byte
	At     time.Time
}

// Sink is an HTTP server that remembers what it was sent, and answers as it is told.
type Sink struct {
	URL string

	mu       sync.Mutex
	received []Received
	more     chan struct{} // closed and replaced whenever received grows
	answer   http.HandlerFunc
}

// NewSink starts a sink on a loopback port; it answers 204 until told otherwise.
func NewSink(tb testing.TB) *Sink {
	tb.Helper()
	s := &Sink{more: make(chan struct{})}
	s.AnswerStatus(http.StatusNoContent)
	server := httptest.NewServer(s)
	tb.Cleanup(server.Close)
	s.URL = server.URL
	return s
}

// Answer sets how the next requests are answered; the body has been read by then.
func (s *Sink) Answer(h http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = h
}

// AnswerStatus makes the sink answer the next requests with these statuses in turn, and any
// after them with the last.
func (s *Sink) AnswerStatus(statuses ...int) {
	var mu sync.Mutex
	s.Answer(func(w http.ResponseWriter, _ *http.Request) {
		mu.Lock()
		status := statuses[0]
		if len(statuses) > 1 {
			statuses = statuses[1:]
		}
		mu.Unlock()
		w.WriteHeader(status)
	})
}

// ServeHTTP records the request, then answers it.
func (s *Sink) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	s.received = append(s.received, Received{Method: r.Method, Path: r.URL.RequestURI(), Header: r.Header.Clone(), Body: body, At: time.Now()})
	close(s.more)
	s.more = make(chan struct{})
	answer := s.answer
	s.mu.Unlock()
	r.Body = io.NopCloser(bytes.NewReader(body))
	answer(w, r)
}

// Received returns what came so far, in order of arrival.
func (s *Sink) Received() []Received {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.received)
}

// Wait returns what came once it is at least n requests; it fails the test after ten seconds.
func (s *Sink) Wait(tb testing.TB, n int) []Received {
	tb.Helper()
	late := time.After(10 * time.Second)
	for {
		s.mu.Lock()
		got, more := slices.Clone(s.received), s.more
		s.mu.Unlock()
		if len(got) >= n {
			return got
		}
		select {
		case <-more:
		case <-late:
			tb.Fatalf("the sink got %d requests, want %d", len(got), n)
		}
	}
}
