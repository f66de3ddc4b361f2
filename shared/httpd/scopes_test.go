package httpd_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/httpd"
)

// As oapi-codegen writes them.
type (
	strictServer interface {
		List(ctx context.Context) error
		Make(ctx context.Context) error
	}
	strictHandler    func(*gin.Context, any) (any, error)
	strictMiddleware func(strictHandler, string) strictHandler
)

func TestScopes(t *testing.T) {
	guard, err := httpd.Scopes[strictServer, strictHandler](httpd.Table{"List": {access.Read}, "Make": {access.Manage, access.Admin}})
	if err != nil {
		t.Fatal(err)
	}
	var middleware strictMiddleware = guard
	f := newFront(t, nil)
	for _, operation := range []string{"List", "Make", "Unknown"} {
		f.engine.GET("/v1/"+operation, func(c *gin.Context) {
			handler := middleware(func(*gin.Context, any) (any, error) { return "done", nil }, operation)
			got, err := handler(c, nil)
			if err != nil {
				httpd.HandlerError(c, err)
				return
			}
			c.JSON(http.StatusOK, got)
		})
	}
	if a := f.do("GET", "/v1/List", ""); a.StatusCode != http.StatusOK {
		t.Errorf("%d %s", a.StatusCode, a.body)
	}
	p := f.do("GET", "/v1/Make", "").wantProblem(t, http.StatusForbidden, "scope-missing")
	if want := `This needs a key with the scope "manage" or "admin".`; p.Detail != want {
		t.Errorf("%q, want all that would do: %q", p.Detail, want)
	}
	if a := f.do("GET", "/v1/Make", "", "Authorization: Bearer "+admin); a.StatusCode != http.StatusOK {
		t.Errorf("any of the scopes is enough: %d %s", a.StatusCode, a.body)
	}
	f.do("GET", "/v1/Unknown", "").wantProblem(t, http.StatusForbidden, "scope-missing")

	for name, table := range map[string]httpd.Table{
		"Make has no scope":  {"List": {access.Read}},
		"List has no scope":  {"List": nil, "Make": {access.Read}},
		"there is no Unmake": {"List": {access.Read}, "Make": {access.Read}, "Unmake": {access.Read}},
	} {
		if _, err := httpd.Scopes[strictServer, strictHandler](table); !errors.Is(err, httpd.ErrTable) || !strings.Contains(err.Error(), name) {
			t.Errorf("want %q, got %v", name, err)
		}
	}
}
