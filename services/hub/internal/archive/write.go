package archive

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/transparency"
)

// perPart is how many records a part has at most: what is lost of a copy that is cut off.
const perPart = 100_000

// Writer adds records to a copy.
type Writer struct {
	to   *Archive
	part *part // nil: none is begun
	line []byte
}

// unerased is there while a run may have added erasures that the parts do not obey yet.
const unerased = "unerased"

// CutOff reports whether the last run did not come to its end: any erasure in the copy may not have
// been obeyed.
func (a *Archive) CutOff() bool {
	_, err := os.Stat(filepath.Join(a.path, unerased))
	return err == nil
}

// Done says that the parts obey all erasures that the copy has.
func (a *Archive) Done() error {
	if err := os.Remove(filepath.Join(a.path, unerased)); err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	return nil
}

// Writer adds to the copy what comes after Last. What a run that was cut off has left is removed.
func (a *Archive) Writer() (*Writer, error) {
	all, err := filepath.Glob(filepath.Join(a.path, "*"))
	if err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	for _, file := range all {
		if partOf(file) {
			if err := os.Remove(file); err != nil {
				return nil, fmt.Errorf("archive: %w", err)
			}
		}
	}
	if err := os.WriteFile(filepath.Join(a.path, unerased), nil, 0o600); err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	if err := syncFolder(a.path); err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	return &Writer{to: a}, nil
}

// Add adds a record. It is kept once its part is full, or with Close.
func (w *Writer) Add(r *transparency.Record) (err error) {
	if w.part == nil {
		if w.part, err = create(filepath.Join(w.to.path, name(r.Position))); err != nil {
			return err
		}
	}
	if w.line, err = r.Append(w.line[:0]); err != nil {
		return err
	}
	if err := w.part.write(w.line); err != nil {
		return err
	}
	if w.part.lines == perPart {
		return w.Close()
	}
	return nil
}

// Close keeps what was added.
func (w *Writer) Close() error {
	if w.part == nil {
		return nil
	}
	p := w.part
	w.part = nil
	return p.keep()
}

// part is a file that is being written: under another name until it is whole and on disk.
type part struct {
	name  string
	f     *os.File
	z     *zstd.Encoder
	w     *bufio.Writer
	lines int
}

func create(file string) (*part, error) {
	f, err := os.OpenFile(file+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	z, err := zstd.NewWriter(f, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(true))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("archive: %w", err), f.Close())
	}
	return &part{name: file, f: f, z: z, w: bufio.NewWriterSize(z, 1<<16)}, nil
}

func (p *part) write(line []byte) error {
	p.lines++
	if _, err := p.w.Write(line); err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	return nil
}

func (p *part) keep() error {
	err := errors.Join(p.w.Flush(), p.z.Close(), p.f.Sync(), p.f.Close())
	if err == nil {
		err = os.Rename(p.name+".new", p.name)
	}
	if err == nil {
		err = syncFolder(filepath.Dir(p.name))
	}
	if err != nil {
		return fmt.Errorf("archive: %w", err)
	}
	return nil
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Erase takes out of the parts what was erased: of each entry what remains of it is left. It returns
// how many it took out.
func (a *Archive) Erase(remains map[ledger.Position]ledger.Remains) (int, error) {
	parts, err := a.parts()
	if err != nil || len(remains) == 0 {
		return 0, err
	}
	n := 0
	for k, file := range parts {
		next := ""
		if k+1 < len(parts) {
			next = filepath.Base(parts[k+1])
		}
		touched := false
		for p := range remains {
			touched = touched || name(p) >= filepath.Base(file) && (next == "" || name(p) < next)
		}
		if touched {
			m, err := erase(file, remains)
			if err != nil {
				return n, err
			}
			n += m
		}
	}
	return n, nil
}

// erase writes a part anew, where it has any of it.
func erase(file string, remains map[ledger.Position]ledger.Remains) (n int, err error) {
	p, err := create(file)
	if err != nil {
		return 0, err
	}
	var text []byte
	for line, err := range lines(file) {
		if err != nil {
			return 0, errors.Join(err, p.f.Close())
		}
		r, err := transparency.ParseRecord(line)
		if err != nil {
			return 0, errors.Join(fmt.Errorf("%s: %w", file, err), p.f.Close())
		}
		if of, erased := remains[r.Position]; erased && !r.Erased {
			e := of.Entry()
			r = transparency.NewRecord(&e, true)
			n++
		}
		if text, err = r.Append(text[:0]); err != nil {
			return 0, errors.Join(err, p.f.Close())
		}
		if err := p.write(text); err != nil {
			return 0, errors.Join(err, p.f.Close())
		}
	}
	if n == 0 {
		return 0, errors.Join(p.f.Close(), os.Remove(file+".new"))
	}
	return n, p.keep()
}
