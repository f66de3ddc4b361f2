package cli

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// remote is a hub, and who we are to it.
type remote struct {
	base    string // no trailing slash
	key     string
	keyFile string
	client  *http.Client
	within  time.Duration // how long call waits; 0: a minute
}

// flags declares where the hub is and where our key is. A key is never a flag's value:
// command lines are seen by every process of the machine.
func (r *remote) flags(c *cobra.Command) {
	c.Flags().StringVar(&r.base, "url", env("ENTENTE_URL", "http://127.0.0.1:8080"), "address of the hub (ENTENTE_URL)")
	c.Flags().StringVar(&r.keyFile, "api-key-file", os.Getenv("ENTENTE_API_KEY_FILE"), "file with the API key (ENTENTE_API_KEY_FILE), or set ENTENTE_API_KEY")
}

func env(name, otherwise string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return otherwise
}

// open reads the key. For the admin's commands the key that `entente serve` left in ./data is
// found by itself.
func (r *remote) open(admin bool) error {
	u, err := url.Parse(r.base)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return usagef("--url %q is not an http or https address", r.base)
	}
	r.base = strings.TrimRight(r.base, "/")
	r.client = &http.Client{}
	if r.key != "" {
		return nil
	}
	if r.keyFile == "" {
		r.key = os.Getenv("ENTENTE_API_KEY")
	}
	if r.key == "" && r.keyFile == "" && admin {
		if _, err := os.Stat("data/admin.key"); err == nil {
			r.keyFile = "data/admin.key"
		}
	}
	if r.keyFile != "" {
		b, err := os.ReadFile(r.keyFile)
		if err != nil {
			return fmt.Errorf("the API key: %w", err)
		}
		r.key = strings.TrimSpace(string(b))
	}
	if r.key == "" {
		return usagef("no API key: set ENTENTE_API_KEY, or name a file with --api-key-file")
	}
	return nil
}

// refusal is the hub's answer (RFC 9457) when it is not what was asked for.
type refusal struct {
	Status    int    `json:"status"`
	Type      string `json:"type"`
	Title     string `json:"title"`
	Detail    string `json:"detail"`
	RequestID string `json:"instance"` // of a problem document: which request it was
	Errors    []struct {
		Pointer string `json:"pointer"`
		Detail  string `json:"detail"`
	} `json:"errors"`
}

// Error says what happened, what to do, and the request's id.
func (r *refusal) Error() string {
	var b strings.Builder
	b.WriteString(r.Title)
	if r.Detail != "" {
		b.WriteString(" " + r.Detail)
	}
	for _, e := range r.Errors {
		fmt.Fprintf(&b, "\n  %s: %s", e.Pointer, e.Detail)
	}
	fmt.Fprintf(&b, "\n  (status %d, request %s)", r.Status, r.RequestID)
	return b.String()
}

// do sends a request with our key; an answer of 400 or more comes back as *refusal.
func (r *remote) do(ctx context.Context, method, path, mediaType string, body io.Reader, header ...string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, r.base+path, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+r.key)
	req.Header.Set("User-Agent", "entente/"+version)
	if mediaType != "" {
		req.Header.Set("Content-Type", mediaType)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := r.client.Do(req)
	if err != nil {
		if op, is := errors.AsType[*net.OpError](err); is && op.Op == "dial" {
			return nil, fmt.Errorf("no hub answers at %s (is 'entente serve' running?): %w", r.base, op.Err)
		}
		return nil, err
	}
	if res.StatusCode < http.StatusBadRequest {
		return res, nil
	}
	defer res.Body.Close()
	no := &refusal{Status: res.StatusCode, Title: res.Status, RequestID: res.Header.Get("X-Request-Id")}
	if b, err := io.ReadAll(io.LimitReader(res.Body, 1<<20)); err == nil {
		_ = json.Unmarshal(b, no) // what is no problem document keeps the status as its title
	}
	return nil, no
}

// call sends in as JSON (nil: no body) and reads the answer into out (nil: ignored).
func (r *remote) call(ctx context.Context, method, path string, in, out any, header ...string) (http.Header, error) {
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(r.within, time.Minute))
	defer cancel()
	var body io.Reader
	mediaType := ""
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return nil, err
		}
		body, mediaType = bytes.NewReader(b), "application/json"
	}
	res, err := r.do(ctx, method, path, mediaType, body, header...)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if out == nil {
		return res.Header, nil
	}
	if err := json.NewDecoder(res.Body).Decode(out); err != nil {
		return nil, fmt.Errorf("the answer to %s %s: %w", method, path, err)
	}
	return res.Header, nil
}

// all walks a list, page after page. The path may have filters.
func all[T any](ctx context.Context, r *remote, path string, each func(T) error) error {
	cursor := ""
	for {
		var page struct {
			Items []T     `json:"items"`
			Next  *string `json:"next_cursor"`
		}
		q := url.Values{"limit": {"1000"}}
		if cursor != "" {
			q.Set("cursor", cursor)
		}
		sign := "?"
		if strings.Contains(path, sign) {
			sign = "&"
		}
		if _, err := r.call(ctx, http.MethodGet, path+sign+q.Encode(), nil, &page); err != nil {
			return err
		}
		for _, item := range page.Items {
			if err := each(item); err != nil {
				return err
			}
		}
		if page.Next == nil {
			return nil
		}
		cursor = *page.Next
	}
}
