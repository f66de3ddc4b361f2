package soak

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// conduct is how an endpoint behaves while it misbehaves.
type conduct string

// The conducts. All but sound end when the endpoints are told to behave.
const (
	sound     conduct = "sound"
	hangs     conduct = "hangs"          // takes the request, never answers
	resets    conduct = "resets"         // cuts the connection off (RST)
	errs      conduct = "answers 500"    // always
	busy      conduct = "answers 429"    // with Retry-After: 1
	gone      conduct = "answers 410"    // which disables the subscription
	redirects conduct = "redirects"      // to a loopback address
	rebinds   conduct = "rebinds"        // its name resolves to loopback addresses
	endless   conduct = "endless answer" // 200, and a body without end
	dribbles  conduct = "dribbles"       // a header a second, never the last
	flaps     conduct = "flaps"          // every other request fails
)

// event is what makes one delivery the same as another: an event of the feed.
type event struct {
	Type string    `json:"type"`
	At   time.Time `json:"timestamp"`
	Data struct {
		ID         string `json:"id"`
		Confidence int    `json:"confidence"`
	} `json:"data"`
}

func (e event) String() string { return e.Type + " " + e.Data.ID + " " + e.At.Format(time.RFC3339Nano) }

// recalls reports whether who has the record must drop it.
func (e event) recalls() bool {
	return e.Type == "indicator.withdrawn" || e.Type == "indicator.erased" || e.Type == "indicator.expired"
}

// alarms reports whether it tells of another of the member's endpoints, that it misbehaves.
func (e event) alarms() bool { return strings.HasPrefix(e.Type, "subscription.") }

// endpoint is one subscription's other end.
type endpoint struct {
	member  string
	conduct conduct
	url     string
	away    string // where it redirects to
	bad     func() bool

	mu     sync.Mutex
	sub    string
	verify *standardwebhooks.Webhook
	order  []event           // by first arrival
	names  map[string]string // event -> webhook-id
	taken  int
	met    int // requests met with misconduct
	faults []string
}

// listen tells the endpoint which subscription it is of.
func (e *endpoint) listen(sub, secret string) error {
	v, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.sub, e.verify = sub, v
	return nil
}

// ServeHTTP takes an event, or misbehaves.
func (e *endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	if e.conduct == rebinds {
		w.Header().Set("Connection", "close") // so that each request asks for the name again
	}
	if e.misbehaves() {
		e.misbehave(w, r, body)
		return
	}
	if e.take(r.Header, body) {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.WriteHeader(http.StatusBadRequest)
}

func (e *endpoint) misbehaves() bool {
	if e.conduct == sound || !e.bad() {
		return false
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.met++
	return e.conduct != flaps || e.met%2 == 1
}

func (e *endpoint) misbehave(w http.ResponseWriter, r *http.Request, body []byte) {
	switch e.conduct {
	case hangs:
		<-r.Context().Done()
	case resets:
		if c, _, err := http.NewResponseController(w).Hijack(); err == nil {
			if t, ok := c.(*net.TCPConn); ok {
				_ = t.SetLinger(0) // RST in place of FIN; where it fails the connection is closed all the same
			}
			_ = c.Close()
		}
	case errs, flaps:
		w.WriteHeader(http.StatusInternalServerError)
	case busy:
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
	case gone:
		w.WriteHeader(http.StatusGone)
	case redirects:
		w.Header().Set("Location", e.away)
		w.WriteHeader(http.StatusTemporaryRedirect)
	case endless:
		e.take(r.Header, body) // it was answered 200: that counts as taken
		for junk := make([]byte, 4096); ; {
			if _, err := w.Write(junk); err != nil {
				return
			}
		}
	case dribbles:
		c, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer func() { _ = c.Close() }()
		_, err = io.WriteString(c, "HTTP/1.1 200 OK\r\n")
		for n := 0; err == nil; n++ {
			time.Sleep(time.Second)
			_, err = fmt.Fprintf(c, "X-%d: 1\r\n", n)
		}
	case rebinds, sound: // misbehaves by its name alone; never
		w.WriteHeader(http.StatusNoContent)
	}
}

// take notes an event down, and reports whether it is one, rightly signed.
func (e *endpoint) take(h http.Header, body []byte) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.verify == nil {
		return true // before it knows its secret: at its making
	}
	if err := e.verify.Verify(body, h); err != nil {
		e.fault("a signature does not verify: %v", err)
		return false
	}
	var got event
	if err := json.Unmarshal(body, &got); err == nil && got.alarms() {
		return true
	} else if err != nil || got.Data.ID == "" {
		e.fault("a body is no event: %q", body)
		return false
	}
	e.taken++
	name, key := h.Get("webhook-id"), got.String()
	switch was, known := e.names[key]; {
	case !known:
		e.names[key] = name
		e.order = append(e.order, got)
	case was != name:
		e.fault("%s came under two webhook-ids", key)
	}
	return true
}

// fault notes what must not be; a few of a kind are enough. e.mu is held.
func (e *endpoint) fault(format string, args ...any) {
	if len(e.faults) < 3 {
		e.faults = append(e.faults, fmt.Sprintf(format, args...))
	}
}
