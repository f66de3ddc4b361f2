package hubkey_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/entente-hub/entente/shared/hubkey"
)

func TestLoad(t *testing.T) {
	t.Run("makes the file once, for its owner alone", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "data", "hub.key")
		first, err := hubkey.Load(path)
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("mode %04o, want 0600", info.Mode().Perm())
		}
		again, err := hubkey.Load(path)
		if err != nil {
			t.Fatal(err)
		}
		if first.ID("x", "y") != again.ID("x", "y") {
			t.Error("the second start has another key")
		}
		left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".secret-*"))
		if err != nil || len(left) != 0 {
			t.Errorf("left behind: %v %v", left, err)
		}
	})
	t.Run("two starts at once share one key", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "hub.key")
		ids := make([]string, 8)
		var wg sync.WaitGroup
		for i := range ids {
			wg.Go(func() {
				k, err := hubkey.Load(path)
				if err != nil {
					t.Error(err)
					return
				}
				ids[i] = k.ID("x")
			})
		}
		wg.Wait()
		for _, x := range ids {
			if x != ids[0] {
				t.Fatalf("keys differ: %v", ids)
			}
		}
	})
	t.Run("refuses a file that everyone may read", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "hub.key")
		write(t, path, strings.Repeat("ab", 32))
		if err := os.Chmod(path, 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := hubkey.Load(path)
		if !errors.Is(err, hubkey.ErrReadable) || !strings.Contains(err.Error(), "chmod 600") {
			t.Fatalf("got %v", err)
		}
	})
	for name, text := range map[string]string{
		"empty": "", "short": "abcd", "long": strings.Repeat("ab", 33), "not hex": strings.Repeat("zz", 32), "huge": strings.Repeat("a", 1<<13),
	} {
		t.Run("refuses a file that is "+name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "hub.key")
			write(t, path, text)
			if _, err := hubkey.Load(path); err == nil {
				t.Fatal("taken")
			}
		})
	}
}

func TestDerive(t *testing.T) {
	k := key(t)
	if len(k.Derive("a", 64)) != 64 {
		t.Error("wrong length")
	}
	if !bytes.Equal(k.Derive("a", 64), k.Derive("a", 64)) {
		t.Error("not the same twice")
	}
	if bytes.Equal(k.Derive("a", 64), k.Derive("b", 64)) {
		t.Error("two purposes, one key")
	}
}

func TestID(t *testing.T) {
	k := key(t)
	// Golden: ids are on the ledger, they may never change.
	if got := k.ID("indicator", "brand-a", "domain", "example.com"); got != "csq3hrnnl7q5cqk7gsuxzfp2ca" {
		t.Errorf("got %s", got)
	}
	seen := map[string][]string{}
	for _, parts := range [][]string{{}, {""}, {"", ""}, {"ab", "c"}, {"a", "bc"}, {"abc"}} {
		x := k.ID("p", parts...)
		if len(x) != 26 || x != strings.ToLower(x) {
			t.Errorf("%q is not 26 lower-case characters", x)
		}
		if other, ok := seen[x]; ok {
			t.Errorf("%q and %q are one", other, parts)
		}
		seen[x] = parts
	}
	if k.ID("p", "x") == k.ID("q", "x") {
		t.Error("two purposes, one id")
	}
}

func TestKeyDoesNotPrint(t *testing.T) {
	k := key(t)
	holder := struct{ k hubkey.Key }{k}
	text, err := json.Marshal(k)
	if err != nil {
		t.Fatal(err)
	}
	all := fmt.Sprintf("%v %+v %#v %s %x %q %v %+v %#v %x", k, k, k, k, k, k, holder, holder, holder, holder) + string(text)
	for _, leak := range []string{"01 02 03", "1 2 3", "010203", "0x1, 0x2"} {
		if strings.Contains(all, leak) {
			t.Errorf("printed %q in %s", leak, all)
		}
	}
}

func key(t *testing.T) hubkey.Key {
	t.Helper()
	root := make([]byte, hubkey.Size)
	for i := range root {
		root[i] = byte(i + 1)
	}
	k, err := hubkey.Parse(hex.EncodeToString(root))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
