package httpd

import (
	"bytes"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	ginjson "github.com/gin-gonic/gin/codec/json"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Decode reads one JSON value strictly into v. What is not JSON is ErrMalformed; an unknown
// field, a field given twice and a value of the wrong type are ErrBody with the place and what
// to do. The faults carry no values.
func Decode(data []byte, v any) error {
	err := json.Unmarshal(data, v, json.RejectUnknownMembers(true))
	if err == nil {
		return nil
	}
	if s, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		if errors.Is(err, jsontext.ErrDuplicateName) {
			return ErrBody.At(string(s.JSONPointer), "is given twice")
		}
		return ErrMalformed.With("It is not JSON: %s at byte %d.", syntax(s), s.ByteOffset)
	}
	if s, ok := errors.AsType[*json.SemanticError](err); ok {
		pointer, detail := meaning(s)
		return ErrBody.At(pointer, "%s", detail)
	}
	return fmt.Errorf("decode: %w", err)
}

// syntax tells what is wrong without showing more than a character of it.
func syntax(s *jsontext.SyntacticError) string {
	if errors.Is(s, io.ErrUnexpectedEOF) {
		return "it ends too early"
	}
	if s.Err != nil {
		return s.Err.Error()
	}
	return "a syntax error"
}

// meaning tells where a value is that does not fit, and what would.
func meaning(s *json.SemanticError) (pointer, detail string) {
	pointer = string(s.JSONPointer)
	if errors.Is(s.Err, json.ErrUnknownName) {
		detail = "is not a field here"
		if known := fields(s.GoType); len(known) > 0 {
			detail += "; the fields are " + strings.Join(known, ", ")
		}
		return pointer, detail
	}
	// A type with a decoder of its own (an optional that may be null) fails inside it.
	if inner, ok := errors.AsType[*stdjson.UnmarshalTypeError](s.Err); ok {
		if inner.Field != "" {
			pointer += "/" + strings.ReplaceAll(inner.Field, ".", "/")
		}
		return pointer, "must be " + describe(inner.Type)
	}
	return pointer, "must be " + describe(s.GoType)
}

// describe names a type as JSON has it.
func describe(t reflect.Type) string {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == nil {
		return "a value of another type"
	}
	if t == reflect.TypeFor[time.Time]() {
		return "a time such as 2026-10-01T12:00:00Z (RFC 3339)"
	}
	switch t.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return "a whole number, within its range"
	case reflect.Float32, reflect.Float64:
		return "a number"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "an object"
	default:
		return "a value of another type"
	}
}

// fields lists the names that an object may have.
func fields(t reflect.Type) []string {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == nil || t.Kind() != reflect.Struct {
		return nil
	}
	var out []string
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.IsExported() && name != "" && name != "-" {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// useStrictJSON makes Gin, and so every generated door, decode with Decode. The codec is a
// variable of Gin's: there is no other way in.
var useStrictJSON = sync.OnceFunc(func() { ginjson.API = strict{ginjson.API} })

// strict is Gin's codec, with Decode for what comes in.
type strict struct{ ginjson.Core }

func (strict) Unmarshal(data []byte, v any) error { return Decode(data, v) }

func (strict) NewDecoder(r io.Reader) ginjson.Decoder { return decoder{r} }

type decoder struct{ r io.Reader }

func (d decoder) UseNumber()             {}
func (d decoder) DisallowUnknownFields() {}

// Decode reads to the end, which is bounded by the engine. An empty body is io.EOF: generated
// code takes that for "no body" where there need not be one.
func (d decoder) Decode(v any) error {
	b := bodies.Get().(*bytes.Buffer)
	b.Reset()
	defer func() {
		if b.Cap() <= maxPooled {
			bodies.Put(b)
		}
	}()
	if _, err := b.ReadFrom(d.r); err != nil {
		return err
	}
	if b.Len() == 0 {
		return io.EOF
	}
	return Decode(b.Bytes(), v)
}

// bodies are what bodies are read into: what is decoded from them holds copies.
var bodies = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// maxPooled is the largest body whose memory is used again.
const maxPooled = 1 << 20
