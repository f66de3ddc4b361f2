package screening_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"go.uber.org/goleak"

	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/services/screening"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/tlp"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// house is the service as it runs alone, on an alliance of three members (brand-a, market-b,
// carrier-c). What the other services would write is put on the ledger as it is.
type house struct {
	t     *testing.T
	p     *process.Process
	clock *hubtest.Clock
	url   string
	keys  map[string]string
	put   map[id.Indicator]ledger.Position // of what was published
}

func open(t *testing.T) *house {
	t.Helper()
	gin.SetMode(gin.ReleaseMode)
	h := &house{
		t: t, clock: hubtest.NewClock(time.Now().Truncate(time.Hour).Add(10 * time.Minute)),
		keys: map[string]string{"admin": "ent_admin_of-the-test"}, put: map[id.Indicator]ledger.Position{},
	}
	c := process.Default()
	c.Data, c.Sync, c.BootstrapKey, c.Now = t.TempDir(), time.Minute, "ent_admin_of-the-test", h.clock.Now
	c.RateLimit, c.RateBurst = 1e6, 1e6
	c.Log = slog.New(slog.DiscardHandler)
	p, err := process.Start(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	e, err := p.Engine()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := screening.Assemble(t.Context(), p, e); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 2)
	go func() { done <- p.Run(ctx) }()
	go func() { done <- p.Decisions.Run(ctx) }()
	s := httptest.NewServer(e)
	t.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections()
		s.Close()
		stop()
		if err := errors.Join(<-done, <-done, p.Close()); err != nil && !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
	h.p, h.url = p, s.URL
	<-p.Ready()
	for _, m := range []id.Member{"brand-a", "market-b", "carrier-c"} {
		h.append("u:admin", ledger.KindMember, string(m), "enrolled", 0, directory.EncodeMember(directory.Member{ID: m, Name: string(m), Kind: "brand", State: directory.StateActive}))
		name := id.Credential("key-of-" + m + "--")[:16]
		key, hash := p.Keyring.Mint(name)
		h.append("u:admin", ledger.KindCredential, string(name), "minted", 0, directory.EncodeCredential(directory.Credential{
			ID: name, Member: m, Name: "test", Hash: hash, Scopes: []string{"read", "publish"},
		}))
		h.keys[string(m)] = key
	}
	return h
}

func (h *house) append(by string, k ledger.Kind, name, verb string, expect ledger.Position, body []byte) ledger.Position {
	h.t.Helper()
	e, err := h.p.Fold.Append(h.t.Context(), ledger.Draft{At: h.clock.Now(), Kind: k, ID: name, Verb: verb, Actor: by, Schema: 1, Body: body, Expect: expect})
	if err != nil {
		h.t.Fatal(err)
	}
	return e.Position
}

// publish puts an indicator of a member's on the ledger, green to all but for what change does;
// once more, where it is there.
func (h *house) publish(m id.Member, typ, value string, change ...func(*catalog.Indicator)) id.Indicator {
	h.t.Helper()
	o, err := observable.Parse(typ, value, observable.Options{})
	if err != nil {
		h.t.Fatal(err)
	}
	i := catalog.Indicator{
		ID: id.Indicator("ind_" + h.p.Key.ID("test", string(m), o.String())), Publisher: m, Observable: o, Confidence: 80, TLP: tlp.Green,
		Attribution: catalog.Named, State: catalog.Published, Created: h.clock.Now(), Modified: h.clock.Now(),
	}
	for _, f := range change {
		f(&i)
	}
	h.put[i.ID] = h.append("m:"+string(m)+"/k", ledger.KindIndicator, string(i.ID), catalog.VerbPublished, h.put[i.ID], catalog.Encode(i))
	return i.ID
}

// answers is what POST /v1/screen says.
type answers struct {
	Results []struct {
		Type, Value, Canonical string
		Problem                *struct{ Field, Rule, Detail string }
		Matches                []match
	}
}

type match struct {
	Kind                                 string
	Strength, Publishers, Disputed, More int
	How, Mark, Member                    string
	Observable                           struct{ Type, Canonical string }
	Indicators                           []map[string]any
}

func (h *house) post(who, path, body string, into any) (int, string) {
	h.t.Helper()
	req, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, h.url+path, strings.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+h.keys[who])
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	if into != nil && res.StatusCode == http.StatusOK {
		if err := json.Unmarshal(b, into); err != nil {
			h.t.Fatalf("%s: %v", b, err)
		}
	}
	return res.StatusCode, string(b)
}

// screen asks about one observable.
func (h *house) screen(who, typ, value string) []match {
	h.t.Helper()
	q, err := json.Marshal(map[string]any{"observables": []map[string]string{{"type": typ, "value": value}}})
	if err != nil {
		h.t.Fatal(err)
	}
	var a answers
	if status, body := h.post(who, "/v1/screen", string(q), &a); status != http.StatusOK || len(a.Results) != 1 {
		h.t.Fatalf("screen %s as %s: %d %s", value, who, status, body)
	}
	return a.Results[0].Matches
}
