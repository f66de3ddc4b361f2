package httpd_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/httpd"
)

type draft struct {
	Name  string    `json:"name"`
	Count *int      `json:"count,omitempty"`
	Share *share    `json:"share,omitempty"`
	Since time.Time `json:"since,omitzero"`
	Links []share   `json:"links,omitempty"`
	Rate  float64   `json:"rate"`
	On    bool      `json:"on"`
}

type share struct {
	Members []string `json:"members,omitempty"`
}

func TestDecode(t *testing.T) {
	for name, try := range map[string]struct{ body, slug, pointer, says string }{
		"good":                  {body: `{"name":"a","count":3,"share":{"members":["b"]},"since":"2026-10-01T00:00:00Z"}`},
		"null for what may be":  {body: `{"count":null,"share":null}`},
		"cut off":               {body: `{"name":"a"`, slug: "body-malformed", says: "ends too early"},
		"no JSON":               {body: `name=a`, slug: "body-malformed", says: "byte"},
		"two values":            {body: `{}{}`, slug: "body-malformed"},
		"bad UTF-8":             {body: "{\"name\":\"\xff\"}", slug: "body-malformed"},
		"unknown field":         {body: `{"nam":"a"}`, slug: "body-invalid", pointer: "/nam", says: "count, links, name, on, rate, share, since"},
		"another case":          {body: `{"Name":"a"}`, slug: "body-invalid", pointer: "/Name"},
		"unknown field, deeper": {body: `{"share":{"membres":[]}}`, slug: "body-invalid", pointer: "/share/membres", says: "members"},
		"a name to be escaped":  {body: `{"a/b~c":1}`, slug: "body-invalid", pointer: "/a~1b~0c"},
		"given twice":           {body: `{"name":"a","name":"b"}`, slug: "body-invalid", pointer: "/name", says: "twice"},
		"a number for a string": {body: `{"name":7}`, slug: "body-invalid", pointer: "/name", says: "must be a string"},
		"a string for a number": {body: `{"count":"secret"}`, slug: "body-invalid", pointer: "/count", says: "whole number"},
		"a fraction":            {body: `{"count":1.5}`, slug: "body-invalid", pointer: "/count", says: "whole number"},
		"too large a number":    {body: `{"count":1e99}`, slug: "body-invalid", pointer: "/count", says: "whole number"},
		"no time":               {body: `{"since":"secret"}`, slug: "body-invalid", pointer: "/since", says: "RFC 3339"},
		"a string for a list":   {body: `{"share":{"members":"secret"}}`, slug: "body-invalid", pointer: "/share/members", says: "a list"},
		"in a list":             {body: `{"share":{"members":["a",7]}}`, slug: "body-invalid", pointer: "/share/members/1", says: "a string"},
		"a list for an object":  {body: `{"share":[]}`, slug: "body-invalid", pointer: "/share", says: "an object"},
		"in a list of objects":  {body: `{"links":[{},{"x":1}]}`, slug: "body-invalid", pointer: "/links/1/x", says: "members"},
		"a word for a number":   {body: `{"rate":"secret"}`, slug: "body-invalid", pointer: "/rate", says: "a number"},
		"a word for a choice":   {body: `{"on":"secret"}`, slug: "body-invalid", pointer: "/on", says: "true or false"},
		"a list at the top":     {body: `[]`, slug: "body-invalid", pointer: "", says: "an object"},
	} {
		t.Run(name, func(t *testing.T) {
			var d draft
			err := httpd.Decode([]byte(try.body), &d)
			if try.slug == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			f, ok := fault.As(err)
			if !ok || f.Slug != try.slug {
				t.Fatalf("got %v", err)
			}
			text := f.Detail
			if f.Kind == fault.Invalid {
				if len(f.Fields) != 1 || f.Fields[0].Pointer != try.pointer {
					t.Fatalf("got %v", err)
				}
				text = f.Fields[0].Detail
			}
			if !strings.Contains(text, try.says) {
				t.Errorf("%q does not say %q", text, try.says)
			}
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("the value is in %q", err)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(`{"name":"a","share":{"members":["b"]}}`)
	f.Add(`{"a/b":[1e400]}`)
	f.Fuzz(func(t *testing.T, body string) {
		var d draft
		err := httpd.Decode([]byte(body), &d)
		if x, ok := fault.As(err); err != nil && (!ok || x.Kind == fault.Internal) {
			t.Errorf("%q: %v is no fault of the client's", body, err)
		}
	})
}

// TestBinding goes through Gin, as generated code does.
func TestBinding(t *testing.T) {
	f := newFront(t, nil)
	f.engine.POST("/v1/drafts", func(c *gin.Context) {
		var d draft
		if err := c.ShouldBindJSON(&d); err != nil {
			httpd.RequestError(c, err)
			return
		}
		c.JSON(http.StatusOK, d)
	})
	if a := f.do("POST", "/v1/drafts", `{"name":"a"}`); a.StatusCode != http.StatusOK {
		t.Errorf("%d %s", a.StatusCode, a.body)
	}
	f.do("POST", "/v1/drafts", `{"name":`).wantProblem(t, http.StatusBadRequest, "body-malformed")
	f.do("POST", "/v1/drafts", ``).wantProblem(t, http.StatusBadRequest, "body-malformed")
	p := f.do("POST", "/v1/drafts", `{"nam":"a"}`).wantProblem(t, http.StatusUnprocessableEntity, "body-invalid")
	if len(p.Errors) != 1 || p.Errors[0].Pointer != "/nam" {
		t.Errorf("got %+v", p)
	}
	f.do("POST", "/v1/drafts", `{"name":"`+strings.Repeat("x", 1<<20)+`"}`).wantProblem(t, http.StatusRequestEntityTooLarge, "body-too-large")
}

func TestParameterError(t *testing.T) {
	f := newFront(t, nil)
	var err error
	f.engine.GET("/v1/x", func(c *gin.Context) { httpd.ParameterError(c, err, http.StatusBadRequest) })
	for text, want := range map[string]string{
		"Invalid format for parameter limit: error binding 'secret'":                      "limit: does not have the form asked for",
		"Query argument since is required, but not found":                                 "since: is required",
		"Invalid format for parameter indicator: query parameter 'indicator' is required": "indicator: is required",
		"Header parameter If-Match is required, but not found":                            "If-Match: is required",
		"Expected one value for If-Match, got 2":                                          "If-Match: must be given once",
		"something else":                                                                  "a parameter: does not have the form asked for",
	} {
		err = errors.New(text)
		p := f.do("GET", "/v1/x", "").wantProblem(t, http.StatusBadRequest, "parameter-invalid")
		if p.Detail != want {
			t.Errorf("%q gave %q, want %q", text, p.Detail, want)
		}
	}
}
