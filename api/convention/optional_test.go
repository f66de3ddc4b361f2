package convention_test

import (
	stdjson "encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/entente-hub/entente/api/convention"
)

type inner struct {
	N int `json:"n"`
}

type patch struct {
	At convention.Optional[time.Time] `json:"at,omitzero"`
	In convention.Optional[inner]     `json:"in,omitzero"`
}

func TestOptional(t *testing.T) {
	at := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, in string
		want     patch
	}{
		{"left out", `{}`, patch{}},
		{"null", `{"at":null,"in":null}`, patch{At: convention.Null[time.Time](), In: convention.Null[inner]()}},
		{"a value", `{"at":"2026-06-01T12:00:00Z","in":{"n":7}}`, patch{At: convention.Some(at), In: convention.Some(inner{7})}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var strict, loose patch
			if err := json.Unmarshal([]byte(c.in), &strict, json.RejectUnknownMembers(true)); err != nil || strict != c.want {
				t.Errorf("a strict decoder reads %+v, %v", strict, err)
			}
			if err := stdjson.Unmarshal([]byte(c.in), &loose); err != nil || loose != c.want {
				t.Errorf("encoding/json reads %+v, %v", loose, err)
			}
			if out, err := stdjson.Marshal(c.want); err != nil || string(out) != c.in {
				t.Errorf("it is written as %s, %v", out, err)
			}
		})
	}
	for in, pointer := range map[string]string{`{"in":{"m":7}}`: "/in/m", `{"in":{"n":"x"}}`: "/in/n", `{"at":"soon"}`: "/at", `{"at":7}`: "/at"} {
		var p patch
		s, ok := errors.AsType[*json.SemanticError](json.Unmarshal([]byte(in), &p, json.RejectUnknownMembers(true)))
		if !ok || string(s.JSONPointer) != pointer {
			t.Errorf("%s is refused with %v, not at %s", in, s, pointer)
		}
	}
}
