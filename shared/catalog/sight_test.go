package catalog

import (
	"bytes"
	"slices"
	"testing"

	"github.com/entente-hub/entente/shared/scope"
)

// Time can take the content away and leave the record, and bring the content of a record that was
// known of: a follower is told of both.
func TestTimeMovesWhatIsReadOfWhatIsSeen(t *testing.T) {
	v := seats("market-c")
	see := &v.Acts[scope.See] // whatever the times say
	see.Embargoed, see.Expired = scope.Mask{}, scope.Mask{}
	v.Index()
	for name, c := range map[string]struct {
		change func(*Indicator)
		first  bool // is read before second 5
		want   string
	}{
		"a validity ends": {func(i *Indicator) { i.ValidUntil = at(5) }, true, "3.1 indicator.expired"},
		"an embargo ends": {func(i *Indicator) { i.EmbargoUntil = at(5) }, false, "3.1 indicator.published"},
	} {
		t.Run(name, func(t *testing.T) {
			k := fresh()
			shiftAt(t, k, 1, 0, scope.Shift{Viewer: "m:market-c", Is: v})
			fold(t, k, entry(2, VerbPublished, one(1, 0, c.change)))
			es, mark := k.mustEvents(v, 0, 10, at(4))
			if len(es) != 1 || bytes.Contains(es[0].Item.AppendJSON(nil), []byte(`"observable"`)) != c.first {
				t.Fatalf("before: %d events", len(es))
			}
			shiftAt(t, k, 3, 5)
			if got := told(k, v, mark, at(5)); !slices.Equal(got, []string{c.want}) {
				t.Errorf("told %q, want %q", got, c.want)
			}
		})
	}
}
