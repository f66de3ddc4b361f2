package httpapi

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/services/portal/internal/session"
	"github.com/entente-hub/entente/shared/httpd"
)

// shown is what the sign-in page needs to know.
type shown struct {
	SignedIn bool `json:"signed_in"`
	Provider bool `json:"provider"` // GET /session/provider goes to one
}

// show tells whether this browser is signed in, and how it could be.
func (d *Door) show(c *gin.Context) {
	_, err := d.caller(c)
	c.JSON(http.StatusOK, shown{SignedIn: err == nil, Provider: d.Provider != nil})
}

// link is the body of POST /session.
type link struct {
	Link string `json:"link"`
}

// open signs a browser in by a link. It takes a POST from our own page: who follows a link in a
// mail, or looks at it for others, does not spend it; and no other site signs anybody in.
func (d *Door) open(c *gin.Context) {
	if err := d.SameOrigin(c.Request); err != nil {
		httpd.HandlerError(c, err)
		return
	}
	var in link
	body, err := c.GetRawData()
	if err == nil {
		err = httpd.Decode(body, &in)
	}
	if err != nil {
		httpd.RequestError(c, err)
		return
	}
	if !d.complete(c) {
		return
	}
	s, err := d.Sessions.Open(c.Request.Context(), in.Link)
	if err != nil {
		httpd.HandlerError(c, d.counted(c, err))
		return
	}
	d.keep(c, s)
	c.Status(http.StatusNoContent)
}

// end signs a browser out.
func (d *Door) end(c *gin.Context) {
	if err := d.SameOrigin(c.Request); err != nil {
		httpd.HandlerError(c, err)
		return
	}
	if !d.complete(c) { // a session that is not read yet would outlive its cookie
		return
	}
	if by, err := d.caller(c); err == nil {
		if err := d.Sessions.SignOut(c.Request.Context(), by); err != nil {
			httpd.HandlerError(c, err)
			return
		}
	}
	d.set(c, d.Cookie, "", time.Time{})
	c.Header("Clear-Site-Data", `"cache"`)
	c.Status(http.StatusNoContent)
}

// complete reports whether the directory is; else it answers that it is not.
func (d *Door) complete(c *gin.Context) bool {
	select {
	case <-d.Ready:
		return true
	default:
		httpd.HandlerError(c, httpd.ErrBehind.With("It is still reading its ledger."))
		return false
	}
}

func (d *Door) keep(c *gin.Context, s session.Session) { d.set(c, d.Cookie, s.Key, s.Expires) }

// set gives the browser a cookie, or with the zero time takes it away. Lax, for the provider
// sends people back to us from its own site.
func (d *Door) set(c *gin.Context, name, value string, until time.Time) {
	age := -1
	if !until.IsZero() {
		age = int(time.Until(until).Seconds())
	}
	http.SetCookie(c.Writer, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: age, HttpOnly: true, Secure: d.Secure, SameSite: http.SameSiteLaxMode,
	})
}
