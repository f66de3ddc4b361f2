package httpd_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"go.uber.org/goleak"

	"github.com/entente-hub/entente/shared/httpd"
)

func TestServe(t *testing.T) {
	serve := func(t *testing.T, drain time.Duration) (f *front, base string, end context.CancelFunc, ended chan error) {
		t.Helper()
		f = newFront(t, func(o *httpd.Options) { o.Drain = drain })
		f.engine.GET("/slow", func(c *gin.Context) {
			c.Writer.WriteHeaderNow()
			c.Writer.Flush()
			time.Sleep(100 * time.Millisecond)
			if c.Err() != nil {
				return // it was cut off
			}
			c.String(http.StatusOK, "whole")
		})
		f.engine.GET("/stream", func(c *gin.Context) {
			c.Writer.WriteHeaderNow()
			c.Writer.Flush()
			<-httpd.Draining(c)
			c.String(http.StatusOK, "ended")
		})
		f.engine.GET("/stuck", func(c *gin.Context) {
			c.Writer.WriteHeaderNow()
			c.Writer.Flush()
			<-c.Done()
		})
		l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended = make(chan error, 1)
		go func() { ended <- f.engine.Serve(ctx, l) }()
		return f, "http://" + l.Addr().String(), cancel, ended
	}
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	open := func(t *testing.T, url string) *http.Response {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), "GET", url, nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	t.Run("before that /readyz says no, and requests are answered", func(t *testing.T) {
		f := newFront(t, func(o *httpd.Options) { o.Linger = 300 * time.Millisecond })
		f.engine.GET("/stream", func(c *gin.Context) {
			c.Writer.WriteHeaderNow()
			c.Writer.Flush()
			<-httpd.Draining(c)
			c.String(http.StatusOK, "ended")
		})
		l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		base := "http://" + l.Addr().String()
		ctx, end := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- f.engine.Serve(ctx, l) }()
		stream := open(t, base+"/stream")
		defer stream.Body.Close()
		began := time.Now()
		end()
		for _, want := range []struct {
			path   string
			status int
		}{{"/readyz", http.StatusServiceUnavailable}, {"/healthz", http.StatusOK}} {
			for {
				res := open(t, base+want.path)
				res.Body.Close()
				if res.StatusCode == want.status && res.Close {
					break
				}
				if time.Since(began) > 250*time.Millisecond {
					t.Fatalf("%s answers %d, closes the connection: %t", want.path, res.StatusCode, res.Close)
				}
			}
		}
		if _, err := io.ReadAll(stream.Body); err != nil || time.Since(began) < 300*time.Millisecond {
			t.Errorf("the stream ended after %s, %v", time.Since(began), err)
		}
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	for path, want := range map[string]string{"/slow": "whole", "/stream": "ended"} {
		t.Run("what is open ends whole: "+path, func(t *testing.T) {
			_, base, end, ended := serve(t, 5*time.Second)
			res := open(t, base+path)
			defer res.Body.Close()
			end()
			if b, err := io.ReadAll(res.Body); err != nil || string(b) != want {
				t.Errorf("%q %v", b, err)
			}
			if err := <-ended; err != nil {
				t.Error(err)
			}
			if _, err := net.DialTimeout("tcp", base[len("http://"):], time.Second); err == nil {
				t.Error("it still listens")
			}
		})
	}
	t.Run("what does not end is cut off", func(t *testing.T) {
		_, base, end, ended := serve(t, 50*time.Millisecond)
		res := open(t, base+"/stuck")
		defer res.Body.Close()
		end()
		select {
		case err := <-ended:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(5 * time.Second):
			t.Fatal("it does not end")
		}
	})
}

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
