package convention

import (
	"encoding/json"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Optional is a field of a merge patch (RFC 7396): left out, null, or a value. The zero value
// is left out. Read by a strict decoder it is strict within: unknown fields are refused, and
// errors have their place.
type Optional[T any] struct {
	Given bool // it is there, if only as null
	Null  bool
	Value T
}

// Some is a value that is given.
func Some[T any](v T) Optional[T] { return Optional[T]{Given: true, Value: v} }

// Null takes a value away.
func Null[T any]() Optional[T] { return Optional[T]{Given: true, Null: true} }

// UnmarshalJSONFrom reads one, with the options of what it stands in.
func (o *Optional[T]) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*o = Optional[T]{Given: true}
	if dec.PeekKind() == jsontext.Null.Kind() {
		o.Null = true
		return dec.SkipValue()
	}
	return jsonv2.UnmarshalDecode(dec, &o.Value)
}

// UnmarshalJSON reads one for encoding/json, which is not strict within.
func (o *Optional[T]) UnmarshalJSON(b []byte) error {
	*o = Optional[T]{Given: true, Null: string(b) == "null"}
	if o.Null {
		return nil
	}
	return json.Unmarshal(b, &o.Value)
}

// MarshalJSON writes the value, or null.
func (o Optional[T]) MarshalJSON() ([]byte, error) {
	if o.Null || !o.Given {
		return []byte("null"), nil
	}
	return json.Marshal(o.Value)
}
