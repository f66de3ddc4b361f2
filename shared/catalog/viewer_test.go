package catalog

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"
)

// unviewed are the exits of the catalog that show something without asking what a viewer may see,
// each with why. To add one is to review it.
var unviewed = map[string]string{
	"Own":         "to the rules of a publisher, of its own alone: the member is asked for instead",
	"OwnSighting": "to the rules of its author, of its own alone: the member is asked for instead",
}

// TestEveryExitAsksAViewer wants no way out of the catalog but by what a viewer may see (leak L3):
// whatever returns what an indicator says takes a view, and no argument turns that off.
func TestEveryExitAsksAViewer(t *testing.T) {
	shows := map[string]bool{"Item": true, "Event": true, "Indicator": true, "Claim": true, "Ties": true, "Sighting": true, "Standing": true}
	reviewed, exits := map[string]bool{}, 0
	for _, f := range sources(t) {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || !fn.Name.IsExported() || fn.Recv == nil || !strings.Contains(typeOf(fn.Recv.List[0].Type), "Catalog") {
				continue
			}
			viewed := false
			for _, p := range fn.Type.Params.List {
				typ := typeOf(p.Type)
				viewed = viewed || typ == "*scope.View"
				if typ == "bool" {
					t.Errorf("%s takes a bool: a switch like that turned access control off elsewhere", fn.Name)
				}
				for _, name := range p.Names {
					if lower := strings.ToLower(name.Name); strings.Contains(lower, "skip") || strings.Contains(lower, "ignore") || lower == "all" || strings.Contains(lower, "admin") {
						t.Errorf("%s takes %s", fn.Name, name.Name)
					}
				}
			}
			gives := false
			ast.Inspect(fn.Type, func(n ast.Node) bool {
				if x, ok := n.(*ast.FuncType); ok && x != fn.Type { // a callback is an exit, too
					gives = gives || speaks(x.Params, shows)
				}
				return true
			})
			if gives = gives || fn.Type.Results != nil && speaks(fn.Type.Results, shows); !gives {
				continue
			}
			exits++
			if viewed {
				continue
			}
			reviewed[fn.Name.Name] = true
			if unviewed[fn.Name.Name] == "" {
				t.Errorf("%s shows what indicators say, and takes no *scope.View", fn.Name)
			}
		}
	}
	if exits < 5 {
		t.Errorf("only %d exits found", exits)
	}
	for name := range unviewed {
		if !reviewed[name] {
			t.Errorf("%s is no exit without a viewer: strike it", name)
		}
	}
}

// sources are the package's files but its tests.
func sources(t *testing.T) []*ast.File {
	t.Helper()
	dir, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, e := range dir {
		if name := e.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
	}
	return files
}

// speaks reports whether one of the fields' types is one of those named.
func speaks(fields *ast.FieldList, names map[string]bool) (found bool) {
	for _, p := range fields.List {
		ast.Inspect(p.Type, func(n ast.Node) bool {
			if _, ok := n.(*ast.SelectorExpr); ok { // id.Indicator is a name
				return false
			}
			x, ok := n.(*ast.Ident)
			found = found || ok && names[x.Name]
			return true
		})
	}
	return found
}

func typeOf(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.StarExpr:
		return "*" + typeOf(x.X)
	case *ast.SelectorExpr:
		return typeOf(x.X) + "." + x.Sel.Name
	}
	return ""
}
