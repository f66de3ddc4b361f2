package webhook

import (
	"context"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/entente-hub/entente/services/delivery/internal/attempt"
)

// Kept is how much of an endpoint's answer is kept for its owner to read, in bytes: of its body,
// and of its headers.
const Kept = 2 << 10

// KeptWell is how much of the body is kept of an answer that took the message: it is of no use, and the log is
// all members'.
const KeptWell = 256

// masked stands for what is not shown.
const masked = "***"

// recorded is a message as the log of attempts has it: without the body, and without the headers that are
// of one attempt (webhook-id, webhook-timestamp, webhook-signature). The values of headers that the
// member added are secrets as a rule.
func recorded(m *Message, own http.Header) attempt.Request {
	var b strings.Builder
	for _, name := range []string{"Content-Type", "User-Agent"} {
		line(&b, name, own.Get(name))
	}
	for _, name := range slices.Sorted(maps.Keys(m.Header)) {
		line(&b, name, masked)
	}
	return attempt.Request{URL: m.URL, Headers: b.String()}
}

// answer reads an answer: the beginning is kept, the rest is read so that the connection is used
// again, but no more than MaxAnswer; where there is more, cancel ends it.
func answer(res *http.Response, cancel context.CancelFunc) attempt.Answer {
	a := attempt.Answer{Headers: answered(res.Header)}
	if res.Body == http.NoBody {
		return a
	}
	most := Kept
	if res.StatusCode/100 == 2 {
		most = KeptWell
	}
	body, _ := io.ReadAll(io.LimitReader(res.Body, int64(most)+1))
	if a.Cut = len(body) > most; a.Cut {
		body = body[:most]
		if n, _ := io.Copy(io.Discard, io.LimitReader(res.Body, MaxAnswer-int64(most))); n == MaxAnswer-int64(most) {
			cancel()
		}
	}
	a.Body = strings.ToValidUTF8(string(body), "\uFFFD")
	return a
}

// answered are an answer's headers, as lines. Date is left out: the attempt has its time.
func answered(h http.Header) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(h)) {
		for _, value := range h[name] {
			switch {
			case name == "Date":
				continue
			case secret(name):
				value = masked
			}
			if b.Len()+len(name)+len(value) > Kept {
				return b.String()
			}
			line(&b, name, value)
		}
	}
	return b.String()
}

// secret reports whether a header of an answer is likely to carry one.
func secret(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc([]string{"cookie", "auth", "token", "secret", "key", "session", "credential", "password", "signature"}, func(s string) bool {
		return strings.Contains(name, s)
	})
}

func line(b *strings.Builder, name, value string) {
	b.WriteString(strings.ToValidUTF8(name, "\uFFFD"))
	b.WriteString(": ")
	b.WriteString(strings.ToValidUTF8(value, "\uFFFD"))
	b.WriteByte('\n')
}
