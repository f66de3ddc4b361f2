package problems_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/entente-hub/entente/api/problems"
)

func TestEveryPage(t *testing.T) {
	slugs := problems.Slugs()
	if len(slugs) == 0 {
		t.Fatal("there are no pages")
	}
	for _, slug := range slugs {
		t.Run(slug, func(t *testing.T) {
			page, err := problems.FS.ReadFile(slug + ".md")
			if err != nil {
				t.Fatal(err)
			}
			text := string(page)
			title, _, _ := strings.Cut(strings.TrimPrefix(text, "# "), "\n")
			for _, part := range []string{"# ", "\n## What happened\n", "\n## What to do\n", "\n## Example\n", "\n`" + slug + "` · "} {
				if !strings.Contains(text, part) {
					t.Errorf("it lacks %q", part)
				}
			}
			_, example, _ := strings.Cut(text, "```json\n")
			example, _, _ = strings.Cut(example, "```")
			var p struct {
				Type, Title string
				Status      int
				Errors      []struct{ Pointer, Detail string }
			}
			if err := json.Unmarshal([]byte(example), &p); err != nil {
				t.Fatalf("its example: %v", err)
			}
			if p.Type != "/problems/"+slug || p.Title != title+"." || p.Status < 400 || p.Status > 599 {
				t.Errorf("its example is of another problem: %+v", p)
			}
			for _, e := range p.Errors {
				if !strings.HasPrefix(e.Pointer, "/") || e.Detail == "" {
					t.Errorf("its example has a bad error: %+v", e)
				}
			}
		})
	}
}
