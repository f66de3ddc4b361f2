package httpd

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/problem"
)

// Health is what /readyz tells.
type Health struct {
	Ready  bool    `json:"ready"`
	Checks []Check `json:"checks,omitempty"`
}

// Check is one thing that the process's health hangs on. It has no number: anyone may ask, and
// how far a view is behind would tell of hidden traffic (it is a metric).
type Check struct {
	Name string `json:"name"`
	OK   bool   `json:"ok"`
	Note string `json:"note,omitempty"`
}

// mountHealth adds /healthz (the process answers), /readyz (send it requests) and /metrics.
func (e *Engine) mountHealth() {
	e.GET("/healthz", func(c *gin.Context) { c.JSON(http.StatusOK, gin.H{"status": "ok"}) })
	e.GET("/readyz", func(c *gin.Context) {
		h := e.health(c)
		status := http.StatusOK
		if !h.Ready {
			status = http.StatusServiceUnavailable
			c.Header("Retry-After", "1")
		}
		c.JSON(status, h)
	})
	e.GET("/metrics", func(c *gin.Context) {
		if err := access.From(c).Require(access.Admin); err != nil {
			problem.Write(c, err)
			return
		}
		Metrics(e.o.Metrics).ServeHTTP(c.Writer, c.Request)
	})
}

func (e *Engine) health(ctx context.Context) Health {
	if e.ending.Load() {
		return Health{Checks: []Check{{Name: "ending", Note: "send requests elsewhere"}}}
	}
	if e.o.Health != nil {
		return e.o.Health(ctx)
	}
	select {
	case <-e.o.Views.Ready():
		return Health{Ready: true}
	default:
		return Health{}
	}
}
