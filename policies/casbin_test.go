package policies

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strings"
	"testing"
)

// What of casbin is never to be called, by its trap (design: policy.md 1.2): each can allow what no
// rule allows, or lose a deny.
var never = map[string]string{
	"NewCachedEnforcer": "P05: stale answers", "NewSyncedCachedEnforcer": "P05: stale answers",
	"NewSyncedEnforcer": "a loaded enforcer is never changed", "NewDistributedEnforcer": "a loaded enforcer is never changed",
	"NewContextEnforcer": "a loaded enforcer is never changed", "NewTransactionalEnforcer": "P10: loses a deny",
	"AddNamedLinkConditionFunc": "P08: bounds that a reload forgets", "AddNamedDomainLinkConditionFunc": "P08: bounds that a reload forgets",
	"AddNamedMatchingFunc": "P06: patterns", "AddNamedDomainMatchingFunc": "P06: patterns",
	"EnforceWithMatcher": "P15: a matcher can be injected", "EnforceExWithMatcher": "P15: a matcher can be injected",
	"BatchEnforce": "P16: fewer answers than questions", "BatchEnforceWithMatcher": "P16: fewer answers than questions",
	"EnableEnforce": "P18: allows all", "SavePolicy": "M3: not atomic", "LoadPolicy": "R1: changes a loaded enforcer",
	"LoadFilteredPolicy": "R1: changes a loaded enforcer", "StartAutoLoadPolicy": "W: drops errors", "SetWatcher": "W: drops errors",
	"SetEffector": "P02: another effect", "Explain": "sends the policy to a model elsewhere (casbin v3)",
	"RemovePolicy": "a loaded enforcer is never changed", "RemoveGroupingPolicy": "a loaded enforcer is never changed", "UpdatePolicy": "a loaded enforcer is never changed",
}

// own are methods of ours that bear such a name.
var own = []string{"Explain"}

// TestNeverCalled reads this package's files, which are the only ones that know casbin.
func TestNeverCalled(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		read++
		ast.Inspect(tree, func(n ast.Node) bool {
			call, ok := n.(*ast.SelectorExpr)
			if ok && never[call.Sel.Name] != "" && !slices.Contains(own, call.Sel.Name) {
				t.Errorf("%s calls %s: %s", f.Name(), call.Sel.Name, never[call.Sel.Name])
			}
			return true
		})
	}
	if read < 10 {
		t.Errorf("only %d files read", read)
	}
}

// TestModel holds model.conf to what the compiler compiles: deny wins, nothing is allowed that no
// rule allows (P02, P03), a rule has six fields (M2), and the matcher has no "or" that is not in
// brackets (P12), no eval (P11), no pattern (P06), no priority (P13), no field of a record (P14).
func TestModel(t *testing.T) {
	for _, line := range []string{
		"p = who, scope, typ, tlp, act, eft\n", "g = _, _\n", "e = some(where (p.eft == allow)) && !some(where (p.eft == deny))\n",
	} {
		if !strings.Contains(modelConf, line) {
			t.Errorf("model.conf has no line %q", line)
		}
	}
	_, matcher, _ := strings.Cut(modelConf, "m = ")
	for _, word := range []string{"eval", "keyMatch", "regexMatch", "globMatch", "ipMatch", "priority", "r.rec.", "r.sub.", "!"} {
		if strings.Contains(matcher, word) {
			t.Errorf("the matcher has %q", word)
		}
	}
	if or := strings.Count(matcher, "||"); or != 1 || !strings.Contains(matcher, `(p.who == "*" || g(subID(r.sub), p.who))`) {
		t.Errorf("%d ors: %s", or, matcher)
	}
}
