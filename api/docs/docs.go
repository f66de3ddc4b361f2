// Package docs is the rendered API reference: one page, Redoc's bundle, and no request to any
// other host. The bundle is brought by `make docs` (npm, pinned by its hash) and is not in git;
// a hub built without it says so on the page.
package docs

import (
	"embed"
	"net/http"
)

//go:embed all:dist
var dist embed.FS

const bundle = "dist/redoc.standalone.js"

const page = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Entente API</title>
<style>body{margin:0;font-family:system-ui,sans-serif} main{max-width:40rem;margin:4rem auto;padding:0 1rem}</style>
</head>
<body>`

const rendered = page + `<redoc spec-url="/openapi.json" native-scrollbars="true" hide-hostname="true"></redoc>
<script src="/docs/redoc.standalone.js"></script></body></html>`

const missing = page + `<main><h1>Entente API</h1><p>This hub was built without the rendered reference: build it with
<code>make build</code>. The contract itself is at <a href="/openapi.json">/openapi.json</a>.</p></main></body></html>`

// policy lets the page load its own script and draw; nothing else, from nowhere else.
const policy = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; worker-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Handler serves /docs and /docs/redoc.standalone.js.
func Handler() http.Handler {
	script, err := dist.ReadFile(bundle)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /docs", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", policy)
		body := rendered
		if err != nil {
			body = missing
		}
		_, _ = w.Write([]byte(body)) // the reader has gone if this fails
	})
	mux.HandleFunc("GET /docs/redoc.standalone.js", func(w http.ResponseWriter, r *http.Request) {
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		w.Header().Set("Cache-Control", "public, max-age=3600")
		_, _ = w.Write(script) // the reader has gone if this fails
	})
	return mux
}
