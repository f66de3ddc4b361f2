package httpd_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/hubtest"
)

func TestRate(t *testing.T) {
	clock := hubtest.NewClock(time.Time{})
	f := newFront(t, func(o *httpd.Options) {
		o.Now = clock.Now
		o.Rate = httpd.Rate{PerSecond: 0.5, Burst: 2}
		o.FailedRate = httpd.Rate{PerSecond: 1, Burst: 2}
	})
	f.engine.GET("/v1/things", func(c *gin.Context) { c.JSON(http.StatusOK, gin.H{}) })

	t.Run("one credential's", func(t *testing.T) {
		for _, want := range []string{`"default";r=1;t=2`, `"default";r=0;t=4`} {
			a := f.do("GET", "/v1/things", "")
			if a.StatusCode != http.StatusOK || a.Header.Get("RateLimit") != want || a.Header.Get("RateLimit-Policy") != `"default";q=2;w=4` {
				t.Fatalf("%d %s %s", a.StatusCode, a.Header.Get("RateLimit"), a.Header.Get("RateLimit-Policy"))
			}
		}
		a := f.do("GET", "/v1/things", "")
		a.wantProblem(t, http.StatusTooManyRequests, "rate-limited")
		if a.Header.Get("Retry-After") != "2" || a.Header.Get("RateLimit") != `"default";r=0;t=4` {
			t.Errorf("Retry-After %s, RateLimit %s", a.Header.Get("Retry-After"), a.Header.Get("RateLimit"))
		}
		if a := f.do("GET", "/v1/things", "", "Authorization: Bearer "+admin); a.StatusCode != http.StatusOK {
			t.Errorf("another's is used up too: %d", a.StatusCode)
		}
		clock.Advance(2 * time.Second)
		if a := f.do("GET", "/v1/things", ""); a.StatusCode != http.StatusOK {
			t.Errorf("after Retry-After: %d", a.StatusCode)
		}
	})
	t.Run("one address's, without a good key", func(t *testing.T) {
		for range 2 {
			f.do("GET", "/v1/things", "", "Authorization: Bearer x").wantProblem(t, http.StatusUnauthorized, "unauthenticated")
		}
		a := f.do("GET", "/v1/things", "", "Authorization: Bearer x", "X-Forwarded-For: 192.0.2.7")
		a.wantProblem(t, http.StatusTooManyRequests, "rate-limited")
		if a.Header.Get("Retry-After") != "1" {
			t.Errorf("Retry-After %s", a.Header.Get("Retry-After"))
		}
		if a := f.do("GET", "/v1/things", "", "Authorization: Bearer "+admin); a.StatusCode != http.StatusOK {
			t.Errorf("a good key from there is held up: %d", a.StatusCode)
		}
	})
}
