// Package where evaluates the expressions by which a subscription says what it wants, beyond what
// lists of values can (Common Expression Language, https://cel.dev). An expression sees an indicator
// as its subscriber's view shows it, and nothing else: no clock, no other record, nothing masked.
package where

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/cost"
	"cel.dev/cel-go/common/types"
)

// The limits of an expression.
const (
	MaxLength = 2000   // characters
	maxCost   = 15_000 // of cel-go's units, some 90 ns each, on the largest record there can be: 1.4 ms
	maxKept   = 10_000 // compiled expressions
)

// How many values the lists of a record have at most (services/exchange, limits of a draft), and how
// long its texts are, in characters.
var mostValues = map[string]uint64{"brands": 20, "tags": 50, "links": 100, "redacted": 4}

const (
	longText = 4_000 // the note, the reason
	text     = 250   // any other, as a rule
)

// Where compiles and evaluates expressions. It is safe for concurrent use.
type Where struct {
	env *cel.Env

	mu   sync.RWMutex
	kept map[string]cel.Program
}

// New returns one that knows the variables of an event.
func New() (*Where, error) {
	texts := cel.ListType(cel.StringType)
	options := []cel.EnvOption{cel.ParserExpressionSizeLimit(MaxLength), cel.ParserRecursionLimit(50), cel.RegexProgramSizeLimit(1000)}
	for name, t := range map[string]*cel.Type{
		"event": cel.StringType, "id": cel.StringType, "type": cel.StringType, "value": cel.StringType, "region": cel.StringType,
		"brands": texts, "tags": texts, "redacted": texts,
		"infringement": cel.StringType, "basis": cel.StringType, "tlp": cel.StringType, "publisher": cel.StringType,
		"note": cel.StringType, "state": cel.StringType, "reason": cel.StringType, "reason_code": cel.StringType,
		"confidence": cel.IntType, "sightings": cel.IntType, "corroboration": cel.IntType, "expired": cel.BoolType,
		"first_seen": cel.TimestampType, "valid_until": cel.TimestampType, "created_at": cel.TimestampType, "modified_at": cel.TimestampType,
		"links": cel.ListType(cel.MapType(cel.StringType, cel.StringType)),
	} {
		options = append(options, cel.Variable(name, t))
	}
	env, err := cel.NewEnv(options...)
	if err != nil {
		return nil, fmt.Errorf("where: %w", err)
	}
	return &Where{env: env, kept: map[string]cel.Program{}}, nil
}

// Check says what is wrong with an expression, in words for its writer: nil for one that is
// well-formed, well-typed, a condition, and cheap enough.
func (w *Where) Check(expression string) error {
	_, err := w.compile(expression)
	return err
}

func (w *Where) compile(expression string) (cel.Program, error) {
	if len(expression) > MaxLength {
		return nil, fmt.Errorf("has more than %d bytes", MaxLength) //nolint:err113 // words for its writer
	}
	ast, issues := w.env.Compile(expression)
	if issues.Err() != nil {
		var all []string
		for _, x := range issues.Errors() {
			all = append(all, fmt.Sprintf("%d:%d: %s", x.Location.Line(), x.Location.Column()+1, x.Message))
		}
		return nil, errors.New(strings.Join(all, "; ")) //nolint:err113 // words for its writer
	}
	if ast.OutputType() != cel.BoolType {
		return nil, fmt.Errorf("is a %s, and no condition: write one that is true or false", ast.OutputType()) //nolint:err113 // words for its writer
	}
	estimate, err := w.env.EstimateCost(ast, sizes{})
	if err != nil {
		return nil, fmt.Errorf("where: %w", err)
	}
	if estimate.Max > maxCost {
		return nil, errors.New("could take too long on a large record: nest fewer lists (x in tags costs little), and match fewer patterns") //nolint:err113 // words for its writer
	}
	program, err := w.env.Program(ast, cel.CostLimit(maxCost))
	if err != nil {
		return nil, fmt.Errorf("where: %w", err)
	}
	return program, nil
}

// sizes tells how large the values of a record can be.
type sizes struct{}

