// Package policies says who may do what. A policy set is a list of rules in casbin's form;
// casbin decides by them, one record and one viewer at a time, and is the source of truth.
// For a million records the same rules are compiled to a scope.View a viewer, and tests prove
// the two equal. This is the only package that knows casbin.
//
// It fails closed: a set that the linter refuses is never loaded, a viewer that is not known
// may do nothing, and a snapshot that could not be built allows nothing.
package policies

import (
	"cmp"
	"crypto/sha256"
	_ "embed" // for the model and the default set
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/entente-hub/entente/shared/scope"
)

//go:embed model.conf
var modelConf string

//go:embed default.csv
var defaultCSV []byte

//go:embed cases.csv
var defaultCases []byte

//go:embed strict.csv
var strictCSV []byte

//go:embed strict_cases.csv
var strictCases []byte

// DefaultText is default.csv, as it is written: the set that an alliance starts with.
func DefaultText() string { return string(defaultCSV) }

// DefaultCases is cases.csv: what the default set is to decide.
func DefaultCases() string { return string(defaultCases) }

// StrictText is strict.csv: a stricter set, as an example to propose from.
func StrictText() string { return string(strictCSV) }

// StrictCases is strict_cases.csv: what the stricter set is to decide.
func StrictCases() string { return string(strictCases) }

// Rule is one line "p, who, scope, typ, tlp, act, eft" of a set; README.md has the words.
type Rule struct {
	Line   int    // where it stands in the file; 0: nowhere
	Who    string // "*", "m:<member>", "tf:<task force>", "tf:<task force>:<seat>", "role:<role>", "u:<person>"
	Scope  string // how the viewer stands to the record: "*", "own", "tf", "direct" …
	Type   string // an observable's type, or "*"
	TLP    string // the narrowest label that the rule reaches
	Act    string // an act, "read.*" or "*"
	Effect string // "allow" or "deny"
	Window        // in which it is in force
}

// fields are the rule as casbin holds it.
func (r Rule) fields() []string {
	return []string{r.Who, r.Scope, r.Type, r.TLP, r.Act, r.Effect}
}

// Name is what the rule says, in the words that casbin holds: "* tf * amber see allow".
func (r Rule) Name() string { return strings.Join(r.fields(), " ") }

// String is the rule as a line of a set.
func (r Rule) String() string { return "p, " + strings.Join(r.fields(), ", ") + r.suffix() }

// Edge is one line "g, child, parent": who is the child is the parent too.
type Edge struct {
	Line          int // where it stands in the file; 0: nowhere
	Child, Parent string
	Window        // in which it is in force
}

func (e Edge) fields() []string { return []string{e.Child, e.Parent} }

// String is the edge as a line of a set.
func (e Edge) String() string {
	return "g, " + strings.Join(e.fields(), ", ") + e.suffix()
}

// Set is one alliance's policy as of one revision. Treat it as immutable.
type Set struct {
	Rules    []Rule
	Edges    []Edge
	K        int    // from how many publishers on those are counted that a viewer does not know of; 0: not said (scope.DefaultK)
	Revision uint64 // the ledger position that brought it; 0: the built-in default
}

// CSV is the set as lines that Parse reads, without comments.
func (s Set) CSV() string {
	var b strings.Builder
	for _, r := range s.Rules {
		b.WriteString(r.String() + "\n")
	}
	for _, e := range s.Edges {
		b.WriteString(e.String() + "\n")
	}
	if s.K != 0 {
		b.WriteString(s.leastLine() + "\n")
	}
	return b.String()
}

// Default returns the policy that an alliance starts with.
func Default() Set {
	s, err := Parse(defaultCSV)
	if err != nil {
		panic("policies: default.csv: " + err.Error()) // a test reads the same file
	}
	return s
}

// Hash is SHA-256 over what the set says, in hex. The order of lines, comments and spacing
// say nothing.
func (s Set) Hash() string {
	lines := make([]string, 0, len(s.Rules)+len(s.Edges))
	for _, r := range s.Rules {
		lines = append(lines, r.String())
	}
	for _, e := range s.Edges {
		lines = append(lines, e.String())
	}
	if s.K != 0 {
		lines = append(lines, s.leastLine())
	}
	return digest(lines)
}

// leastLine is K as a line of a set.
func (s Set) leastLine() string { return "k, " + strconv.Itoa(s.K) }

// least is K, or what stands for it where it is not said.
func (s Set) least() int { return cmp.Or(s.K, scope.DefaultK) }

// digest hashes lines whatever their order. It sorts them.
func digest(lines []string) string {
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:])
}
