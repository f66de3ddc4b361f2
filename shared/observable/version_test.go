package observable

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"testing"
)

// TestVersion holds the registries to the version: records of an older version are named anew
// (Renew), and those of this one are not.
func TestVersion(t *testing.T) {
	const at, want = 3, "30b6beb0026f1f6015987a46bb71b3b55f549ec96ceedb5918b700d9a8859157"
	sum := sha256.New()
	sum.Write(registry)
	err := fs.WalkDir(schemeFiles, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := schemeFiles.ReadFile(path)
		sum.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != want || at != Version {
		t.Errorf("version %d has registries of digest %s.\nIf any canonical form changed with them, raise Version; then write both down here.", Version, got)
	}
}
