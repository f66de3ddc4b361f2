package httpd

import (
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/problem"
)

// guarded reports whether the path needs a key.
func (e *Engine) guarded(path string) bool {
	for _, prefix := range e.o.Guarded {
		if strings.HasPrefix(path, prefix) || path == strings.TrimSuffix(prefix, "/") {
			return true
		}
	}
	return false
}

// authenticate lets in, under guarded prefixes, callers with a key in force. Before the views
// are complete nobody is known, and nothing could be answered truly: 503.
func (e *Engine) authenticate(c *gin.Context) {
	if !e.guarded(c.Request.URL.Path) {
		return
	}
	select {
	case <-e.o.Views.Ready():
	default:
		problem.Write(c, ErrBehind.With("It is still reading its ledger."))
		return
	}
	caller, err := e.o.Keys.Authenticate(c.GetHeader("Authorization"))
	if err != nil {
		// A good key behind the same address is never held up; a bad one costs.
		if q := e.perIP.take(c.ClientIP()); !q.ok {
			err = ErrTooMany.With("Too many requests without a valid key.").After(q.retry)
		}
		problem.Write(c, err)
		return
	}
	c.Request = c.Request.WithContext(access.With(c.Request.Context(), caller))
}
