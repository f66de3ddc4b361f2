package hub_test

import (
	"bytes"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/hub/internal/child"
	"github.com/entente-hub/entente/shared/lookalike"
)

// binary builds the real `entente`, which a crash test can kill.
func binary(t *testing.T) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "entente")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", to, "./cmd/entente").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return to
}

// ear is a webhook endpoint that remembers what it was told.
type ear struct {
	mu    sync.Mutex
	ids   map[string]map[string]int // indicator -> webhook-id -> times
	order []string                  // indicators in order of first arrival
}

func (e *ear) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var event struct{ Data struct{ ID string } }
	b, err := io.ReadAll(r.Body)
	if err != nil || json.Unmarshal(b, &event) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.ids[event.Data.ID] == nil {
		e.ids[event.Data.ID] = map[string]int{}
		e.order = append(e.order, event.Data.ID)
	}
	e.ids[event.Data.ID][r.Header.Get("webhook-id")]++
	w.WriteHeader(http.StatusNoContent)
}

func (e *ear) heard() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.ids)
}

// TestKilledDuringAnImport kills the hub (SIGKILL) several times during an import of 50,000
// lines. Run again, exactly the lines' indicators are there, once; webhooks are neither lost
// nor unexplained.
func TestKilledDuringAnImport(t *testing.T) {
	const lines, kills = 50_000, 3
	ctx := t.Context()
	e := &ear{ids: map[string]map[string]int{}}
	sink := httptest.NewServer(e)
	defer sink.Close()
	options := child.Options{Binary: binary(t), Data: filepath.Join(t.TempDir(), "data"), Env: []string{"ENTENTE_RATE_LIMIT=1000000", "ENTENTE_RATE_BURST=1000000"}}
	h, err := child.Start(ctx, options)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { h.Kill() }()
	publisher, err := h.Enrol(ctx, "maison-a", "brand")
	if err != nil {
		t.Fatal(err)
	}
	reader, err := h.Enrol(ctx, "bazar-b", "marketplace")
	if err != nil {
		t.Fatal(err)
	}
	if err := h.TaskForce(ctx, "handbags", "maison-a", "bazar-b"); err != nil {
		t.Fatal(err)
	}
	if err := h.Post(ctx, reader, "/v1/subscriptions", map[string]any{"url": sink.URL, "filter": map[string]any{}}, nil); err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := lookalike.New(9, lookalike.Options{TaskForces: []string{"handbags"}, AmberOnly: true}).WriteNDJSON(&text, 0, lines); err != nil {
		t.Fatal(err)
	}

	type account struct {
		State                                string
		Total, Accepted, Duplicate, Rejected int
	}
	send := func(h *child.Hub) (a account, err error) {
		err = h.Do(ctx, publisher, http.MethodPost, "/v1/imports", "application/x-ndjson", bytes.NewReader(text.Bytes()), &a)
		return a, err
	}
	for range kills {
		ended := make(chan error, 1)
		go func(h *child.Hub) {
			_, err := send(h)
			ended <- err
		}(h)
		time.Sleep(200*time.Millisecond + time.Duration(rand.Int64N(int64(800*time.Millisecond))))
		h.Kill()
		if err := <-ended; err == nil {
			t.Log("the import had ended before the kill")
		}
		if h, err = child.Start(ctx, options); err != nil {
			t.Fatal(err)
		}
	}
	a, err := send(h)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("after %d kills: %+v", kills, a)
	if a.State != "done" || a.Accepted+a.Duplicate != lines || a.Rejected != 0 {
		t.Fatalf("the last run: %+v", a)
	}
	if a.Duplicate == 0 {
		t.Error("nothing of the killed runs was kept: the test did not test")
	}

	listed := walk(t, h, reader, "/v1/indicators", "value")
	slices.Sort(listed)
	if n := len(slices.Compact(slices.Clone(listed))); n != lines || len(listed) != lines {
		t.Errorf("%d listed, %d of them distinct; want %d", len(listed), n, lines)
	}
	for deadline := time.Now().Add(3 * time.Minute); e.heard() < lines && time.Now().Before(deadline); {
		time.Sleep(50 * time.Millisecond)
	}
	time.Sleep(300 * time.Millisecond)
	told := walk(t, h, reader, "/v1/changes", "id")
	e.mu.Lock()
	defer e.mu.Unlock()
	if !slices.Equal(e.order, told) {
		t.Errorf("%d told by webhook, %d by the feed, or not in the same order", len(e.order), len(told))
	}
	again := 0
	for indicator, ids := range e.ids {
		if len(ids) != 1 {
			t.Errorf("%s was told under %d webhook-ids", indicator, len(ids))
		}
		for _, n := range ids {
			again += n - 1
		}
	}
	t.Logf("%d webhooks came twice, under the same id", again)
	if again > (kills+1)*5000 {
		t.Errorf("%d came twice: cursors are not kept", again)
	}
}

// walk reads a list to its end and returns one thing of each item: the indicator's canonical
// value, or its id.
func walk(t *testing.T, h *child.Hub, key, path, what string) []string {
	t.Helper()
	type indicator struct {
		ID         string
		Observable struct{ Canonical string }
	}
	var all []string
	q := url.Values{"limit": {"1000"}}
	for {
		var page struct {
			Items []struct {
				indicator
				Data indicator
			}
			Next *string `json:"next_cursor"`
		}
		if err := h.Do(t.Context(), key, http.MethodGet, path+"?"+q.Encode(), "", nil, &page); err != nil {
			t.Fatal(err)
		}
		for _, i := range page.Items {
			if what == "value" {
				all = append(all, i.Observable.Canonical)
			} else {
				all = append(all, i.Data.ID)
			}
		}
		if page.Next == nil || len(page.Items) == 0 {
			return all
		}
		q.Set("cursor", *page.Next)
	}
}
