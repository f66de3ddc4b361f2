package httpd

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/problem"
)

// Health is what /readyz tells.
type Health struct {
	Ready  bool    `json:"ready"`
	Checks []Check `json:"checks,omitempty"`
}

// Check is one thing that the process's health hangs on. Anyone may ask: how far a view is behind is
// told by steps (Behind), for by the entry it would tell of hidden traffic (that is a metric).
type Check struct {
	Name   string `json:"name"`
	OK     bool   `json:"ok"`
	Note   string `json:"note,omitempty"`
	Behind int    `json:"behind_seconds,omitzero"` // at least; one of 1, 10, 60, 600, 3600
}

// BehindBy says on a check that a view is so far behind, in steps.
func (c Check) BehindBy(wait time.Duration) Check {
	for _, step := range []int{3600, 600, 60, 10, 1} {
		if wait >= time.Duration(step)*time.Second {
			c.Behind, c.Note = step, fmt.Sprintf("behind by %d s or more", step)
			break
		}
	}
	return c
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
