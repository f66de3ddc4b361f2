package httpapi

import (
	"io"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"
)

// idle is how long a client may send nothing of a body that it has begun.
const idle = time.Minute

// stream is a body of any length: there is no limit on its time as long as something comes.
type stream struct {
	body io.Reader
	conn *http.ResponseController
	cut  atomic.Bool
}

func newStream(c *gin.Context) *stream {
	return &stream{body: c.Request.Body, conn: http.NewResponseController(c.Writer)}
}

// Read reads what has come. Not every connection has a deadline to set (a test's recorder):
// then there is none.
func (s *stream) Read(p []byte) (int, error) {
	_ = s.conn.SetReadDeadline(time.Now().Add(idle))
	if s.cut.Load() {
		return 0, io.ErrClosedPipe
	}
	return s.body.Read(p)
}

// interrupt makes a Read that waits return.
func (s *stream) interrupt() {
	s.cut.Store(true)
	_ = s.conn.SetReadDeadline(time.Now())
}

// settle leaves the connection as it was, for the next request.
func (s *stream) settle() {
	if !s.cut.Load() {
		_ = s.conn.SetReadDeadline(time.Time{})
	}
}
