// Package tlp is FIRST's Traffic Light Protocol 2.0: five labels that cap how far a record
// may travel, ordered from the widest to the narrowest.
package tlp

import (
	"fmt"
	"slices"
)

// Mark is a TLP 2.0 label. The order is the order of restriction: Clear < Green < Amber <
// AmberStrict < Red.
type Mark uint8

// The labels of TLP 2.0 (https://www.first.org/tlp/).
const (
	Clear Mark = iota
	Green
	Amber
	AmberStrict
	Red
)

// Count is the number of labels.
const Count = 5

var names = [Count]string{"clear", "green", "amber", "amber+strict", "red"}

// Names lists the labels as they are written, widest first.
func Names() []string { return slices.Clone(names[:]) }

// String returns the label as it is written in a record: "clear" … "red".
func (m Mark) String() string {
	if int(m) < Count {
		return names[m]
	}
	return fmt.Sprintf("tlp(%d)", uint8(m))
}

// Parse reads a label as written in a record. It is exact: no other case, no "TLP:" prefix.
func Parse(s string) (Mark, error) {
	for i, n := range names {
		if n == s {
			return Mark(i), nil
		}
	}
	return 0, fmt.Errorf("tlp: %q is not one of clear, green, amber, amber+strict, red", s)
}
