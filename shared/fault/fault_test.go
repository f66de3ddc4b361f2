package fault_test

import (
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/fault"
)

func TestFault_copies(t *testing.T) {
	declared := fault.New(fault.Invalid, "indicator-invalid", "The indicator is not valid.")
	made := declared.With("%d fields are wrong", 2).At("/tlp", "is %s", "required").At("/observable/value", "is empty").After(time.Second)
	if declared.Detail != "" || declared.Fields != nil || declared.Retry != 0 {
		t.Errorf("the declaration has changed: %+v", declared)
	}
	if made.Kind != fault.Invalid || made.Slug != declared.Slug || made.Title != declared.Title || made.Detail != "2 fields are wrong" || made.Retry != time.Second {
		t.Errorf("%+v", made)
	}
	if len(made.Fields) != 2 || made.Fields[0] != (fault.Field{Pointer: "/tlp", Detail: "is required"}) {
		t.Errorf("%+v", made.Fields)
	}
	if want := "indicator-invalid: 2 fields are wrong [/tlp: is required] [/observable/value: is empty]"; made.Error() != want {
		t.Errorf("Error() = %q, want %q", made.Error(), want)
	}
}

// TestFault_At_branches makes two faults from one: neither sees the other's fields.
func TestFault_At_branches(t *testing.T) {
	one := fault.New(fault.Invalid, "x", "X.").At("/a", "wrong").At("/b", "wrong").At("/c", "wrong")
	left, right := one.At("/left", "wrong"), one.At("/right", "wrong")
	if left.Fields[3].Pointer != "/left" || right.Fields[3].Pointer != "/right" || len(one.Fields) != 3 {
		t.Errorf("%v, %v, %v", one, left, right)
	}
}

func TestFault_Is(t *testing.T) {
	duplicate, other := fault.New(fault.Conflict, "duplicate", "D."), fault.New(fault.Conflict, "duplicate", "D.")
	made := duplicate.With("again").At("/id", "is taken").After(time.Minute)
	for _, err := range []error{duplicate, made, fmt.Errorf("publish: %w", made), errors.Join(io.EOF, made)} {
		if !errors.Is(err, duplicate) {
			t.Errorf("%v is not the declared fault", err)
		}
		if errors.Is(err, other) {
			t.Errorf("%v matches another declaration", err)
		}
	}
	if errors.Is(duplicate, made) || errors.Is(made, io.EOF) {
		t.Error("too much matches")
	}
}

func TestAs(t *testing.T) {
	made := fault.New(fault.NotFound, "not-found", "There is no such thing.").With("none")
	if f, ok := fault.As(fmt.Errorf("read: %w", made)); !ok || f != made {
		t.Errorf("As = %v, %v", f, ok)
	}
	if f, ok := fault.As(io.EOF); ok || f != nil {
		t.Errorf("As(EOF) = %v, %v", f, ok)
	}
	if f, ok := fault.As(nil); ok || f != nil {
		t.Errorf("As(nil) = %v, %v", f, ok)
	}
}
