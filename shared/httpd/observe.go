package httpd

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/problem"
	"github.com/entente-hub/entente/shared/tracing"
)

type visitKey struct{}

// visit is what is known of a request while it runs.
type visit struct {
	id string

	mu    sync.Mutex
	notes []slog.Attr
}

// RequestID returns the id of the request that ctx belongs to, "" outside of one.
func RequestID(ctx context.Context) string {
	if v, ok := ctx.Value(visitKey{}).(*visit); ok {
		return v.id
	}
	return ""
}

// Note adds attributes to the request's log line: counts and ids, never values or keys.
func Note(ctx context.Context, attrs ...slog.Attr) {
	if v, ok := ctx.Value(visitKey{}).(*visit); ok {
		v.mu.Lock()
		defer v.mu.Unlock()
		v.notes = append(v.notes, attrs...)
	}
}

var (
	goodID = regexp.MustCompile(`^[A-Za-z0-9._~-]{1,64}$`) // safe in a header, a log and a URI
	lower  = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)
)

func requestID(r *http.Request) string {
	if given := r.Header.Get(problem.RequestID); goodID.MatchString(given) {
		return given
	}
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	return lower.EncodeToString(b[:])
}

// observe is around everything else: the request's id, its log line, its measures, and the
// 500 of a handler that panicked.
func (e *Engine) observe(c *gin.Context) {
	start := e.o.Now()
	v := &visit{id: requestID(c.Request)}
	ctx, span := e.o.Tracer.Request(c.Request)
	c.Request = c.Request.WithContext(context.WithValue(ctx, visitKey{}, v))
	c.Header(problem.RequestID, v.id)
	e.metrics.active.Inc()
	defer func() {
		broken := recover()
		if broken != nil {
			begun := c.Writer.Written()
			Note(c, slog.String("stack", string(debug.Stack())))
			problem.Write(c, fmt.Errorf("panic: %v", broken))
			if begun {
				broken = http.ErrAbortHandler // a half answer must not look whole
			} else {
				broken = nil
			}
		}
		e.metrics.active.Dec()
		e.finish(c, v, span, e.o.Now().Sub(start))
		if broken != nil {
			panic(broken)
		}
	}()
	c.Next()
}

// finish measures and logs a request that has ended.
func (e *Engine) finish(c *gin.Context, v *visit, span tracing.Span, took time.Duration) {
	route, status := c.FullPath(), c.Writer.Status()
	if route == "" {
		route = "none" // the path of a stranger may be a value
	}
	e.metrics.observe(c.Request.Method, route, status, took)
	if !span.IsZero() {
		span.Name(method(c.Request.Method) + " " + route)
		span.Set(tracing.String("http.request.method", method(c.Request.Method)), tracing.String("http.route", route),
			tracing.Int("http.response.status_code", status), tracing.String("entente.request", v.id))
		span.Fail(status >= http.StatusInternalServerError)
		span.End()
	}
	caller := access.From(c)
	attrs := []slog.Attr{
		slog.String("request", v.id),
		slog.String("method", method(c.Request.Method)),
		slog.String("route", route),
		slog.Int("status", status),
		slog.Duration("took", took),
		slog.Int("bytes", max(0, c.Writer.Size())),
	}
	if trace, ok := tracing.ID(c.Request.Context()); ok {
		attrs = append(attrs, trace)
	}
	switch {
	case caller.Known():
		attrs = append(attrs, slog.String("caller", caller.Actor()))
	case status == http.StatusUnauthorized, status == http.StatusTooManyRequests:
		attrs = append(attrs, slog.String("address", c.ClientIP()))
	}
	attrs = append(attrs, reasons(c.Errors)...)
	v.mu.Lock()
	attrs = append(attrs, v.notes...)
	v.mu.Unlock()
	level := slog.LevelInfo
	switch {
	case status >= http.StatusInternalServerError:
		level = slog.LevelError
	case route == "/healthz", route == "/readyz", route == "/metrics":
		level = slog.LevelDebug
	}
	e.o.Log.LogAttrs(c, level, "request", attrs...)
}

// reasons tells why a request failed: of what a client was told the slug and the places, since
// details may hold values; of what stays inside all.
func reasons(errs []*gin.Error) []slog.Attr {
	var out []slog.Attr
	for _, x := range errs {
		f, ok := fault.As(x.Err)
		if !ok {
			out = append(out, slog.String("error", x.Error()))
			continue
		}
		out = append(out, slog.String("problem", f.Slug))
		if len(f.Fields) > 0 {
			places := make([]string, len(f.Fields))
			for i, field := range f.Fields {
				places[i] = field.Pointer
			}
			out = append(out, slog.String("places", strings.Join(places, " ")))
		}
	}
	return out
}
