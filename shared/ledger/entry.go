package ledger

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
)

// An entry's headers.
const (
	headerVerb    = "Entente-Verb"
	headerActor   = "Entente-Actor"
	headerSchema  = "Entente-Schema"
	headerAt      = "Entente-At"
	headerRequest = "Entente-Request"
	headerTrace   = "traceparent" // W3C Trace Context 3.2
)

// maxToken is the length of the longest kind, id, verb, actor, or part of a request.
const maxToken = 256

// message checks the draft and makes it a message.
func (d Draft) message() (*nats.Msg, error) {
	switch {
	case len(d.Body) > MaxBody:
		return nil, fmt.Errorf("%w: %s %s: %d bytes", ErrTooLarge, d.Kind, d.ID, len(d.Body))
	case !isToken(string(d.Kind)) || !isToken(d.ID):
		return nil, fmt.Errorf("%w: %q %q cannot be a subject", ErrInvalid, d.Kind, d.ID)
	case !isWord(d.Verb) || !isWord(d.Actor):
		return nil, fmt.Errorf("%w: %s %s: verb %q, actor %q", ErrInvalid, d.Kind, d.ID, d.Verb, d.Actor)
	case d.Request != Request{} && !(isWord(d.Request.Key) && isWord(d.Request.Body)):
		return nil, fmt.Errorf("%w: %s %s: request %q", ErrInvalid, d.Kind, d.ID, d.Request)
	}
	e := d.entry(0)
	m := &nats.Msg{Subject: e.Subject(), Data: d.Body, Header: e.Header()}
	return m, nil
}

// Subject is the subject that the entry stands under.
func (e *Entry) Subject() string { return "ledger." + string(e.Kind) + "." + e.ID }

// Header returns the entry's headers, as they stand on the stream beside the server's own.
func (e *Entry) Header() map[string][]string {
	h := map[string][]string{
		headerVerb:   {e.Verb},
		headerActor:  {e.Actor},
		headerSchema: {strconv.Itoa(e.Schema)},
		headerAt:     {e.At.UTC().Format(time.RFC3339Nano)},
	}
	if e.Request != (Request{}) {
		h[headerRequest] = []string{e.Request.Key + " " + e.Request.Body}
	}
	return h
}

// Read makes what Subject and Header gave an entry again. The error means that no hub wrote it.
func Read(p Position, subject string, header map[string][]string, body []byte) (Entry, error) {
	if !strings.HasPrefix(subject, "ledger.") {
		return Entry{}, fmt.Errorf("ledger: position %d: subject %q", p, subject)
	}
	return read(p, subject, header, body)
}

// entry is what the draft became.
func (d Draft) entry(p Position) Entry {
	return Entry{
		Position: p,
		At:       d.At.Round(0).UTC(),
		Kind:     d.Kind,
		ID:       d.ID,
		Verb:     d.Verb,
		Actor:    d.Actor,
		Schema:   d.Schema,
		Request:  d.Request,
		Body:     d.Body,
		Value:    d.Value,
	}
}

// read makes a stored message an entry. The error means that somebody else wrote it.
func read(p Position, subject string, h nats.Header, body []byte) (Entry, error) {
	kind, id, ok := strings.Cut(strings.TrimPrefix(subject, "ledger."), ".")
	if !ok {
		return Entry{}, fmt.Errorf("ledger: position %d: subject %q", p, subject)
	}
	at, err := time.Parse(time.RFC3339Nano, first(h, headerAt))
	if err != nil {
		return Entry{}, fmt.Errorf("ledger: position %d: %w", p, err)
	}
	schema, err := strconv.Atoi(first(h, headerSchema))
	if err != nil {
		return Entry{}, fmt.Errorf("ledger: position %d: %w", p, err)
	}
	e := Entry{
		Position: p,
		At:       at.UTC(),
		Kind:     Kind(kind),
		ID:       id,
		Verb:     first(h, headerVerb),
		Actor:    first(h, headerActor),
		Schema:   schema,
		Body:     body,
		Trace:    first(h, headerTrace),
	}
	e.Request.Key, e.Request.Body, _ = strings.Cut(first(h, headerRequest), " ")
	return e, nil
}

func first(h nats.Header, name string) string {
	if vs := h[name]; len(vs) > 0 {
		return vs[0]
	}
	return ""
}

// isToken tells whether s can be one token of a subject.
func isToken(s string) bool { return isWord(s) && !strings.ContainsAny(s, ".*>") }

// isWord tells whether s is printable ASCII without spaces, so that it reads back as it is.
func isWord(s string) bool {
	for _, c := range []byte(s) {
		if c <= ' ' || c > '~' {
			return false
		}
	}
	return s != "" && len(s) <= maxToken
}
