package conf

import (
	"encoding"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// Set takes the value of a flag. It goes over what Load finds.
func (f *Field) Set(text string) error {
	if err := f.parse(text); err != nil {
		return err
	}
	f.set = true
	return nil
}

// String gives the value as it would be written; secrets are hidden.
func (f *Field) String() string {
	if !f.value.IsValid() {
		return ""
	}
	if f.value.Kind() == reflect.Slice {
		parts := make([]string, f.value.Len())
		for i := range parts {
			parts[i] = fmt.Sprint(f.value.Index(i).Interface())
		}
		return strings.Join(parts, ",")
	}
	return fmt.Sprint(f.value.Interface())
}

// Type names the kind of value, for a flag's help.
func (f *Field) Type() string {
	switch {
	case !f.value.IsValid():
		return ""
	case f.value.Type() == reflect.TypeFor[time.Duration]():
		return "duration"
	case f.value.Kind() == reflect.Slice:
		return "list"
	case f.value.Kind() == reflect.Bool:
		return "bool"
	case f.value.Kind() == reflect.Int, f.value.Kind() == reflect.Int64:
		return "int"
	case f.value.Kind() == reflect.Float64:
		return "number"
	default:
		return "string"
	}
}

// IsBoolFlag says that the flag may stand without a value.
func (f *Field) IsBoolFlag() bool { return f.Type() == "bool" }

// parse sets the value. No error shows a secret.
func (f *Field) parse(text string) error {
	fail := func(want string) error {
		if f.Secret {
			return fmt.Errorf("%w: %s must be %s", ErrValue, f.Name, want)
		}
		return fmt.Errorf("%w: %s: %q is not %s", ErrValue, f.Name, text, want)
	}
	v := f.value
	if v.Kind() == reflect.Slice {
		return f.parseList(text, fail)
	}
	if u, ok := reflect.TypeAssert[encoding.TextUnmarshaler](v.Addr()); ok {
		if err := u.UnmarshalText([]byte(text)); err != nil {
			return fail("right: " + err.Error())
		}
		return nil
	}
	if v.Type() == reflect.TypeFor[time.Duration]() {
		d, err := time.ParseDuration(text)
		if err != nil {
			return fail("a duration such as 30s or 5m")
		}
		v.SetInt(int64(d))
		return nil
	}
	switch v.Kind() {
	case reflect.Bool:
		b, err := strconv.ParseBool(text)
		if err != nil {
			return fail("true or false")
		}
		v.SetBool(b)
	case reflect.Int, reflect.Int64:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return fail("a whole number")
		}
		v.SetInt(n)
	case reflect.Float64:
		x, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return fail("a number")
		}
		v.SetFloat(x)
	default:
		v.SetString(text)
	}
	return nil
}

// parseList reads values with commas between; an empty text is an empty list.
func (f *Field) parseList(text string, fail func(string) error) error {
	list := reflect.MakeSlice(f.value.Type(), 0, 0)
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		x := reflect.New(f.value.Type().Elem())
		if u, ok := reflect.TypeAssert[encoding.TextUnmarshaler](x); ok {
			if err := u.UnmarshalText([]byte(part)); err != nil {
				return fail("right: " + err.Error())
			}
		} else {
			x.Elem().SetString(part)
		}
		list = reflect.Append(list, x.Elem())
	}
	f.value.Set(list)
	return nil
}
