package problem

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/shared/fault"
)

// RequestID is the header that a request's id travels in.
const RequestID = "X-Request-Id"

// Write answers with the problem that err is, ends the request, and leaves err in c.Errors
// for the request's log line. Where an answer has begun, it only does the latter.
func Write(c *gin.Context, err error) {
	if err == nil {
		err = errors.New("problem: written without an error")
	}
	_ = c.Error(err)
	c.Abort()
	if c.Writer.Written() {
		return
	}
	f := Of(err)
	p := New(f, c.Writer.Header().Get(RequestID))
	body, err := json.Marshal(p)
	if err != nil {
		_ = c.Error(fmt.Errorf("problem: %w", err))
		body = []byte("{}")
	}
	h := c.Writer.Header()
	for _, name := range []string{"ETag", "Last-Modified", "Location", "Content-Length", "Content-Encoding"} {
		h.Del(name) // of the answer that was not given
	}
	if f.Kind == fault.Unauthenticated {
		h.Set("WWW-Authenticate", "Bearer")
	}
	if f.Retry > 0 {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(f.Retry.Seconds()))))
	}
	c.Data(p.Status, ContentType, body)
}
