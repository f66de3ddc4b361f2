// Package app serves the portal's web app, which `make` builds into dist and Go embeds. It is
// static: what it shows comes from the API. The page may load and run what this hub serves, and
// nothing else from nowhere else.
package app

import (
	"bytes"
	"compress/gzip"
	"crypto/rand"
	"embed"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

//go:embed all:dist
var built embed.FS

// Built returns the app that was built into this binary.
func Built() fs.FS {
	sub, err := fs.Sub(built, "dist")
	if err != nil {
		panic(err) // only for a path that is none
	}
	return sub
}

// ErrNotBuilt says that there is no index.html: the binary was built without Node.
var ErrNotBuilt = errors.New("app: the web app is not in this binary: build it with make build")

// nonce stands in index.html where each answer has its own.
const nonce = "__NONCE__"

// policy is the page's Content-Security-Policy (CSP Level 3). Styles are ours, or carry the
// answer's nonce.
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + nonce + "'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// scripts is the policy of a script, which holds where it runs as a worker: that asks the API, and loads the rest of itself.
const scripts = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'"

// file is one of the app's files, as it is sent.
type file struct {
	body, zipped []byte // zipped is nil where it would not be smaller
	kind         string
}

// App answers GET /ui/*. It is safe for concurrent use.
type App struct {
	index string
	files map[string]file // by path, without index.html
}

// New reads the app. It returns ErrNotBuilt.
func New(from fs.FS) (*App, error) {
	index, err := fs.ReadFile(from, "index.html")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotBuilt
	}
	if err != nil {
		return nil, fmt.Errorf("app: %w", err)
	}
	a := &App{index: string(index), files: map[string]file{}}
	err = fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name == "index.html" || strings.HasPrefix(path.Base(name), ".") {
			return err
		}
		body, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		f := file{body: body, kind: mime.TypeByExtension(path.Ext(name))}
		if f.zipped, err = zip(body); err != nil {
			return err
		}
		a.files[name] = f
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("app: %w", err)
	}
	return a, nil
}

// Serve answers with the file at name (of "/ui/assets/x.js" it is "assets/x.js"), or with the
// page, whose own router knows the screens. It reports false for a file that is not there: a
// missing asset is never the page.
func (a *App) Serve(w http.ResponseWriter, r *http.Request, name string) bool {
	h := w.Header()
	if f, ok := a.files[name]; ok {
		h.Set("Content-Type", f.kind)
		h.Set("Vary", "Accept-Encoding")
		h.Set("Cache-Control", "no-cache")
		if path.Ext(name) == ".js" {
			h.Set("Content-Security-Policy", scripts)
		}
		if strings.HasPrefix(name, "assets/") { // their names hold a hash of what is in them
			h.Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		body := f.body
		if f.zipped != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			body = f.zipped
		}
		_, _ = w.Write(body) // the reader has gone if this fails
		return true
	}
	if strings.HasPrefix(name, "assets/") || path.Ext(name) != "" {
		return false
	}
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	own := base64.RawStdEncoding.EncodeToString(b[:])
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", strings.ReplaceAll(policy, nonce, own))
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
	_, _ = w.Write([]byte(strings.ReplaceAll(a.index, nonce, own)))
	return true
}

func zip(body []byte) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(body); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	if b.Len() >= len(body) {
		return nil, nil
	}
	return b.Bytes(), nil
}
