package hub_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// load is what an alliance does while parts of its hub are killed.
type load struct {
	base    string
	client  *http.Client
	running sync.WaitGroup

	mu      sync.Mutex
	acked   map[string]string // indicators that were acknowledged: by value
	last    time.Time         // of an acknowledgement
	gap     time.Duration     // the longest between two, since mark
	refused int               // answers that asked to try again, since mark

	polls  atomic.Int64
	leaked atomic.Pointer[string]
}

// ask sends a request and reads its answer whole; status is 0 where there was none.
func (l *load) ask(ctx context.Context, key, method, path, body string, header ...string) (status int, answer []byte) {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, l.base+path, strings.NewReader(body))
	if err != nil {
		return 0, []byte(err.Error())
	}
	req.Header.Set("Authorization", "Bearer "+key)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := l.client.Do(req)
	if err != nil {
		return 0, []byte(err.Error())
	}
	defer res.Body.Close()
	if answer, err = io.ReadAll(res.Body); err != nil {
		return 0, []byte(err.Error())
	}
	return res.StatusCode, answer
}

// publish publishes one after the other, each until it is acknowledged: under one Idempotency-Key,
// however often it takes.
func (l *load) publish(ctx context.Context, t *testing.T, key string, client int) {
	t.Helper()
	for n := 0; ctx.Err() == nil; n++ {
		value := fmt.Sprintf("shop-%d-%d.example", client, n)
		body := fmt.Sprintf(`{"observable":{"type":"domain","value":%q},"tlp":"amber","share":{"task_forces":["handbags"]}}`, value)
		for {
			// Not cut off at the end: what was begun is to be acknowledged, or not.
			status, answer := l.ask(context.WithoutCancel(ctx), key, http.MethodPost, "/v1/indicators", body, "Idempotency-Key", `"`+value+`"`)
			if status == http.StatusCreated {
				var made struct{ ID string }
				if err := json.Unmarshal(answer, &made); err != nil {
					t.Error(err)
				}
				l.acknowledged(value, made.ID)
				break
			}
			if status != 0 && status < 500 {
				t.Errorf("%s: %d %s", value, status, answer)
				return
			}
			l.mu.Lock()
			l.refused++
			l.mu.Unlock()
			if ctx.Err() != nil {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func (l *load) acknowledged(value, id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	l.gap = max(l.gap, now.Sub(l.last))
	l.acked[value], l.last = id, now
}

// mark begins to look for the longest gap anew.
func (l *load) mark() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.gap, l.refused = 0, 0
}

// since is what happened since mark.
func (l *load) since() (gap time.Duration, refused int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return max(l.gap, time.Since(l.last)), l.refused
}

func (l *load) count() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.acked)
}

// outsider asks for all that is not for it, and follows the stream, for as long as the load lasts.
func (l *load) outsider(ctx context.Context, key string) {
	for ; ctx.Err() == nil; time.Sleep(20 * time.Millisecond) {
		for _, path := range []string{"/v1/indicators", "/v1/changes", "/v1/indicators?value=shop-0-0.example", "/v1/notices"} {
			if status, answer := l.ask(ctx, key, http.MethodGet, path, ""); status == http.StatusOK {
				l.polls.Add(1)
				if !bytes.Contains(answer, []byte(`"items":[]`)) {
					l.leak(path, answer)
				}
			}
		}
		if status, answer := l.ask(ctx, key, http.MethodPost, "/v1/screen", `{"observables":[{"type":"domain","value":"shop-0-0.example"}]}`); status == http.StatusOK {
			l.polls.Add(1)
			if !bytes.Contains(answer, []byte(`"matches":[]`)) {
				l.leak("/v1/screen", answer)
			}
		}
	}
}

func (l *load) leak(where string, what []byte) {
	text := where + ": " + string(what)
	l.leaked.CompareAndSwap(nil, &text)
}

// stream follows the live stream through whatever happens, from where it was, and tells of each event.
func (l *load) stream(ctx context.Context, key string, tell func(data string)) {
	last := ""
	for ; ctx.Err() == nil; time.Sleep(50 * time.Millisecond) {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, l.base+"/v1/stream", nil)
		if err != nil {
			return
		}
		req.Header.Set("Authorization", "Bearer "+key)
		if last != "" {
			req.Header.Set("Last-Event-ID", last)
		}
		res, err := l.client.Do(req)
		if err != nil {
			continue
		}
		id := ""
		for lines := bufio.NewScanner(res.Body); res.StatusCode == http.StatusOK && lines.Scan(); {
			name, value, _ := strings.Cut(lines.Text(), ":")
			switch value = strings.TrimSpace(value); {
			case name == "id":
				id = value
			case name == "data" && value != "":
				tell(value)
			case name == "" && id != "":
				last = id
			}
		}
		_ = res.Body.Close()
	}
}

// changes polls the change feed through whatever happens, from where it was, and tells of each event.
func (l *load) changes(ctx context.Context, key string, tell func(data string)) {
	for cursor := ""; ctx.Err() == nil; time.Sleep(20 * time.Millisecond) {
		path := "/v1/changes?limit=100"
		if cursor != "" {
			path += "&cursor=" + cursor
		}
		status, answer := l.ask(ctx, key, http.MethodGet, path, "")
		var page struct {
			Items []struct{ Data json.RawMessage }
			Next  string `json:"next_cursor"`
		}
		if status != http.StatusOK || json.Unmarshal(answer, &page) != nil {
			continue
		}
		for _, e := range page.Items {
			tell(`{"data":` + string(e.Data) + `}`)
		}
		cursor = page.Next
	}
}

// told is what somebody was told, in order.
type told struct {
	mu  sync.Mutex
	ids []string
}

func (x *told) tell(data string) {
	var event struct{ Data struct{ ID string } }
	if json.Unmarshal([]byte(data), &event) != nil || event.Data.ID == "" {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.ids = append(x.ids, event.Data.ID)
}

func (x *told) all() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return append([]string(nil), x.ids...)
}

func (l *load) lastAck() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.last
}

// settle waits for the publishers, and returns what was acknowledged, sorted.
func (l *load) settle(t *testing.T) []string {
	t.Helper()
	// The publishers end each with an acknowledgement: their number no longer grows.
	for before := -1; before != l.count(); time.Sleep(time.Second) {
		before = l.count()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Sorted(maps.Values(l.acked))
}
