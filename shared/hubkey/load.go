package hubkey

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ErrReadable says that everyone on the machine can read a secret's file.
var ErrReadable = errors.New("readable by every user of this machine")

// Load reads the key file (32 bytes, hex), or makes it with mode 0600 where it is absent.
// Two processes that start at once get one key.
func Load(path string) (Key, error) {
	text, _, err := Keep(path, func() string {
		return hex.EncodeToString(random(Size))
	})
	if err != nil {
		return Key{}, err
	}
	k, err := Parse(text)
	if err != nil {
		return Key{}, fmt.Errorf("%s: %w", path, err)
	}
	return k, nil
}

// Keep returns the secret text that the file holds, without the space around it. Where there
// is no file it makes one of what fresh returns, whole or not at all, with mode 0600; made
// tells that it did. It returns ErrReadable for a file that every user may read.
func Keep(path string, fresh func() string) (text string, made bool, err error) {
	text, err = read(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return text, false, err
	}
	if err := create(path, fresh()); err == nil {
		made = true
	} else if !errors.Is(err, fs.ErrExist) { // another process was first: its text counts
		return "", false, fmt.Errorf("make %s: %w", path, err)
	}
	text, err = read(path)
	return text, made, err
}

func read(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("read secret: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", fmt.Errorf("read secret: %w", err)
	}
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("read secret: %s is not a file", path)
	}
	if mode := info.Mode().Perm(); mode&0o007 != 0 {
		return "", fmt.Errorf("%s holds a secret and is %w (mode %04o): run chmod 600 on it, and replace the secret if others may have read it",
			path, ErrReadable, mode)
	}
	if info.Size() > 4096 {
		return "", fmt.Errorf("read secret: %s has %d bytes: this is not a secret's file", path, info.Size())
	}
	b := make([]byte, info.Size())
	if _, err := f.ReadAt(b, 0); err != nil {
		return "", fmt.Errorf("read secret %s: %w", path, err)
	}
	text := strings.TrimSpace(string(b))
	if text == "" {
		return "", fmt.Errorf("read secret: %s is empty: restore it from a backup, or remove it to have a new one made", path)
	}
	return text, nil
}

// create writes beside the path and links into place: a reader never meets half a secret, and
// of two writers one gets fs.ErrExist.
func create(path, text string) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(dir, ".secret-*") // 0600 from the start
	if err != nil {
		return err
	}
	defer func() {
		_ = tmp.Close()
		_ = os.Remove(tmp.Name()) // linked into place by now, or not wanted
	}()
	if _, err := tmp.WriteString(text + "\n"); err != nil {
		return err
	}
	if err := tmp.Sync(); err != nil {
		return err
	}
	if err := os.Link(tmp.Name(), path); err != nil {
		return err
	}
	return syncDir(dir)
}

// syncDir makes a new name in a folder last through a crash.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	return b
}
