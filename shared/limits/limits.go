// Package limits measures what the machine and the engines can do at best with the same bytes:
// raw JetStream publishes, a bare Gin handler, raw signed POSTs. Our benchmarks stand beside
// them in the same run, because a ratio survives a noisy machine and a figure does not.
package limits

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/synadia-io/orbit.go/jetstreamext"
)

// Stream is a JetStream stream configured as the ledger's is, and nothing else.
type Stream struct {
	js jetstream.JetStream
	n  atomic.Int64
}

// OpenStream makes the stream, of which so many copies are kept.
func OpenStream(ctx context.Context, js jetstream.JetStream, replicas int) (*Stream, error) {
	_, err := js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name: "RAW", Subjects: []string{"raw.>"}, Storage: jetstream.FileStorage,
		Compression: jetstream.S2Compression, AllowAtomicPublish: true, Replicas: replicas,
	})
	if err != nil {
		return nil, fmt.Errorf("limits: %w", err)
	}
	return &Stream{js: js}, nil
}

// Publish publishes body n times from so many clients at once, each waiting for its
// acknowledgement, and returns how long that took.
func (s *Stream) Publish(ctx context.Context, clients, n int, body []byte) (time.Duration, error) {
	return Together(clients, n, func(int) error {
		_, err := s.js.Publish(ctx, "raw."+strconv.FormatInt(s.n.Add(1), 36), body)
		return err
	})
}

// Batch publishes the bodies in atomic batches of the size, one batch after the other, and
// returns how long that took.
func (s *Stream) Batch(ctx context.Context, bodies [][]byte, size int) (time.Duration, error) {
	began := time.Now()
	for len(bodies) > 0 {
		part := bodies[:min(size, len(bodies))]
		bodies = bodies[len(part):]
		b, err := jetstreamext.NewBatchPublisher(s.js)
		if err != nil {
			return 0, fmt.Errorf("limits: %w", err)
		}
		for i, body := range part {
			m := &nats.Msg{Subject: "raw." + strconv.FormatInt(s.n.Add(1), 36), Data: body}
			if i < len(part)-1 {
				err = b.AddMsg(m)
			} else {
				_, err = b.CommitMsg(ctx, m)
			}
			if err != nil {
				return 0, fmt.Errorf("limits: %w", err)
			}
		}
	}
	return time.Since(began), nil
}

// Handler is a bare Gin handler that reads what it is sent, writes body as JSON, and does no more.
func Handler(body []byte) http.Handler {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.Any("/", func(c *gin.Context) {
		_, _ = io.Copy(io.Discard, c.Request.Body) // of a client that has left there is nothing to answer
		c.Data(http.StatusOK, "application/json", body)
	})
	return e
}

// Post sends one signed webhook (Standard Webhooks, HMAC-SHA256) and waits for its answer.
func Post(ctx context.Context, c *http.Client, url string, secret, body []byte) error {
	id, at := "msg_"+rand.Text(), strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, secret)
	fmt.Fprintf(mac, "%s.%s.", id, at)
	mac.Write(body)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("webhook-id", id)
	req.Header.Set("webhook-timestamp", at)
	req.Header.Set("webhook-signature", "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	res, err := c.Do(req)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, res.Body)
	return errors.Join(err, res.Body.Close())
}

// Together calls do n times from so many goroutines, each after its last, and returns how
// long that took and the first error. do gets the number of the call, 0 to n-1.
func Together(clients, n int, do func(i int) error) (time.Duration, error) {
	var next atomic.Int64
	var first atomic.Pointer[error]
	var all sync.WaitGroup
	began := time.Now()
	for range clients {
		all.Go(func() {
			for first.Load() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := do(i); err != nil {
					first.CompareAndSwap(nil, &err)
				}
			}
		})
	}
	all.Wait()
	took := time.Since(began)
	if err := first.Load(); err != nil {
		return took, *err
	}
	return took, nil
}
