package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"time"
)

// deadline ends tests that a bug has made endless, in Go's notation.
const deadline = "150s"

var (
	failed    = regexp.MustCompile(`(?m)^--- FAIL: (\S+)`)
	panicked  = regexp.MustCompile(`(?m)^(panic|fatal error): .*$`)
	unbuilt   = regexp.MustCompile(`\[(build|setup) failed\]`)
	nothing   = regexp.MustCompile(`no tests to run|no test files`)
	firstLine = regexp.MustCompile(`(?m)^[^#\s].*$`)
)

// try seeds the bug and runs its tests.
func (m mutation) try(ctx context.Context) result {
	began := time.Now()
	overlay, done, err := m.overlay()
	if err != nil {
		return result{err: err}
	}
	defer done()
	out, err := m.by.test(ctx, "-count=1", "-overlay="+overlay)
	r := result{took: time.Since(began)}
	switch {
	case ctx.Err() != nil:
		r.err = ctx.Err()
	case unbuilt.Match(out):
		r.err = fmt.Errorf("does not compile: %s", firstLine.Find(out))
	case err == nil && nothing.Match(out):
		r.err = fmt.Errorf("-run %s runs no test", m.by.run)
	case err == nil: // survived
	default:
		r.killer, r.err = killer(out)
	}
	return r
}

// killer reads from the output of tests which of them failed.
func killer(out []byte) (string, error) {
	if found := failed.FindSubmatch(out); found != nil {
		return string(found[1]), nil
	}
	if found := panicked.Find(out); found != nil {
		return string(found), nil
	}
	return "", fmt.Errorf("no test failed, and go test did: %s", firstLine.Find(out))
}

// seeded is the file with the bug in it, and where it really is.
func (m mutation) seeded() (src []byte, real string, err error) {
	if src, err = os.ReadFile(m.file); err != nil {
		return nil, "", err
	}
	if n := bytes.Count(src, []byte(m.old)); n != 1 {
		return nil, "", fmt.Errorf("its text is in the file %d times, not once", n)
	}
	real, err = filepath.Abs(m.file)
	return bytes.Replace(src, []byte(m.old), []byte(m.new), 1), real, err
}

// overlay writes the changed file and what tells go of it to a folder, which done removes.
func (m mutation) overlay() (file string, done func(), err error) {
	src, real, err := m.seeded()
	if err != nil {
		return "", nil, err
	}
	dir, err := os.MkdirTemp("", "entente-mutate-")
	if err != nil {
		return "", nil, err
	}
	done = func() { _ = os.RemoveAll(dir) } // nothing depends on it
	changed := filepath.Join(dir, filepath.Base(m.file))
	err = os.WriteFile(changed, src, 0o600)
	var replace []byte
	if err == nil {
		replace, err = json.Marshal(map[string]map[string]string{"Replace": {real: changed}})
	}
	file = filepath.Join(dir, "overlay.json")
	if err == nil {
		err = os.WriteFile(file, replace, 0o600)
	}
	if err != nil {
		done()
	}
	return file, done, err
}

// passes is the suite without any bug.
func (s suite) passes(ctx context.Context) error {
	out, err := s.test(ctx)
	if err != nil {
		return fmt.Errorf("%s -run %s: %w\n%s", s.pkg, s.run, err, out)
	}
	if nothing.Match(out) {
		return errors.New(s.pkg + " -run " + s.run + " runs no test")
	}
	return nil
}

// test runs the suite, with more flags. A rapid test that fails is not made small, nor kept.
func (s suite) test(ctx context.Context, flags ...string) ([]byte, error) {
	args := append([]string{"test", "-vet=off", "-failfast", "-timeout=" + deadline, "-run=" + s.run}, flags...)
	args = append(args, "./"+s.pkg)
	if s.rapid {
		args = append(args, "-rapid.shrinktime=0s", "-rapid.nofailfile")
	}
	return exec.CommandContext(ctx, "go", args...).CombinedOutput()
}
