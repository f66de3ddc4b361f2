package webhook

import (
	"context"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

var (
	secret  = []byte("0123456789abcdef0123456789abcdef")
	private = ed25519.NewKeyFromSeed([]byte("fedcba9876543210fedcba9876543210"))
	text    = base64.StdEncoding.EncodeToString
	whsec   = "whsec_" + text(secret)
	whpk    = "whpk_" + text(private.Public().(ed25519.PublicKey))
)

// message is a post, as a table of all three languages has it.
type message struct {
	Name string            `json:"name"`
	Keys []string          `json:"keys"`
	Head map[string]string `json:"headers"`
	Body string            `json:"body"`
	Want string            `json:"want"` // "", or the code of the error
}

// messages are good and bad ones, at now.
func messages(now time.Time) []message {
	stamp := func(off time.Duration) string { return strconv.FormatInt(now.Add(off).Unix(), 10) }
	body := `{"type":"indicator.published","data":{"id":"ind_ü"}}`
	sign := func(stamp string) (v1, v1a string) {
		content := []byte("msg_1." + stamp + "." + body)
		mac := hmac.New(sha256.New, secret)
		mac.Write(content)
		return "v1," + text(mac.Sum(nil)), "v1a," + text(ed25519.Sign(private, content))
	}
	v1, v1a := sign(stamp(0))
	old, _ := sign(stamp(-Tolerance - 2*time.Second))
	early, _ := sign(stamp(Tolerance + 2*time.Second))
	other := "whsec_" + text([]byte("another secret, of which nothing is signed"))
	head := func(stamp, signature string) map[string]string {
		return map[string]string{"webhook-id": "msg_1", "webhook-timestamp": stamp, "webhook-signature": signature}
	}
	return []message{
		{"hmac", []string{whsec}, head(stamp(0), v1), body, ""},
		{"ed25519", []string{whpk}, head(stamp(0), v1a), body, ""},
		{"the second key", []string{other, whsec}, head(stamp(0), v1), body, ""},
		{"the second signature", []string{whsec}, head(stamp(0), "v1,AAAA v2,x "+v1), body, ""},
		{"both ways", []string{whpk}, head(stamp(0), v1+" "+v1a), body, ""},
		{"another key", []string{other}, head(stamp(0), v1), body, "signature"},
		{"another body", []string{whsec}, head(stamp(0), v1), body + " ", "signature"},
		{"another time", []string{whsec}, head(stamp(time.Second), v1), body, "signature"},
		{"of the other way", []string{whpk}, head(stamp(0), strings.Replace(v1, "v1,", "v1a,", 1)), body, "signature"},
		{"a version that is none", []string{whsec}, head(stamp(0), strings.Replace(v1, "v1,", "v2,", 1)), body, "signature"},
		{"not signed", []string{whsec}, head(stamp(0), "v1,"), body, "signature"},
		{"too old", []string{whsec}, head(stamp(-Tolerance-2*time.Second), old), body, "time"},
		{"from the future", []string{whsec}, head(stamp(Tolerance+2*time.Second), early), body, "time"},
		{"without a time", []string{whsec}, head("", v1), body, "header"},
		{"a time that is none", []string{whsec}, head("soon", v1), body, "header"},
		{"a key that is none", []string{"secret"}, head(stamp(0), v1), body, "key"},
		{"a key that is not base64", []string{"whsec_!"}, head(stamp(0), v1), body, "key"},
		{"no key", []string{}, head(stamp(0), v1), body, "key"},
	}
}

func TestVerify(t *testing.T) {
	now := time.Now()
	codes := map[string]error{"": nil, "key": ErrKey, "header": ErrHeader, "time": ErrTime, "signature": ErrSignature}
	for _, m := range messages(now) {
		t.Run(m.Name, func(t *testing.T) {
			v, err := New(m.Keys...)
			if err == nil {
				v.Now = func() time.Time { return now }
				header := http.Header{}
				for name, value := range m.Head {
					header.Set(name, value)
				}
				err = v.Verify(header, []byte(m.Body))
			}
			if !errors.Is(err, codes[m.Want]) {
				t.Errorf("%v, want %v", err, codes[m.Want])
			}
		})
	}
}

// TestOthers wants Node's and Python's verifiers to decide as Go's does.
func TestOthers(t *testing.T) {
	table, err := json.Marshal(messages(time.Now()))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		probe, run []string
	}{
		"node":   {[]string{"node", "--version"}, []string{"node", "testdata/table.mjs"}},
		"python": {[]string{"python3", "-c", "import cryptography"}, []string{"python3", "testdata/table.py"}},
	} {
		t.Run(name, func(t *testing.T) {
			if err := exec.CommandContext(t.Context(), c.probe[0], c.probe[1:]...).Run(); err != nil {
				if os.Getenv("CI") != "" {
					t.Fatalf("CI lacks what runs %s: %v", name, err)
				}
				t.Skipf("%s: %v", strings.Join(c.probe, " "), err)
			}
			q := exec.CommandContext(t.Context(), c.run[0], c.run[1:]...)
			q.Stdin = strings.NewReader(string(table))
			if out, err := q.CombinedOutput(); err != nil || strings.TrimSpace(string(out)) != strconv.Itoa(len(messages(time.Now())))+" as wanted" {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

func TestKeys(t *testing.T) {
	x := base64.RawURLEncoding.EncodeToString(private.Public().(ed25519.PublicKey))
	keys, err := Keys([]byte(`{"keys":[{"kty":"RSA","n":"x"},{"kty":"OKP","crv":"Ed25519","x":"` + x + `"}]}`))
	if err != nil || len(keys) != 1 || keys[0] != whpk {
		t.Errorf("%v, %v", keys, err)
	}
	for _, bad := range []string{`{`, `{"keys":[{"kty":"OKP","crv":"Ed25519","x":"!"}]}`} {
		if _, err := Keys([]byte(bad)); err == nil {
			t.Errorf("%s is a key set", bad)
		}
	}
}

func TestHandler(t *testing.T) {
	v, err := New(whsec)
	if err != nil {
		t.Fatal(err)
	}
	var took []string
	refuse := false
	handler := Handler(v, func(_ context.Context, id string, _ []byte) error {
		if refuse {
			return errors.New("full")
		}
		took = append(took, id)
		return nil
	})
	ask := func(body string, forge bool) *httptest.ResponseRecorder {
		stamp := strconv.FormatInt(time.Now().Unix(), 10)
		mac := hmac.New(sha256.New, secret)
		mac.Write([]byte("msg_1." + stamp + "." + body))
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader(body))
		r.Header.Set("Webhook-Id", "msg_1")
		r.Header.Set("Webhook-Timestamp", stamp)
		r.Header.Set("Webhook-Signature", "v1,"+text(mac.Sum(nil)))
		if forge {
			r.Header.Set("Webhook-Id", "msg_2")
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w
	}
	question := `{"type":"subscription.verify","data":{"challenge":"chl_\"x"}}`
	if w := ask(question, false); w.Code != http.StatusOK || w.Body.String() != `{"challenge":"chl_\"x"}` || len(took) != 0 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := ask(question, true); w.Code != http.StatusUnauthorized || w.Body.Len() != 0 {
		t.Errorf("a forged question is answered: %d %s", w.Code, w.Body)
	}
	if w := ask(`{"type":"indicator.published"}`, false); w.Code != http.StatusNoContent || len(took) != 1 {
		t.Errorf("%d, took %v", w.Code, took)
	}
	if w := ask(`[{"type":"indicator.published"}]`, false); w.Code != http.StatusNoContent || len(took) != 2 {
		t.Errorf("%d, took %v", w.Code, took)
	}
	refuse = true
	if w := ask(`{}`, false); w.Code != http.StatusServiceUnavailable {
		t.Errorf("%d", w.Code)
	}
}
