package governance_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/entente-hub/entente/services/governance"
	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/transparency"
)

func (h *house) key() note.Verifier {
	h.t.Helper()
	_, text := h.ask("carrier-c", "/v1/audit/key")
	v, err := transparency.NewVerifier(text)
	if err != nil {
		h.t.Fatal(err)
	}
	return v
}

func (h *house) checkpoint(who string) (transparency.Checkpoint, string) {
	h.t.Helper()
	status, text := h.ask(who, "/v1/audit/checkpoint")
	c, err := transparency.Parse(text, h.key())
	if err != nil || status != http.StatusOK {
		h.t.Fatalf("%s: %d %s: %v", who, status, text, err)
	}
	return c, text
}

func TestMembersGetBlindCheckpoints(t *testing.T) {
	h := open(t)
	first, note := h.checkpoint("carrier-c")
	if !first.Blind || first.Size != 0 || !first.Period.Equal(h.clock.Now().Truncate(time.Hour)) {
		t.Errorf("%+v", first)
	}
	h.publish("brand-a", "hidden.example")
	if _, again := h.checkpoint("carrier-c"); again != note {
		t.Errorf("it shows traffic: %s, was %s", again, note)
	}
	if _, other := h.checkpoint("market-b"); other != note {
		t.Errorf("two members get two notes: %s, %s", other, note)
	}
	roots := map[tlog.Hash]bool{first.Root: true}
	for range 3 { // periods in which nothing is written
		h.clock.Advance(time.Hour)
		// The notary waits by the wall clock: a replica that starts now signs at once.
		replica(h)
		c, _ := h.checkpoint("carrier-c")
		if roots[c.Root] || !c.Period.Equal(h.clock.Now().Truncate(time.Hour)) {
			t.Errorf("%+v: a quiet period shows", c)
		}
		roots[c.Root] = true
	}
}

// replica signs as another process of the same hub does.
func replica(h *house) {
	h.t.Helper()
	log := transparency.NewLog()
	all := func() {
		h.t.Helper()
		log = transparency.NewLog()
		if err := h.p.Ledger.All(h.t.Context(), log.Apply); err != nil {
			h.t.Fatal(err)
		}
	}
	all()
	key, err := transparency.NewKey(h.p.Key.ID("tlog", "hub"), h.p.Key.Derive("tlog/ed25519", transparency.SeedSize))
	if err != nil {
		h.t.Fatal(err)
	}
	n := transparency.Notary{Log: log, Key: key, Ledger: h.p.Fold, Every: time.Hour, Now: h.clock.Now}
	if err := n.Sign(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
	was := h.p.Fold.Position()
	all()
	n.Log = log
	if err := n.Sign(h.t.Context()); err != nil || h.p.Fold.Position() != was {
		h.t.Fatalf("a period was signed twice: %v", err)
	}
}

func TestProofs(t *testing.T) {
	h := open(t)
	old, _ := h.checkpoint("admin")
	h.publish("brand-a", "one.example")
	h.publish("brand-a", "two.example")
	now, _ := h.checkpoint("admin")
	if old.Blind || old.Size < 8 || now.Size != old.Size+2 {
		t.Fatalf("%+v, then %+v", old, now)
	}
	type proof struct {
		Size, Index, From    int64
		Root, Leaf, FromRoot string
		Hashes               []string
	}
	hashes := func(texts ...string) (hs []tlog.Hash) {
		t.Helper()
		for _, text := range texts {
			x, err := tlog.ParseHash(text)
			if err != nil {
				t.Fatal(err)
			}
			hs = append(hs, x)
		}
		return hs
	}
	for _, i := range h.list("admin", "/v1/audit").Items {
		var p proof
		h.ask("admin", "/v1/audit/proof?position="+url.QueryEscape(i.Position), &p)
		if p.Root != now.Root.String() || tlog.CheckRecord(hashes(p.Hashes...), p.Size, now.Root, p.Index, hashes(p.Leaf)[0]) != nil {
			t.Errorf("%s %s: %+v proves nothing", i.Verb, i.ID, p)
		}
	}
	var p proof
	h.ask("admin", "/v1/audit/proof?from="+strconv.FormatInt(old.Size, 10), &p)
	if tlog.CheckTree(hashes(p.Hashes...), p.Size, now.Root, p.From, old.Root) != nil {
		t.Errorf("%+v proves nothing", p)
	}
	newest := url.QueryEscape(h.list("admin", "/v1/audit?limit=1").Items[0].Position)
	for _, bad := range []string{
		"", "?from=0", "?from=1000", "?from=1&size=0", "?from=1&size=1000", "?from=5&size=4", "?position=x", "?position=" + newest + "&from=1",
		"?position=" + newest + "&size=1", "?position=" + url.QueryEscape(httpd.Token(h.p.Sealer, 1000)),
	} {
		if status, body := h.ask("admin", "/v1/audit/proof"+bad); status != http.StatusBadRequest || !strings.Contains(body, "parameter-invalid") {
			t.Errorf("%s: %d %s", bad, status, body)
		}
	}
	if status, body := h.ask("brand-a", "/v1/audit/proof?from=1"); status != http.StatusForbidden {
		t.Errorf("a member: %d %s", status, body)
	}
}

func TestSettings(t *testing.T) {
	c := governance.Default()
	c.CheckpointEvery = time.Millisecond
	if _, err := governance.New(&process.Process{}, c); err == nil || !strings.Contains(err.Error(), "checkpoint-every") {
		t.Errorf("got %v", err)
	}
}
