//go:build unix && !linux

package cellar

import "os"

func allocate(f *os.File, from int64, size int) error { return fill(f, from, size) }
