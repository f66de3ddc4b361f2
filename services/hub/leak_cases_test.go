package hub_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// leak is one that a comparable product had (design: policy.md, section 5).
type leak struct {
	what  string
	tests string // that show that it is not here; "" where it cannot be

	// Where there is no such feature: why it cannot be here, and what the routes and the contract's
	// words would hold if there were. Then the feature has come without its test.
	never string
	guard string
}

// leaks are L1 to L42, in order.
var leaks = []leak{
	{what: "correlations with what cannot be reached", tests: "TestLeakMaskedIsNotCounted TestDuplicatesAreOnesOwn", guard: `correlat|related`},
	{what: "correlations by design beyond the viewer", tests: "TestLeakHostile TestModel TestHiddenIsAbsent TestLeakNetworks TestLeakNetworkMasks"},
	{what: "an argument that turns access control off", tests: "TestEveryExitAsksAViewer"},
	{what: "a group's flag that reaches further than the group", tests: "TestNestedTaskForceEnds TestWorlds", guard: `all_org|all_members|everyone`},
	{what: "a group taken for another of the same number", tests: "TestForeignTaskForces TestLeakImportsIntoForeignTaskForces TestLeakFiltersNameNobody"},
	{what: "a group's roster", tests: "TestTaskForce_WhoSeesIt TestLeakRosters"},
	{what: "organisations' names through side doors", tests: "TestLeakRosters TestWithheldPublishers", guard: `statistic|graph|chart`},
	{what: "attachments", never: "there are none", guard: `attach|picture|image|file|upload|download|blob`},
	{what: "endpoints that are old or forgotten", tests: "TestLeakMatrix TestScopes"},
	{what: "discussions", never: "there are none", guard: `comment|discuss|thread|message`},
	{what: "the audit log", tests: "TestLeakMatrix TestLeakHostile TestLeakWithheldIsNowhere"},
	{what: "asking about what cannot be reached", never: "nobody can be asked about a record", guard: `contact|inquir|request`},
	{what: "bulk and side endpoints", tests: "TestLeakMatrix TestLeakRecords TestLeakImportsIntoForeignTaskForces"},
	{what: "publishing into a foreign group", tests: "TestForeignTaskForces TestLeakImportsIntoForeignTaskForces"},
	{what: "children without the parent's rights", tests: "TestLeakRecords TestLeakMatrix"},
	{what: "feedback", tests: "TestLeakMatrix TestLeakHostile TestSight TestSight_lost TestDispute", guard: `feedback`},
	{what: "one thing authorised and another changed", tests: "TestLeakNoSecondID"},
	{what: "a manager takes an admin's key", tests: "TestLeakPeopleOfOthers TestPersonCredential_Alliance"},
	{what: "a relation seen from its other end", tests: "TestLeakMasked", guard: `neighbo|relations`},
	{what: "a distribution counts what is hidden", tests: "TestLeakHostile TestLeakMasked TestFacets", guard: `distribution|counts?\b|totals?\b`},
	{what: "exports beyond the label", tests: "TestLeakSightIsGiven TestLeakMasked TestLeakEffectAtOnce"},
	{what: "a public dashboard", never: "there is none", guard: `dashboard|widget|public`},
	{what: "a manager pulls a person over", tests: "TestLeakPeopleOfOthers TestChangePerson"},
	{what: "the id of one type given for another", tests: "TestLeakMalformedIDs TestLeakTypedIDs"},
	{what: "impersonation by a header", tests: "TestLeakNoImpersonation"},
	{what: "errors that tell missing from forbidden", tests: "TestLeakRecords TestLeakMalformedIDs TestLeakMatrix", guard: `profile|mget`},
	{what: "filters on hidden fields", tests: "TestLeakMasked TestLeakMaskedIsNotDelivered TestLeakHostile"},
	{what: "a conflict with what is hidden", tests: "TestDuplicatesAreOnesOwn TestLeakHostile"},
	{what: "pages that are shorter than asked for", tests: "TestLeakSightIsGiven"},
	{what: "gaps in sequences", tests: "TestLeakHostile TestStreamsTellTheirOwn TestLeakFeed"},
	{what: "entity tags of what is hidden", tests: "TestLeakRecords TestLeakMasked"},
	{what: "the subject of a mail", never: "no mail is sent", guard: `mail_to|smtp|notif`},
	{what: "a webhook's retry after a revocation", tests: "TestLeakEffectAtOnce"},
	{what: "caches", tests: "TestLeakNothingIsCached"},
	{what: "a search index or a near match", tests: "TestModel TestLeakMasked TestLeakHostile TestLeakMatrix TestLeakScreening TestLeakRanges TestLeakLookalikes TestScreenLookalikesHide", guard: `near|similar|suggest|autocomplet`},
	{what: "who withheld their name", tests: "TestWithheldPublishers TestLeakWithheldIsNowhere TestLeakMaskedIsNotDelivered TestLeakNotices"},
	{what: "an embargo lifted early", tests: "TestLeakEmbargoByTheSecond"},
	{what: "a stream that stays open", tests: "TestLeakEffectAtOnce TestRightsThatMove TestFeed TestAttacks"},
	{what: "a member that has gone", tests: "TestLeakEffectAtOnce TestLeakPeopleOfOthers"},
	{what: "time", tests: "TestLeakTiming"},
	{what: "recall", tests: "TestRecall TestRecallAfterRestart TestTurnsAreToldOnceAndInOrder"},
	{what: "an admin reads", tests: "TestLeakSightIsGiven"},
}

// TestLeaks wants each of the leaks to have a test that exists, or to be impossible.
func TestLeaks(t *testing.T) {
	if len(leaks) != 42 {
		t.Fatalf("%d leaks, want 42", len(leaks))
	}
	there := testsOf(t)
	words := wordsOf(t)
	for n, l := range leaks {
		if (l.tests == "") == (l.never == "") || l.tests == "" && l.guard == "" {
			t.Errorf("L%d, %s: has either tests, or a reason and a guard", n+1, l.what)
		}
		for name := range strings.FieldsSeq(l.tests) {
			if !there[name] {
				t.Errorf("L%d, %s: there is no test %s", n+1, l.what, name)
			}
		}
		if l.guard == "" {
			continue
		}
		guard := regexp.MustCompile(l.guard)
		for word, where := range words {
			if guard.MatchString(word) && !known[word] {
				t.Errorf("L%d, %s: %s in %s: if it is what leaked elsewhere, it needs a test, and its place in this table", n+1, l.what, word, where)
			}
		}
	}
}

// known are words that a guard finds, and that are something else: reviewed.
var known = map[string]bool{
	"sightings": true, // of an indicator: 0
	":file":     true, // of the reference's own pages
	"image":     true, // that is asked about (POST /v1/screen/image), and neither kept nor given to anyone
}

// testsOf are the names of all tests in the repository that are not empty.
func testsOf(t *testing.T) map[string]bool {
	t.Helper()
	there := map[string]bool{}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && d.Name() != ".." && path != "../.." {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && strings.HasPrefix(fn.Name.Name, "Test") && len(fn.Body.List) > 0 {
				there[fn.Name.Name] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return there
}

// wordsOf are the segments of all routes and the names of all parameters, each with where it stands.
func wordsOf(t *testing.T) map[string]string {
	t.Helper()
	a := newAlliance(t)
	words := map[string]string{}
	for _, r := range a.hub.Routes() {
		for segment := range strings.SplitSeq(r.Path, "/") {
			words[segment] = r.Method + " " + r.Path
		}
	}
	for path, names := range parameters(t, a) {
		for _, name := range names {
			words[name] = path + "?" + name
		}
	}
	return words
}
