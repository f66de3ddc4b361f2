//go:build unix

package cellar

import (
	"fmt"
	"os"
	"runtime"

	"golang.org/x/sys/unix"
)

// Open makes a cellar in a file of a folder, TMPDIR's where it is "". The file can be read by its
// owner alone, has no name from the start, and is gone when the process ends, however it does.
// What it maps is given back when the cellar can no longer be reached.
func Open(dir string) (*Cellar, error) {
	f, err := os.CreateTemp(dir, "cellar-*") // mode 0600
	if err != nil {
		return nil, fmt.Errorf("cellar: %w", err)
	}
	if err := os.Remove(f.Name()); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("cellar: %w", err)
	}
	var size int64
	c := newCellar(nil)
	c.reserve = func(n int) ([]byte, error) {
		// The room is taken from the disk first: a write to a map that has none ends the process.
		if err := allocate(f, size, n); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name(), err)
		}
		mem, err := unix.Mmap(int(f.Fd()), size, n, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
		if err != nil {
			return nil, fmt.Errorf("%s: map: %w", f.Name(), err)
		}
		runtime.AddCleanup(c, func(mem []byte) { _ = unix.Munmap(mem) }, mem)
		size += int64(n)
		return mem, nil
	}
	return c, nil
}

// fill takes room by writing zeros, where the system or the file system has no call for it.
func fill(f *os.File, from int64, size int) error {
	zeros := make([]byte, min(size, 1<<20))
	for at := 0; at < size; at += len(zeros) {
		if _, err := f.WriteAt(zeros[:min(len(zeros), size-at)], from+int64(at)); err != nil {
			return err
		}
	}
	return nil
}
