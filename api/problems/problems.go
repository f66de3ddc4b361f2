// Package problems holds a page for every problem type that a client can meet: what
// happened, what to do, an example. A slug is for ever, and so is its page.
package problems

import (
	"embed"
	"slices"
	"strings"
)

// FS holds the pages, "<slug>.md" each, in Markdown (CommonMark).
//
//go:embed *.md
var FS embed.FS

// Slugs lists the slugs that have a page, sorted.
func Slugs() []string {
	pages, err := FS.ReadDir(".")
	if err != nil {
		return nil // an embedded root can always be read
	}
	slugs := make([]string, 0, len(pages))
	for _, p := range pages {
		slugs = append(slugs, strings.TrimSuffix(p.Name(), ".md"))
	}
	slices.Sort(slugs)
	return slugs
}
