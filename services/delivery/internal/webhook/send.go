package webhook

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/entente-hub/entente/services/delivery/internal/attempt"
)

// MaxAnswer is how much of an endpoint's answer is read, in bytes.
const MaxAnswer = 16 << 10

// Timeout bounds one attempt: look-up, dial, TLS, request and answer.
const Timeout = 15 * time.Second

// Envelope is where a subscription's posts go, and what each of them carries.
type Envelope struct {
	URL    string
	Keys   []Key             // what they are signed with
	Header map[string]string // what they carry besides, by canonical name
}

// Message is what an endpoint is sent.
type Message struct {
	Envelope

	ID   string // the webhook-id: the same for every attempt at one event
	Type string // the media type of Body; "": application/json
	Body []byte
}

// Failure is why an attempt did not reach an answer of 2xx.
type Failure string

// The failures. None tells what the hub's own network looks like.
const (
	None     Failure = ""
	Status   Failure = "status"   // it answered, but not 2xx
	TimedOut Failure = "timeout"  // no answer in time
	Refused  Failure = "refused"  // nothing accepts connections there
	Unknown  Failure = "dns"      // the name does not resolve
	Blocked  Failure = "blocked"  // it resolves to what the hub does not dial
	BadTLS   Failure = "tls"      // no secure connection could be made
	Broken   Failure = "broken"   // the connection broke
	Moved    Failure = "redirect" // it answered 3xx; redirects are not followed
	Void     Failure = "void"     // of a dead letter: it is not to be told any more, and was not sent
)

// Result is how an attempt went.
type Result struct {
	At         time.Time
	Took       time.Duration
	Status     int // 0: no answer
	Failure    Failure
	RetryAfter time.Duration // what the endpoint asked for; 0: nothing

	// For the log of attempts: what was sent, but for its body, and what came back of it.
	Request attempt.Request
	Answer  attempt.Answer
}

// Gone reports whether the endpoint wants no more (410).
func (r Result) Gone() bool { return r.Status == http.StatusGone }

// Sender posts messages. It is safe for concurrent use.
type Sender struct {
	now           func() time.Time
	agent         string
	timeout       time.Duration
	plain, secure *http.Client
}

// SenderOptions for NewSender. The zero value works.
type SenderOptions struct {
	Now     func() time.Time
	Agent   string         // the User-Agent; "" is Entente
	Timeout time.Duration  // 0: Timeout
	Roots   *x509.CertPool // nil: the system's
}

// NewSender makes a sender that dials only what the guard allows.
func NewSender(g *Guard, o SenderOptions) *Sender {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Agent == "" {
		o.Agent = "Entente"
	}
	if o.Timeout == 0 {
		o.Timeout = Timeout
	}
	client := func(plain bool) *http.Client {
		dialer := &net.Dialer{Timeout: o.Timeout, KeepAlive: 30 * time.Second, Resolver: g.Resolver, Control: g.control(plain)}
		return &http.Client{
			Transport: &http.Transport{
				Proxy:                  nil, // a proxy would dial what the guard cannot see
				DialContext:            dialer.DialContext,
				TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: o.Roots},
				DisableCompression:     true,
				MaxIdleConns:           4096,
				MaxIdleConnsPerHost:    64, // many endpoints may stand behind one relay
				IdleConnTimeout:        90 * time.Second,
				TLSHandshakeTimeout:    o.Timeout,
				MaxResponseHeaderBytes: MaxAnswer,
			},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
	}
	return &Sender{now: o.Now, agent: o.Agent, timeout: o.Timeout, plain: client(true), secure: client(false)}
}

// Close drops idle connections.
func (s *Sender) Close() {
	s.plain.CloseIdleConnections()
	s.secure.CloseIdleConnections()
}

// Send posts one signed message, and tells how it went. The signature is of this moment.
func (s *Sender) Send(ctx context.Context, m Message) Result {
	r := Result{At: s.now().UTC()}
	began := time.Now()
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	res, err := s.post(ctx, m, &r)
	if err == nil {
		r.Answer = answer(res, cancel)
		_ = res.Body.Close()
		r.Status = res.StatusCode
		r.RetryAfter = retryAfter(res.Header.Get("Retry-After"), r.At)
	}
	r.Took = time.Since(began)
	r.Failure = failure(r.Status, err)
	return r
}

func (s *Sender) post(ctx context.Context, m Message, r *Result) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, m.URL, bytes.NewReader(m.Body))
	if err != nil {
		return nil, err
	}
	req.Header = make(http.Header, 5+len(m.Header))
	for name, value := range m.Header {
		req.Header.Set(name, value)
	}
	req.Header["Content-Type"] = []string{cmp.Or(m.Type, "application/json")}
	req.Header["User-Agent"] = []string{s.agent}
	req.Header["Webhook-Id"] = []string{m.ID}
	req.Header["Webhook-Timestamp"] = []string{strconv.FormatInt(r.At.Unix(), 10)}
	req.Header["Webhook-Signature"] = []string{Sign(m.Keys, m.ID, r.At, m.Body)}
	r.Request = recorded(&m, req.Header)
	if req.URL.Scheme == "https" {
		return s.secure.Do(req)
	}
	return s.plain.Do(req)
}

func failure(status int, err error) Failure {
	var (
		dns    *net.DNSError
		op     *net.OpError
		record tls.RecordHeaderError
		cert   *tls.CertificateVerificationError
		alert  tls.AlertError
		wait   net.Error
	)
	switch {
	case err == nil && status/100 == 2:
		return None
	case err == nil && status/100 == 3:
		return Moved
	case err == nil:
		return Status
	case errors.Is(err, errDenied):
		return Blocked
	case errors.As(err, &wait) && wait.Timeout(), errors.Is(err, context.DeadlineExceeded):
		return TimedOut
	case errors.As(err, &dns):
		return Unknown
	case errors.As(err, &cert), errors.As(err, &record), errors.As(err, &alert), errors.Is(err, http.ErrSchemeMismatch):
		return BadTLS
	case errors.As(err, &op) && (op.Op == "remote error" || op.Op == "local error"): // crypto/tls: an alert
		return BadTLS
	case errors.As(err, &op) && op.Op == "dial":
		return Refused
	}
	return Broken
}

// Explain says why an attempt failed, in words for the endpoint's owner.
func (r Result) Explain() string { return Explain(r.Failure, r.Status) }

// Explain says what a failure is, in words for the endpoint's owner.
func Explain(f Failure, status int) string {
	switch f {
	case None:
		return ""
	case Status:
		return "it answered " + strconv.Itoa(status)
	case Moved:
		return "it answered " + strconv.Itoa(status) + ", and redirects are not followed"
	case TimedOut:
		return "no answer in time"
	case Refused:
		return "no connection could be made"
	case Unknown:
		return "its name does not resolve"
	case Blocked:
		return "its name resolves to an address that the hub does not dial"
	case BadTLS:
		return "no secure connection could be made (TLS 1.2 or newer, a certificate of a public authority)"
	case Broken:
		return "the connection broke"
	case Void:
		return "not sent: it may not be told any more, or is not asked for"
	}
	return string(f)
}