func (sizes) EstimateSize(n cost.AstNode) *cost.SizeEstimate {
	if n.Path() == nil {
		return nil
	}
	most := cost.RangedSizeEstimate(0, text)
	switch root := n.Path()[0]; {
	case n.Type().Kind() == types.ListKind:
		most.Max = mostValues[root]
	case n.Type().Kind() == types.MapKind:
		most.Max = 3
	case root == "note", root == "reason":
		most.Max = longText
	}
	return &most
}

func (sizes) EstimateCallCost(string, string, *cost.AstNode, []cost.AstNode) *cost.CallEstimate {
	return nil
}

// Holds reports whether an expression is true of an event: its type, and the indicator in the shape
// of api/exchange. One that fails on it (an index that there is not) holds: what its subscriber may
// see anyway is rather told too much of than too little.
func (w *Where) Holds(expression, event string, indicator []byte) bool {
	program, err := w.program(expression)
	if err != nil {
		return true
	}
	var i record
	if err := json.Unmarshal(indicator, &i); err != nil {
		return true
	}
	out, _, err := program.Eval(i.variables(event))
	return err != nil || out != types.False
}

// program compiles an expression, unless it has been.
func (w *Where) program(expression string) (cel.Program, error) {
	w.mu.RLock()
	program, ok := w.kept[expression]
	w.mu.RUnlock()
	if ok {
		return program, nil
	}
	program, err := w.compile(expression)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.kept) >= maxKept {
		clear(w.kept)
	}
	w.kept[expression] = program
	return program, nil
}

// record is an indicator as its subscriber sees it.
type record struct {
	ID         string `json:"id"`
	Observable struct {
		Type      string `json:"type"`
		Canonical string `json:"canonical"`
		Region    string `json:"region"`
	} `json:"observable"`
	Brands       []string `json:"brands"`
	Infringement string   `json:"infringement"`
	Confidence   *int     `json:"confidence"`
	Basis        string   `json:"basis"`
	Tags         []string `json:"tags"`
	Links        []struct {
		Type      string `json:"type"`
		Canonical string `json:"canonical"`
		Relation  string `json:"relation"`
	} `json:"links"`
	FirstSeen     time.Time `json:"first_seen"`
	ValidUntil    time.Time `json:"valid_until"`
	Created       time.Time `json:"created_at"`
	Modified      time.Time `json:"modified_at"`
	TLP           string    `json:"tlp"`
	Publisher     string    `json:"publisher"`
	Note          string    `json:"note"`
	State         string    `json:"state"`
	Reason        string    `json:"reason"`
	ReasonCode    string    `json:"reason_code"`
	Expired       bool      `json:"expired"`
	Sightings     int       `json:"sightings"`
	Corroboration int       `json:"corroboration"`
	Redacted      []string  `json:"redacted"`
}

func (i *record) variables(event string) map[string]any {
	confidence := -1
	if i.Confidence != nil {
		confidence = *i.Confidence
	}
	links := make([]map[string]string, len(i.Links))
	for n, l := range i.Links {
		links[n] = map[string]string{"type": l.Type, "value": l.Canonical, "relation": l.Relation}
	}
	return map[string]any{
		"event": event, "id": i.ID, "type": i.Observable.Type, "value": i.Observable.Canonical, "region": i.Observable.Region,
		"brands": some(i.Brands), "tags": some(i.Tags), "redacted": some(i.Redacted),
		"infringement": i.Infringement, "basis": i.Basis, "tlp": i.TLP, "publisher": i.Publisher,
		"note": i.Note, "state": i.State, "reason": i.Reason, "reason_code": i.ReasonCode,
		"confidence": confidence, "sightings": i.Sightings, "corroboration": i.Corroboration, "expired": i.Expired,
		"first_seen": i.FirstSeen, "valid_until": i.ValidUntil, "created_at": i.Created, "modified_at": i.Modified,
		"links": links,
	}
}

// some is never nil, which CEL takes for null.
func some(in []string) []string {
	if in == nil {
		return []string{}
	}
	return in
}
