// Package conf reads a service's settings into one struct: one name makes a flag, a variable
// of the environment and a key of the configuration file. What is not known is refused, and
// secrets come by environment or file alone and do not print.
//
//	type Config struct {
//		Listen string      `conf:"listen" help:"address to answer on"`
//		Key    conf.Secret `conf:"bootstrap-key" help:"the first admin's key"`
//	}
//
// The flag --listen, ENTENTE_LISTEN and the file's listen: are one setting; a flag goes over
// the environment, which goes over the file, which goes over what the struct held before.
package conf

import (
	"encoding"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
)

// EnvPrefix is before the names of all variables.
const EnvPrefix = "ENTENTE_"

// Errors to be matched with errors.Is.
var (
	ErrUnknown = errors.New("conf: there is no such setting")
	ErrValue   = errors.New("conf: wrong value")
	ErrStruct  = errors.New("conf: not a struct of settings")
)

// Secret is a setting that is never printed. It is not bound to a flag, which every user of
// the machine could read, but for one that need hold none, with the tag flag:"too".
type Secret string

// String prints no secret. Convert to read it: string(s).
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "(hidden)"
}

// Format prints no secret, whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(s.String())) }

// LogValue logs no secret.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalText writes no secret.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Field is one setting. It is a value for a flag (spf13/pflag's Value).
type Field struct {
	Name    string // of the flag: "webhook-allow-networks"
	Env     string // "ENTENTE_WEBHOOK_ALLOW_NETWORKS"
	Key     string // in the file: "webhook_allow_networks"
	Help    string
	Default string // as it would be written; "" for the zero value
	Secret  bool
	Flag    bool // there is a flag for it

	value reflect.Value
	set   bool // by Set: a flag
}

// Fields lists the settings of the struct that into points to, in order. Structs inside are
// walked; fields without a conf tag are not settings. What the struct holds is the default.
func Fields(into any) ([]*Field, error) {
	v := reflect.ValueOf(into)
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
		return nil, fmt.Errorf("%w: %T", ErrStruct, into)
	}
	fs, err := walk(v.Elem(), nil)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, f := range fs {
		if seen[f.Name] {
			return nil, fmt.Errorf("%w: %s is there twice", ErrStruct, f.Name)
		}
		seen[f.Name] = true
	}
	return fs, nil
}

func walk(v reflect.Value, out []*Field) ([]*Field, error) {
	for f, x := range v.Fields() {
		name, ok := f.Tag.Lookup("conf")
		switch {
		case !f.IsExported():
		case !ok && f.Type.Kind() == reflect.Struct:
			var err error
			if out, err = walk(x, out); err != nil {
				return nil, err
			}
		case ok:
			if !known(f.Type) {
				return nil, fmt.Errorf("%w: %s is a %s", ErrStruct, f.Name, f.Type)
			}
			key := strings.ReplaceAll(name, "-", "_")
			field := &Field{
				Name: name, Key: key, Env: EnvPrefix + strings.ToUpper(key), Help: f.Tag.Get("help"),
				Secret: f.Type == reflect.TypeFor[Secret](), value: x,
			}
			field.Flag = !field.Secret || f.Tag.Get("flag") == "too"
			if !x.IsZero() {
				field.Default = field.String()
			}
			out = append(out, field)
		}
	}
	return out, nil
}

func known(t reflect.Type) bool {
	if t.Kind() == reflect.Slice {
		return t.Elem().Kind() == reflect.String || reflect.PointerTo(t.Elem()).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
	}
	if reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		return true
	}
	switch t.Kind() {
	case reflect.String, reflect.Bool, reflect.Int, reflect.Int64, reflect.Float64:
		return true
	default:
		return false
	}
}
