package sse

import (
	"errors"
	"net/http"
	"os"
	"time"
)

// writer writes to one client, and gives it so much time to take each piece.
type writer struct {
	w        http.ResponseWriter
	c        *http.ResponseController
	patience time.Duration
}

// write sends b now. slow tells that it failed because the client did not take it in time.
func (o *writer) write(b []byte) (ok, slow bool) {
	// Not every writer has a deadline to set (a test's recorder): then there is none.
	_ = o.c.SetWriteDeadline(time.Now().Add(o.patience))
	_, err := o.w.Write(b)
	if err == nil {
		err = o.c.Flush()
	}
	return err == nil, errors.Is(err, os.ErrDeadlineExceeded)
}
