package httpd

import (
	"net/http"
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
	header, err := e.shown(c.Request)
	if err != nil {
		problem.Write(c, err)
		return
	}
	caller, err := e.o.Keys.Authenticate(header)
	if err != nil && header != "" && e.o.CatchUp != nil && e.perIP.left(c.ClientIP()) {
		// The key may have been made, elsewhere, a moment ago. Where that cannot be known, nobody is told
		// that it is none.
		if e.o.CatchUp(c.Request.Context()) == nil {
			caller, err = e.o.Keys.Authenticate(header)
		} else {
			err = ErrBehind.With("Whether there is such a key is not known now.")
		}
	}
	if err != nil {
		problem.Write(c, e.Stranger(c, err))
		return
	}
	c.Request = c.Request.WithContext(access.With(c.Request.Context(), caller))
}

// Stranger counts a failed attempt of the caller's address to get in, and returns err, or
// ErrTooMany. A good key behind the same address is never held up; a bad one costs.
func (e *Engine) Stranger(c *gin.Context, err error) error {
	if q := e.perIP.take(c.ClientIP()); !q.ok {
		return ErrTooMany.With("Too many requests without a valid key.").After(q.retry)
	}
	return err
}

// shown is what the request shows of its key: the header, or else a browser's cookie. A browser
// sends that whoever made it ask, so what changes something must come from our own pages.
func (e *Engine) shown(r *http.Request) (string, error) {
	if header := r.Header.Get("Authorization"); header != "" || e.o.Cookie == "" {
		return header, nil
	}
	cookie, err := r.Cookie(e.o.Cookie)
	if err != nil {
		return "", nil //nolint:nilerr // no cookie is no key
	}
	if err := e.SameOrigin(r); err != nil {
		return "", err
	}
	return "Bearer " + cookie.Value, nil
}

// SameOrigin returns ErrCrossOrigin for a request that changes something and that a browser was
// made to send by a page that is not the hub's (http.CrossOriginProtection: Sec-Fetch-Site, or
// Origin against Host).
func (e *Engine) SameOrigin(r *http.Request) error {
	if err := e.foreign.Check(r); err != nil {
		return ErrCrossOrigin
	}
	return nil
}
