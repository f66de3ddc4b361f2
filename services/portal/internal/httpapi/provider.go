package httpapi

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/services/portal/internal/provider"
	"github.com/entente-hub/entente/services/portal/internal/session"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
)

// attempt is the name of the cookie that a browser keeps while its person is at the provider.
func (d *Door) attempt() string { return d.Cookie + "-attempt" }

// toProvider sends a browser to the provider. ?to= is the page it wanted, within the app.
func (d *Door) toProvider(c *gin.Context) {
	to := c.Query("to")
	if !within(to) {
		to = "/ui/"
	}
	where, keep, err := d.Provider.Begin(c.Request.Context(), to)
	if err != nil {
		d.refuse(c, "sign-in-unavailable", err)
		return
	}
	http.SetCookie(c.Writer, &http.Cookie{
		Name: d.attempt(), Value: keep, Path: "/", MaxAge: int(provider.Time.Seconds()), HttpOnly: true, Secure: d.Secure, SameSite: http.SameSiteLaxMode,
	})
	c.Redirect(http.StatusSeeOther, where)
}

// fromProvider takes a browser back, and signs it in where the provider vouches for somebody.
func (d *Door) fromProvider(c *gin.Context) {
	if !d.complete(c) {
		return
	}
	kept, _ := c.Cookie(d.attempt())
	http.SetCookie(c.Writer, &http.Cookie{Name: d.attempt(), Path: "/", MaxAge: -1, HttpOnly: true, Secure: d.Secure, SameSite: http.SameSiteLaxMode})
	claim, to, err := d.Provider.Finish(c.Request.Context(), provider.Back{
		Kept: kept, State: c.Query("state"), Code: c.Query("code"), Issuer: c.Query("iss"), Refused: c.Query("error") != "",
	})
	if errors.Is(err, provider.ErrRefused) {
		d.refuse(c, session.ErrRefused.Slug, err)
		return
	}
	if err != nil {
		d.refuse(c, "sign-in-unavailable", err)
		return
	}
	s, err := d.Sessions.SignIn(c.Request.Context(), id.Person(claim))
	if f, ok := fault.As(err); ok {
		d.refuse(c, f.Slug, err)
		return
	}
	if err != nil {
		d.refuse(c, "sign-in-unavailable", err)
		return
	}
	d.keep(c, s)
	if !within(to) {
		to = "/ui/"
	}
	c.Redirect(http.StatusSeeOther, to)
}

// refuse sends the browser to the sign-in page, which says it in the person's language; the log
// has the reason.
func (d *Door) refuse(c *gin.Context, problem string, err error) {
	httpd.Note(c, slog.String("sign_in", err.Error()))
	c.Redirect(http.StatusSeeOther, "/ui/sign-in?"+url.Values{"problem": {problem}, "request": {httpd.RequestID(c.Request.Context())}}.Encode())
}

// within reports whether a page is the app's own: a redirect to anywhere else would lend our
// name to it.
func within(to string) bool {
	u, err := url.Parse(to)
	return err == nil && u.Scheme == "" && u.Host == "" && strings.HasPrefix(to, "/ui/") && !strings.ContainsAny(to, "\\\r\n") &&
		!strings.Contains(u.Path, "/.")
}

// caller is who this browser is signed in as.
func (d *Door) caller(c *gin.Context) (access.Caller, error) {
	cookie, err := c.Request.Cookie(d.Cookie)
	if err != nil {
		return access.Caller{}, access.ErrUnauthenticated
	}
	return d.Keys.Authenticate("Bearer " + cookie.Value)
}

// counted is err, or that there were too many of it from this address.
func (d *Door) counted(c *gin.Context, err error) error {
	if !errors.Is(err, session.ErrSpent) {
		return err
	}
	return d.Stranger(c, err)
}
