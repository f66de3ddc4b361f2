package httpd

import (
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/shared/problem"
)

// body bounds what a client may send: the media type, the size, and the time it takes.
func (e *Engine) body(c *gin.Context) {
	r := c.Request
	if r.Body == nil || r.Body == http.NoBody || r.ContentLength == 0 || c.FullPath() == "" {
		return
	}
	if coding := r.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		c.Header("Accept-Encoding", "identity") // RFC 9110, section 12.5.3
		problem.Write(c, ErrMediaType.With("Send the body as it is: Content-Encoding %.40q is not read here.", coding))
		return
	}
	route := e.route(c)
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || !slices.Contains(route.MediaTypes, kind) {
		c.Header("Accept", strings.Join(route.MediaTypes, ", ")) // RFC 9110, section 12.5.1
		problem.Write(c, ErrMediaType.With("Send %s.", strings.Join(route.MediaTypes, " or ")))
		return
	}
	if route.BodyLimit < 0 {
		return
	}
	if r.ContentLength > route.BodyLimit {
		problem.Write(c, &http.MaxBytesError{Limit: route.BodyLimit})
		return
	}
	// Not every writer has a deadline to set (a test's recorder): then there is none.
	_ = http.NewResponseController(c.Writer).SetReadDeadline(time.Now().Add(e.o.BodyTime))
	r.Body = http.MaxBytesReader(c.Writer, r.Body, route.BodyLimit)
}
