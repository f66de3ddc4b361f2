package tlp_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/entente-hub/entente/shared/tlp"
)

func TestParse(t *testing.T) {
	for m := range tlp.Mark(tlp.Count) {
		got, err := tlp.Parse(m.String())
		if err != nil || got != m {
			t.Errorf("Parse(%q) = %v, %v", m.String(), got, err)
		}
	}
	for _, bad := range []string{"", "Red", "RED", "TLP:RED", "tlp:red", "white", "amber-strict", "amber+strict ", "amber strict", "tlp(4)"} {
		if m, err := tlp.Parse(bad); err == nil || !strings.Contains(err.Error(), "amber+strict") {
			t.Errorf("Parse(%q) = %v, %v; want an error that lists the labels", bad, m, err)
		}
	}
}

// TestMark_order holds the order still: a comparison of marks is a comparison of restriction.
func TestMark_order(t *testing.T) {
	order := []tlp.Mark{tlp.Clear, tlp.Green, tlp.Amber, tlp.AmberStrict, tlp.Red}
	if !slices.IsSorted(order) || len(order) != tlp.Count {
		t.Error(order)
	}
	if want := []string{"clear", "green", "amber", "amber+strict", "red"}; !slices.Equal(tlp.Names(), want) {
		t.Errorf("Names() = %q, want %q", tlp.Names(), want)
	}
}

func TestNames_isACopy(t *testing.T) {
	tlp.Names()[0] = "changed"
	if tlp.Clear.String() != "clear" {
		t.Error("Names gives its own array away")
	}
}

func TestMark_String_unknown(t *testing.T) {
	if got := tlp.Mark(tlp.Count).String(); got != "tlp(5)" {
		t.Error(got)
	}
}
