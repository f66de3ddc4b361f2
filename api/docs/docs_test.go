package docs

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestHandler(t *testing.T) {
	h := Handler()
	answer := func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
		return w
	}
	page := answer("/docs")
	if page.Code != http.StatusOK || !strings.Contains(page.Body.String(), "/openapi.json") {
		t.Errorf("/docs: %d %s", page.Code, page.Body)
	}
	if csp := page.Header().Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") {
		t.Errorf("Content-Security-Policy %q", csp)
	}
	_, err := dist.ReadFile(bundle)
	want := http.StatusOK
	if err != nil {
		want = http.StatusNotFound
	}
	if script := answer("/docs/redoc.standalone.js"); script.Code != want {
		t.Errorf("the script: %d, want %d", script.Code, want)
	}
}
