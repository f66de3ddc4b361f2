package conf

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// Load reads the file (YAML, one level: "listen: 127.0.0.1:8080"; "" for none) and then the
// environment, and leaves alone what a flag has set. A key of the file that is no setting's is
// ErrUnknown; all that is wrong is told at once. A secret NAME may also come as NAME_FILE, the
// path of a file that holds it.
func Load(fs []*Field, file string, environ []string) error {
	var errs []error
	if file != "" {
		errs = append(errs, fromFile(fs, file))
	}
	errs = append(errs, fromEnv(fs, environ))
	return errors.Join(errs...)
}

// Strangers lists the ENTENTE_ variables that are no setting's: typing errors, to be warned
// of. They are not refused, since others write there too (Kubernetes adds
// ENTENTE_SERVICE_HOST for a service that is called entente).
func Strangers(fs []*Field, environ []string) []string {
	got := ours(environ)
	for _, f := range fs {
		delete(got, f.Env)
		if f.Secret {
			delete(got, f.Env+"_FILE")
		}
	}
	return slices.Sorted(maps.Keys(got))
}

// ours are the variables that begin as settings do.
func ours(environ []string) map[string]string {
	got := map[string]string{}
	for _, line := range environ {
		if name, value, ok := strings.Cut(line, "="); ok && strings.HasPrefix(name, EnvPrefix) {
			got[name] = value
		}
	}
	return got
}

func fromFile(fs []*Field, file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("conf: %w", err)
	}
	var got map[string]any
	if err := yaml.Unmarshal(text, &got); err != nil {
		// The library's own words show the lines around, and they may hold a secret.
		return fmt.Errorf("%w: %s is not one level of YAML: %s", ErrValue, file, firstLine(err))
	}
	info, err := os.Stat(file)
	if err != nil {
		return fmt.Errorf("conf: %w", err)
	}
	by := map[string]*Field{}
	for _, f := range fs {
		by[f.Key] = f
	}
	var errs []error
	for key, x := range got {
		f, ok := by[key]
		if !ok {
			errs = append(errs, fmt.Errorf("%w: %s in %s", ErrUnknown, key, file))
			continue
		}
		if f.Secret && info.Mode().Perm()&0o007 != 0 {
			errs = append(errs, fmt.Errorf("%w: %s is a secret, and every user may read %s: run chmod 600 on it", ErrValue, key, file))
			continue
		}
		text, ok := written(x)
		if !ok {
			errs = append(errs, fmt.Errorf("%w: %s in %s has levels", ErrValue, key, file))
			continue
		}
		if !f.set {
			errs = append(errs, f.parse(text))
		}
	}
	return errors.Join(errs...)
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// written gives a YAML value as it would be written on a command line.
func written(x any) (string, bool) {
	switch x := x.(type) {
	case nil:
		return "", true
	case []any:
		parts := make([]string, len(x))
		for i, e := range x {
			s, ok := written(e)
			if _, list := e.([]any); list || !ok {
				return "", false
			}
			parts[i] = s
		}
		return strings.Join(parts, ","), true
	case map[string]any:
		return "", false
	default:
		return fmt.Sprint(x), true
	}
}

func fromEnv(fs []*Field, environ []string) error {
	got := ours(environ)
	var errs []error
	for _, f := range fs {
		text, ok := got[f.Env]
		if path, given := got[f.Env+"_FILE"]; f.Secret && given {
			if ok {
				errs = append(errs, fmt.Errorf("%w: set %s or %s_FILE, not both", ErrValue, f.Env, f.Env))
				continue
			}
			b, err := os.ReadFile(path)
			if err != nil {
				errs = append(errs, fmt.Errorf("conf: %s_FILE: %w", f.Env, err))
				continue
			}
			text, ok = strings.TrimSpace(string(b)), true
		}
		if ok && !f.set {
			errs = append(errs, f.parse(text))
		}
	}
	return errors.Join(errs...)
}
