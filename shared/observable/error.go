package observable

import (
	"fmt"
	"strconv"
)

// Error says why a value was refused, in words that a client may read and act on.
type Error struct {
	// Field is the part of the observable that is wrong: "type", "value" or "region".
	Field string
	// Rule is the short, stable name of the rule that was broken, e.g. "public-suffix".
	Rule string
	// Detail says what is wrong and what to do about it.
	Detail string
}

// Error returns the detail.
func (e *Error) Error() string { return e.Detail }

func wrong(rule, format string, args ...any) *Error {
	return &Error{Field: "value", Rule: rule, Detail: fmt.Sprintf(format, args...)}
}

// quote shows a piece of a value in a message: escaped, and cut where it is long.
func quote(s string) string {
	const most = 64
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return strconv.Quote(s)
}
