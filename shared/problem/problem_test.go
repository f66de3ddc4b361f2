package problem_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/problem"
)

// write answers one request with err, over a real server.
func write(t *testing.T, before func(*gin.Context), failure error) (*http.Response, string) {
	t.Helper()
	gin.SetMode(gin.TestMode)
	e := gin.New()
	e.GET("/", func(c *gin.Context) {
		c.Header(problem.RequestID, "req-1")
		if before != nil {
			before(c)
		}
		problem.Write(c, failure)
		if !c.IsAborted() || len(c.Errors) == 0 {
			t.Error("the request goes on, or the error is lost")
		}
	})
	s := httptest.NewServer(e)
	defer s.Close()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := s.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(b)
}

func TestWrite(t *testing.T) {
	declared := fault.New(fault.Invalid, "x-invalid", "X is not right.")
	for name, try := range map[string]struct {
		err    error
		status int
		body   string
		retry  string
	}{
		"a fault, wrapped": {
			fmt.Errorf("outer: %w", declared.At("/tlp", "must be %s", "red").At("/a~1b", "no")), 422,
			`{"type":"/problems/x-invalid","title":"X is not right.","status":422,"instance":"req-1","errors":[{"pointer":"/tlp","detail":"must be red"},{"pointer":"/a~1b","detail":"no"}]}`, "",
		},
		"what is not there has no instance": {
			fault.New(fault.NotFound, "not-found", "There is nothing here."), 404,
			`{"type":"/problems/not-found","title":"There is nothing here.","status":404}`, "",
		},
		"an unknown error":       {errors.New("inner text"), 500, `{"type":"/problems/internal","title":"Something broke here.","status":500,"instance":"req-1"}`, ""},
		"no error":               {nil, 500, `{"type":"/problems/internal","title":"Something broke here.","status":500,"instance":"req-1"}`, ""},
		"the ledger is away":     {fmt.Errorf("x: %w", ledger.ErrUnavailable), 503, `{"type":"/problems/ledger-unavailable","title":"The ledger cannot be reached.","status":503,"instance":"req-1"}`, "2"},
		"late":                   {fmt.Errorf("x: %w", context.DeadlineExceeded), 503, `{"type":"/problems/not-in-time","title":"This was not done in time.","status":503,"instance":"req-1"}`, "2"},
		"too large":              {fmt.Errorf("x: %w", &http.MaxBytesError{Limit: 7}), 413, `{"type":"/problems/body-too-large","title":"The body is too large.","status":413,"detail":"At most 7 bytes are read here.","instance":"req-1"}`, ""},
		"part of a second":       {declared.After(1100 * time.Millisecond), 422, `{"type":"/problems/x-invalid","title":"X is not right.","status":422,"instance":"req-1"}`, "2"},
		"somebody else was fast": {ledger.ErrConflict, 409, `{"type":"/problems/conflict","title":"Somebody else was faster.","status":409,"detail":"This changed while it was being written. Read it again, and try again.","instance":"req-1"}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			res, body := write(t, nil, try.err)
			if res.StatusCode != try.status || body != try.body || res.Header.Get("Content-Type") != problem.ContentType || res.Header.Get("Retry-After") != try.retry {
				t.Errorf("got %d %v\n%s\nwant\n%s", res.StatusCode, res.Header, body, try.body)
			}
		})
	}
	t.Run("the headers of the answer that was not given go", func(t *testing.T) {
		res, _ := write(t, func(c *gin.Context) { c.Header("ETag", `"x"`); c.Header("Location", "/x") }, declared)
		if res.Header.Get("ETag") != "" || res.Header.Get("Location") != "" {
			t.Errorf("got %v", res.Header)
		}
	})
	t.Run("an answer that has begun is left alone", func(t *testing.T) {
		res, body := write(t, func(c *gin.Context) { c.String(http.StatusOK, "begun") }, declared)
		if res.StatusCode != http.StatusOK || body != "begun" {
			t.Errorf("got %d %s", res.StatusCode, body)
		}
	})
	t.Run("401 names the scheme", func(t *testing.T) {
		res, _ := write(t, nil, fault.New(fault.Unauthenticated, "unauthenticated", "x"))
		if res.StatusCode != http.StatusUnauthorized || res.Header.Get("WWW-Authenticate") != "Bearer" {
			t.Errorf("got %d %v", res.StatusCode, res.Header)
		}
	})
}

func TestStatus(t *testing.T) {
	want := map[fault.Kind]int{
		fault.Internal: 500, fault.Malformed: 400, fault.Unauthenticated: 401, fault.Forbidden: 403, fault.NotFound: 404,
		fault.Method: 405, fault.Conflict: 409, fault.Stale: 412, fault.TooLarge: 413, fault.MediaType: 415, fault.Invalid: 422,
		fault.Precondition: 428, fault.TooMany: 429, fault.Unavailable: 503,
	}
	if len(want) != int(fault.Unavailable)+1 {
		t.Error("a kind is missing here")
	}
	for k, status := range want {
		if got := problem.Status(k); got != status {
			t.Errorf("kind %d: %d, want %d", k, got, status)
		}
	}
}

// TestPages holds the titles of the faults declared here against their pages.
func TestPages(t *testing.T) {
	for _, f := range []*fault.Fault{problem.ErrInternal, problem.ErrUnavailable, problem.ErrLate, problem.ErrConflict, problem.ErrTooLarge} {
		page, err := os.ReadFile("../../api/problems/" + f.Slug + ".md")
		if err != nil {
			t.Error(err)
			continue
		}
		if heading, _, _ := strings.Cut(string(page), "\n"); heading+"." != "# "+f.Title {
			t.Errorf("%s: the page says %q", f.Slug, heading)
		}
		if text, err := json.Marshal(problem.New(f, "")); err != nil || !strings.Contains(string(text), f.Slug) {
			t.Errorf("%s %v", text, err)
		}
	}
}
