package webhook

import (
	"context"
	"encoding/json"
	"io"
	"strings"
	"time"
)

// VerifyEvent is the type of the event that asks an endpoint whether it wants to be told.
const VerifyEvent = "subscription.verify"

// Question is the body of that event.
func Question(subscription, challenge string, at time.Time) []byte {
	type data struct {
		Subscription string `json:"subscription"`
		Challenge    string `json:"challenge"`
	}
	body, err := json.Marshal(struct {
		Type      string    `json:"type"`
		Timestamp time.Time `json:"timestamp"`
		Data      data      `json:"data"`
	}{VerifyEvent, at.UTC(), data{subscription, challenge}})
	if err != nil {
		panic("webhook: " + err.Error()) // strings and a time in range always marshal
	}
	return body
}

// Prove posts a question, and reports whether it was answered: by a status of 2xx, and a body that
// is {"challenge": "…"}, or the challenge alone. Where not, why says so in words for the owner.
// The answer goes into no log.
func (s *Sender) Prove(ctx context.Context, m Message, challenge string) (why string) {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	res, err := s.post(ctx, m, &Result{At: s.now().UTC()})
	if err != nil {
		return Explain(failure(0, err), 0)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, MaxAnswer))
	if f := failure(res.StatusCode, err); f != None {
		return Explain(f, res.StatusCode)
	}
	var answer struct {
		Challenge string `json:"challenge"`
	}
	if json.Unmarshal(body, &answer) == nil && answer.Challenge == challenge || strings.TrimSpace(string(body)) == challenge {
		return ""
	}
	return "it took the event " + VerifyEvent + " and did not send its challenge back"
}
