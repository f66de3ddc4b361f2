package delivery_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/ledger"
)

// TestManyHang has three hundred endpoints take posts of up to a mebibyte and not answer. All of them are asked; what is
// under way at once is bounded; and one that is well is told at once.
func TestManyHang(t *testing.T) {
	const members, each = 6, 50
	const most = (128 + 64 + 16 + 8) << 20 // the desk's limit, and a post for each turn that was given at once
	h := open(t)
	var asked, bytes atomic.Int64
	end := make(chan struct{})
	hangs := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		n, _ := io.Copy(io.Discard, r.Body)
		bytes.Add(n)
		asked.Add(1)
		select {
		case <-end:
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(hangs.Close)
	t.Cleanup(func() { close(end) })
	well := hubtest.NewSink(t)
	h.subscribe("market-b", well.URL, `{"tags":["late"]}`)
	var hooks []hook
	for n := range members * each {
		m := "member-" + strconv.Itoa(n%members)
		if n < members {
			h.enrol(idOf(m))
		}
		k := h.make(m, `{"url":"`+hangs.URL+`","batch":{"max_events":1000}}`)
		h.call(m, http.MethodPost, k.at+"/pause", "").is(http.StatusOK)
		hooks = append(hooks, k)
	}
	var ds []ledger.Draft
	for range 500 {
		i := h.indicator(func(i *catalog.Indicator) { i.Note = strings.Repeat("n", 2000) })
		ds = append(ds, draft(i, catalog.VerbPublished, 0))
	}
	if _, err := h.p.Fold.AppendAll(t.Context(), ds); err != nil {
		t.Fatal(err)
	}
	for n, k := range hooks {
		h.call("member-"+strconv.Itoa(n%members), http.MethodPost, k.at+"/resume", "").is(http.StatusOK)
	}
	until(t, "some are not asked", func() bool { return asked.Load() >= members*each })
	if n := bytes.Load(); n > most {
		t.Errorf("%d MiB are under way", n>>20)
	}
	began := time.Now()
	h.publish(func(i *catalog.Indicator) { i.Tags = []string{"late"} })
	if well.Wait(t, 1); time.Since(began) > 2*time.Second {
		t.Errorf("one that is well waited %s", time.Since(began))
	}
	t.Logf("%d endpoints hang with %d MiB", asked.Load(), bytes.Load()>>20)
}
