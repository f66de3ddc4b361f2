package httpd_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
)

// complete are views that hold everything.
type complete struct{}

func (complete) Ready() <-chan struct{} {
	ch := make(chan struct{})
	close(ch)
	return ch
}

func (complete) Wait(context.Context, ledger.Position) error { return nil }

// BenchmarkEngine is what the front adds to a request: key, rate, headers, log line.
func BenchmarkEngine(b *testing.B) {
	gin.SetMode(gin.ReleaseMode)
	s, err := position.New(bytes.Repeat([]byte{1}, position.KeySize))
	if err != nil {
		b.Fatal(err)
	}
	e, err := httpd.New(httpd.Options{
		Keys: access.NewKeyring(directory.New(), []byte("pepper"), admin, time.Now), Views: complete{}, Sealer: s,
		Log:  slog.New(slog.NewJSONHandler(&bytes.Buffer{}, nil)),
		Rate: httpd.Rate{PerSecond: 1e9, Burst: 1e9},
	})
	if err != nil {
		b.Fatal(err)
	}
	e.GET("/v1/things/:id", func(c *gin.Context) { c.Status(http.StatusNoContent) })
	req := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/v1/things/7", nil)
	req.Header.Set("Authorization", "Bearer "+admin)
	b.ReportAllocs()
	for b.Loop() {
		w := httptest.NewRecorder()
		e.ServeHTTP(w, req)
		if w.Code != http.StatusNoContent {
			b.Fatal(w.Code)
		}
	}
}
