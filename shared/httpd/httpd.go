// Package httpd is the front of every service: one Gin engine that knows who is calling,
// bounds what they send and how often, answers every failure with a problem, and writes one
// log line a request. Doors mount their generated routes on it.
package httpd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/tracing"
)

// Keys tells who is calling: access.Keyring.
type Keys interface {
	Authenticate(header string) (access.Caller, error)
}

// Views are what the answers are made of: fold.Fold.
type Views interface {
	Ready() <-chan struct{}
	Wait(ctx context.Context, p ledger.Position) error
}

// Rate is a token bucket: so many requests a second, so many at once.
type Rate struct {
	PerSecond float64
	Burst     int
}

// Route makes exceptions for one route. Path is the route's template ("/v1/imports",
// "/v1/members/:member").
type Route struct {
	Method, Path string
	MediaTypes   []string // those it reads; none: JSON, and merge-patch for PATCH
	BodyLimit    int64    // in bytes; 0: Options.BodyLimit; -1: none, and no time limit
}

// Options for New. Keys, Views and Sealer are needed; the zero value of the rest works.
type Options struct {
	Keys   Keys
	Views  Views
	Sealer *position.Sealer // opens the Ledger-Position header

	Log *slog.Logger     // nil: silence
	Now func() time.Time // nil: time.Now

	Guarded        []string                        // path prefixes that need a key, besides /v1/ and /metrics
	BodyLimit      int64                           // bytes of a body; 0: 1 MiB
	BodyTime       time.Duration                   // to read a body in; 0: 30 s
	Routes         []Route                         // exceptions to the two above
	Rate           Rate                            // of one credential; 0: 1000/s, burst 2000
	FailedRate     Rate                            // of failed authentication from one address; 0: 5/s, burst 50
	TrustedProxies []string                        // CIDRs whose X-Forwarded-For is believed; none: nobody's
	Cookie         string                          // the name of the cookie with a session's key; "": none is read
	Origin         string                          // of the hub's own pages ("https://hub.example"), trusted besides the request's Host; "": none
	WaitFor        time.Duration                   // for the views to reach a Ledger-Position; 0: 2 s
	Linger         time.Duration                   // for which, once it is to end, requests are taken while /readyz says no; 0: none
	CatchUp        func(ctx context.Context) error // has the views hold what the ledger holds now; nil: they do
	Drain          time.Duration                   // for open requests at the end, after that; 0: 10 s

	Problems  fs.FS                            // "<slug>.md" each; nil: no /problems
	OpenAPI   []byte                           // of all services; nil: no /openapi.json
	Reference http.Handler                     // of /docs and /docs/<file>; nil: none
	Health    func(ctx context.Context) Health // for /readyz; nil: the views alone
	Metrics   *prometheus.Registry             // nil: a new one
	Tracer    *tracing.Tracer                  // nil: no traces
}

// Engine is a Gin engine. What is mounted under a guarded prefix is reached only by callers
// with a key in force (access.From), within their rate and once the views are complete.
type Engine struct {
	*gin.Engine
	o       Options
	routes  map[string]Route // by method and path
	perKey  *buckets
	perIP   *buckets
	metrics *meters
	queries queries
	foreign *http.CrossOriginProtection
	ending  atomic.Bool
}

// ErrOptions says that New was not given what it needs.
var ErrOptions = errors.New("httpd: Keys, Views and Sealer are needed")

// New makes an engine. It sets Gin's JSON codec, which is the process's, to the strict one, and
// Gin's mode to release.
func New(o Options) (*Engine, error) {
	if o.Keys == nil || o.Views == nil || o.Sealer == nil {
		return nil, ErrOptions
	}
	o = o.filled()
	useStrictJSON()
	m, err := newMeters(o.Metrics)
	if err != nil {
		return nil, err
	}
	if gin.IsDebugging() { // Gin's default, which prints every route to standard output
		gin.SetMode(gin.ReleaseMode)
	}
	known, err := queriesOf(o.OpenAPI)
	if err != nil {
		return nil, err
	}
	foreign := http.NewCrossOriginProtection()
	if o.Origin != "" {
		if err := foreign.AddTrustedOrigin(o.Origin); err != nil {
			return nil, fmt.Errorf("httpd: %w", err)
		}
	}
	g := gin.New()
	e := &Engine{
		Engine: g, o: o, routes: map[string]Route{}, metrics: m,
		perKey: newBuckets(o.Rate, o.Now), perIP: newBuckets(o.FailedRate, o.Now), queries: known, foreign: foreign,
	}
	for _, r := range o.Routes {
		e.routes[r.Method+" "+r.Path] = r
	}
	g.ContextWithFallback = true // strict handlers pass *gin.Context as the context
	g.HandleMethodNotAllowed = true
	g.RedirectTrailingSlash = false
	if err := g.SetTrustedProxies(o.TrustedProxies); err != nil {
		return nil, err
	}
	g.Use(e.observe, e.secure, e.authenticate, e.limit, e.query, e.body, e.await)
	g.NoRoute(func(c *gin.Context) { HandlerError(c, ErrNotFound) })
	g.NoMethod(func(c *gin.Context) { HandlerError(c, ErrMethod) })
	e.mountHealth()
	e.mountPages()
	return e, nil
}

func (o Options) filled() Options {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Metrics == nil {
		o.Metrics = prometheus.NewRegistry()
	}
	o.Guarded = append([]string{"/v1/", "/metrics"}, o.Guarded...)
	o.BodyLimit = cmp.Or(o.BodyLimit, 1<<20)
	o.BodyTime = cmp.Or(o.BodyTime, 30*time.Second)
	o.Rate = cmp.Or(o.Rate, Rate{PerSecond: 1000, Burst: 2000})
	o.FailedRate = cmp.Or(o.FailedRate, Rate{PerSecond: 5, Burst: 50})
	o.WaitFor = cmp.Or(o.WaitFor, 2*time.Second)
	o.Drain = cmp.Or(o.Drain, 10*time.Second)
	return o
}

// Except makes exceptions for routes; call it before the engine serves.
func (e *Engine) Except(rs ...Route) {
	for _, r := range rs {
		e.routes[r.Method+" "+r.Path] = r
	}
}

// route returns the exceptions for the route that c is on.
func (e *Engine) route(c *gin.Context) Route {
	r := e.routes[c.Request.Method+" "+c.FullPath()]
	r.BodyLimit = cmp.Or(r.BodyLimit, e.o.BodyLimit)
	if len(r.MediaTypes) == 0 {
		r.MediaTypes = []string{"application/json"}
		if c.Request.Method == http.MethodPatch {
			r.MediaTypes = []string{"application/merge-patch+json", "application/json"}
		}
	}
	return r
}
