package screening_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/tlp"
)

func (h *house) get(who, path string, into any) (int, string) {
	h.t.Helper()
	req, err := http.NewRequestWithContext(h.t.Context(), http.MethodGet, h.url+path, nil)
	if err != nil {
		h.t.Fatal(err)
	}
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

type entry struct {
	Suffix, Kind string
	Publishers   int
}

// tag is what a client computes of what it does not tell.
func (h *house) tag(who, key string) (prefix, suffix string) {
	h.t.Helper()
	var k struct{ Key string }
	h.get(who, "/v1/screen/range", &k)
	secret, err := hex.DecodeString(k.Key)
	if err != nil || len(secret) != 32 {
		h.t.Fatalf("key %q: %v", k.Key, err)
	}
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(key))
	tag := hex.EncodeToString(mac.Sum(nil))
	return tag[:3], tag[3:27]
}

// within asks for the range of a key, and returns what is said of it, and the answer.
func (h *house) within(who, key string) (found []entry, size int, body string) {
	h.t.Helper()
	prefix, suffix := h.tag(who, key)
	var a struct{ Entries []entry }
	status, body := h.get(who, "/v1/screen/range/"+prefix, &a)
	if status != http.StatusOK {
		h.t.Fatalf("%d %s", status, body)
	}
	for _, e := range a.Entries {
		if e.Suffix == suffix {
			found = append(found, e)
		}
	}
	return found, len(a.Entries), body
}

func TestScreenRange(t *testing.T) {
	h := open(t)
	empty := map[string]string{}
	keys := []string{"domain:fakes.example", "phone:+8613800138000", "mailbox:salesfakes@gmail.com", "domain:red.example", "domain:revoked.example"}
	for _, k := range keys {
		var size int
		if _, size, empty[k] = h.within("market-b", k); size != 256 {
			t.Errorf("%d entries in an empty range", size)
		}
	}
	h.publish("brand-a", "domain", "fakes.example")
	h.publish("carrier-c", "domain", "fakes.example")
	h.publish("brand-a", "phone", "+8613800138000")
	h.publish("brand-a", "email", "sales.fakes@gmail.com")
	h.publish("brand-a", "domain", "red.example", func(i *catalog.Indicator) { i.TLP = tlp.Red; i.Share.Members = []id.Member{"carrier-c"} })
	h.publish("brand-a", "domain", "revoked.example", func(i *catalog.Indicator) { i.State = catalog.Revoked })
	for key, want := range map[string]string{
		keys[0]: "[{exact 2}]", keys[1]: "[{exact 1}]", keys[2]: "[{mailbox 1}]", "email:sales.fakes@gmail.com": "[{exact 1}]",
		"domain:stranger.example": "[]",
	} {
		found, size, body := h.within("market-b", key)
		var said []string
		for _, e := range found {
			said = append(said, fmt.Sprintf("{%s %d}", e.Kind, e.Publishers))
		}
		if got := "[" + strings.Join(said, " ") + "]"; got != want || size != 256 {
			t.Errorf("%s: %s of %d, want %s", key, got, size, want)
		}
		if _, _, again := h.within("market-b", key); again != body {
			t.Errorf("%s: another answer to the same question", key)
		}
	}
	for _, k := range keys[3:] {
		if _, _, body := h.within("market-b", k); body != empty[k] {
			t.Errorf("%s, which is hidden, changes the range:\n%s\nwas\n%s", k, body, empty[k])
		}
	}
	if found, _, _ := h.within("carrier-c", "domain:red.example"); len(found) != 1 {
		t.Error("who may read does not find")
	}
	for _, wrong := range []string{"12", "1234", "ABC", "xyz", "%20", "-12", "0x1", "+12"} {
		if status, body := h.get("market-b", "/v1/screen/range/"+wrong, nil); status != http.StatusNotFound {
			t.Errorf("%s: %d %s", wrong, status, body)
		}
	}
}
