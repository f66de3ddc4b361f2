package httpd

import (
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/shared/problem"
)

var page = template.Must(template.New("problem").Parse(
	`<!doctype html><html lang="en"><meta charset="utf-8"><title>{{.Slug}}</title><pre>{{.Text}}</pre></html>
`))

// mountPages adds /problems/<slug>, the page that a problem's type points to, /openapi.json, and
// /docs, which renders it.
func (e *Engine) mountPages() {
	if e.o.Problems != nil {
		e.GET(problem.TypePrefix+":slug", e.problemPage)
	}
	if e.o.OpenAPI != nil {
		e.GET("/openapi.json", func(c *gin.Context) {
			c.Header("Cache-Control", "no-cache")
			c.Data(http.StatusOK, "application/json", e.o.OpenAPI)
		})
	}
	if e.o.Reference != nil {
		reference := gin.WrapH(e.o.Reference)
		e.GET("/docs", reference)
		e.GET("/docs/:file", reference)
	}
}

func (e *Engine) problemPage(c *gin.Context) {
	slug := c.Param("slug")
	name := slug + ".md"
	if !fs.ValidPath(name) || strings.ContainsAny(slug, `./\`) {
		problem.Write(c, ErrNotFound)
		return
	}
	text, err := fs.ReadFile(e.o.Problems, name)
	if errors.Is(err, fs.ErrNotExist) {
		problem.Write(c, ErrNotFound)
		return
	}
	if err != nil {
		problem.Write(c, fmt.Errorf("read page %s: %w", slug, err))
		return
	}
	c.Header("Cache-Control", "public, max-age=3600")
	c.Header("Vary", "Accept")
	if !strings.Contains(c.GetHeader("Accept"), "text/html") {
		c.Data(http.StatusOK, "text/markdown; charset=utf-8", text)
		return
	}
	c.Header("Content-Type", "text/html; charset=utf-8")
	if err := page.Execute(c.Writer, struct{ Slug, Text string }{slug, string(text)}); err != nil {
		problem.Write(c, fmt.Errorf("show page %s: %w", slug, err))
	}
}
