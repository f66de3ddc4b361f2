// Package archive is a copy of a ledger in a folder: its entries in parts, each a compressed file of
// NDJSON (transparency.Record), to which later entries are added; and beside them the journals, as
// they were last. A copy that is kept current obeys erasures: what was erased since is taken out of
// the parts that had it.
package archive

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/transparency"
)

// ErrDamaged says that a file of the copy is not what was written.
var ErrDamaged = errors.New("archive: damaged")

// Archive is a copy: a folder, or one file of records alone.
type Archive struct {
	path string
	file bool
}

// Open opens a copy that is there, a folder or a file.
func Open(path string) (*Archive, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	return &Archive{path, !info.IsDir()}, nil
}

// Create opens a folder to copy to, or makes it, for its owner alone.
func Create(path string) (*Archive, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	return Open(path)
}

// Journals is where the copy has the journals.
func (a *Archive) Journals() string {
	if a.file {
		return a.path + ".journals" // there are none
	}
	return filepath.Join(a.path, "journals")
}

const prefix, suffix = "ledger-", ".ndjson.zst"

// name of the part that begins with a position.
func name(first ledger.Position) string { return fmt.Sprintf("%s%014d%s", prefix, first, suffix) }

// parts are the files of records, in their order.
func (a *Archive) parts() ([]string, error) {
	if a.file {
		return []string{a.path}, nil
	}
	all, err := filepath.Glob(filepath.Join(a.path, prefix+"*"+suffix))
	if err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	slices.Sort(all)
	return all, nil
}

// Lines are the lines of all parts, oldest first; the slice is good until the next. Where the name
// of a part says that all of it stands before from, it is left out.
func (a *Archive) Lines(from ledger.Position) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		parts, err := a.parts()
		if err != nil {
			yield(nil, err)
			return
		}
		for len(parts) > 1 && filepath.Base(parts[1]) <= name(from) {
			parts = parts[1:]
		}
		for _, part := range parts {
			for line, err := range lines(part) {
				if !yield(line, err) || err != nil {
					return
				}
			}
		}
	}
}

// Records are Lines, read.
func (a *Archive) Records(from ledger.Position) iter.Seq2[transparency.Record, error] {
	return func(yield func(transparency.Record, error) bool) {
		for line, err := range a.Lines(from) {
			var r transparency.Record
			if err == nil {
				r, err = transparency.ParseRecord(line)
			}
			if err == nil && r.Position < from {
				continue
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// Last is the last record; false if there is none.
func (a *Archive) Last() (last transparency.Record, ok bool, err error) {
	parts, err := a.parts()
	if err != nil || len(parts) == 0 {
		return last, false, err
	}
	var text []byte
	for line, err := range lines(parts[len(parts)-1]) {
		if err != nil {
			return last, false, err
		}
		text = append(text[:0], line...)
	}
	last, err = transparency.ParseRecord(text)
	return last, err == nil, err
}

// lines are those of a file, compressed or not, without their ends.
func lines(file string) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		f, err := os.Open(file)
		if err != nil {
			yield(nil, fmt.Errorf("archive: %w", err))
			return
		}
		defer f.Close()
		if err := Read(f, func(line []byte) bool { return yield(line, nil) }); err != nil {
			yield(nil, fmt.Errorf("%s: %w", file, err))
		}
	}
}

// magic is how a zstd frame begins (RFC 8878, 3.1.1).
var magic = []byte{0x28, 0xb5, 0x2f, 0xfd}

// Read calls fn with every line of a stream, compressed or not, until fn returns false. A last line
// that has no end is one.
func Read(from io.Reader, fn func(line []byte) bool) error {
	r := bufio.NewReaderSize(from, 1<<20)
	if head, _ := r.Peek(len(magic)); bytes.Equal(head, magic) {
		z, err := zstd.NewReader(r)
		if err != nil {
			return fmt.Errorf("archive: %w", err)
		}
		defer z.Close()
		r = bufio.NewReaderSize(z, 1<<20)
	}
	for {
		line, err := r.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if len(line) > 0 && !fn(bytes.TrimSuffix(line, []byte("\n"))) || err != nil {
			return nil
		}
	}
}

// partOf reports whether a file is what is left of a run that was cut off.
func partOf(file string) bool { return strings.HasSuffix(file, suffix+".new") }
