// Package walls says which imports must never be, and finds those that are. Each module has
// one test that calls Breaches on its own files; Go's test cache watches files that a test
// opens in its module, and would not watch `go list`.
package walls

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Prefix is that of all our modules.
const Prefix = "github.com/entente-hub/entente/"

// wall says that packages matching who must not import packages matching what, unless they
// match except. Paths of our own are written without Prefix.
type wall struct {
	who, what, except string
	tests             bool // holds for test files too
	why               string
}

var walls = []wall{
	{who: `^shared/`, what: `^(services|policies)/`, tests: true, why: "shared serves services, not the other way round"},
	{who: `^policies`, what: `^services/`, tests: true, why: "policies know no service"},
	{who: `^api/`, what: `^(services|policies|shared)/`, why: "promises depend on nothing"},
	{who: `^services/[a-z]+/internal/(indicator|member|taskforce|credential|subscription)$`, what: `^(github\.com/gin-gonic/|go\.mongodb\.org/|github\.com/nats-io/|github\.com/casbin/|net/|net$|os$|os/|encoding/json|github\.com/go-json-experiment/|api/)`, why: "rules are pure Go"},
	{who: `.`, what: `^github\.com/gin-gonic/`, except: `^(api/|shared/(httpd|problem|limits)$|services/[a-z]+/internal/httpapi$|services/[a-z]+$|services/internal/process$)`, why: "gin stays at the doors"},
	{who: `.`, what: `^github\.com/nats-io/nats\.go`, except: `^(shared/(ledger|embedded|journal|lease|hubtest|limits)|services/delivery/internal/direct)$`, why: "the ledger, its server, the journals, the leases and the members' own NATS know NATS; nobody else"},
	{who: `.`, what: `^github\.com/nats-io/jsm\.go`, except: `^shared/journal$`, why: "whole streams are copied as journals alone"},
	{who: `.`, what: `^github\.com/synadia-io/`, except: `^shared/(ledger|journal|limits)$`, why: "atomic batches are the ledger's"},
	{who: `.`, what: `^github\.com/nats-io/nats-server`, except: `^(shared/embedded|services/delivery/internal/direct)$`, why: "one package embeds the hub's server, and one that which members reach"},
	{who: `.`, what: `^go\.opentelemetry\.io/`, except: `^shared/tracing$`, why: "one package knows what a trace may hold"},
	{who: `.`, what: `^go\.mongodb\.org/`, except: `^shared/(mongodb|limits)$`, why: "one package knows MongoDB, and one what it can do at best"},
	{who: `.`, what: `^shared/mongotest$`, except: `^shared/mongotest$`, why: "FerretDB is a test's database"},
	{who: `.`, what: `^github\.com/casbin/`, except: `^policies$`, tests: true, why: "policies alone know casbin"},
	{who: `.`, what: `^github\.com/FerretDB/`, except: `^shared/mongotest$`, why: "FerretDB is a test's database"},
	{who: `.`, what: `^testing$`, except: `^shared/(hubtest|mongotest|lookalike)$`, why: "testing is for tests"},
}

var service = regexp.MustCompile(`^services/([a-z]+)(/|$)`)

// Breaches parses every Go file under root, the top folder of a module (e.g. "shared"), and
// returns what is wrong: forbidden imports, and packages without a package comment.
func Breaches(root fs.FS, module string) ([]string, error) {
	var found []string
	comments := map[string]bool{}
	err := fs.WalkDir(root, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules") {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(file, ".go") {
			return nil
		}
		src, err := fs.ReadFile(root, file)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, src, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			return fmt.Errorf("walls: %w", err)
		}
		pkg, test := path.Join(module, path.Dir(file)), strings.HasSuffix(file, "_test.go")
		if !test {
			comments[pkg] = comments[pkg] || f.Doc != nil
		}
		for _, spec := range f.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return fmt.Errorf("walls: %s: %w", file, err)
			}
			if why := forbidden(pkg, strings.TrimPrefix(imported, Prefix), test); why != "" {
				found = append(found, fmt.Sprintf("%s imports %s: %s", path.Join(module, file), imported, why))
			}
		}
		return nil
	})
	for pkg, has := range comments {
		if !has {
			found = append(found, pkg+" has no package comment")
		}
	}
	slices.Sort(found)
	return found, err
}

func forbidden(pkg, imported string, test bool) string {
	if from, to := service.FindStringSubmatch(pkg), service.FindStringSubmatch(imported); from != nil && to != nil {
		if from[1] != to[1] && from[1] != "hub" && to[1] != "internal" {
			return "a service never imports another"
		}
	}
	for _, w := range walls {
		if test && !w.tests {
			continue
		}
		if match(w.who, pkg) && match(w.what, imported) && (w.except == "" || !match(w.except, pkg)) {
			return w.why
		}
	}
	return ""
}

func match(pattern, s string) bool { return regexp.MustCompile(pattern).MatchString(s) }
