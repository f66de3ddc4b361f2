// Package mongotest gives tests a MongoDB: the one that ENTENTE_TEST_MONGODB, or MONGODB_URI, names, or else FerretDB in
// this process, on SQLite in memory's stead: a folder of the test's. It is for tests alone.
package mongotest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"net/url"
	"os"
	"path"
	"sync"
	"testing"

	"github.com/FerretDB/FerretDB/ferretdb"
)

// inside is the engine in this process: one for all its tests.
var inside struct {
	once sync.Once
	uri  string
	err  error
}

// URI names a database of its own, which is empty, at the test's engine.
func URI(tb testing.TB) string {
	tb.Helper()
	uri, err := Fresh()
	if err != nil {
		tb.Fatal(err)
	}
	return uri
}

// Fresh is URI outside of a test.
func Fresh() (string, error) { return Named(rand.Text()) }

// Named is Fresh under a name: the same database each time.
func Named(name string) (string, error) {
	engine := Engine()
	if engine == "" {
		inside.once.Do(func() { inside.uri, inside.err = start() })
		if inside.err != nil {
			return "", inside.err
		}
		engine = inside.uri
	}
	sum := sha256.Sum256([]byte(name))
	u, err := url.Parse(engine)
	if err != nil {
		return "", err
	}
	u.Path = "/" + "entente_test_" + hex.EncodeToString(sum[:8])
	return u.String(), nil
}

// Engine is the URI of the engine that is not in this process, "" where there is none:
// ENTENTE_TEST_MONGODB, or MONGODB_URI.
func Engine() string {
	if uri := os.Getenv("ENTENTE_TEST_MONGODB"); uri != "" && uri != Inside {
		return uri
	}
	return os.Getenv("MONGODB_URI")
}

// Inside is the value of ENTENTE_TEST_MONGODB that asks for the engine in the process.
const Inside = "inside"

func start() (string, error) {
	dir, err := os.MkdirTemp("", "mongotest-*") // of the process: SQLite's files are unlinked by nobody else
	if err != nil {
		return "", err
	}
	f, err := ferretdb.New(&ferretdb.Config{
		Listener: ferretdb.ListenerConfig{TCP: "127.0.0.1:0"},
		Logger:   slog.New(slog.DiscardHandler),
		Handler:  "sqlite", SQLiteURL: "file:" + path.Clean(dir) + "/",
	})
	if err != nil {
		return "", err
	}
	go func() { _ = f.Run(context.Background()) }()
	return f.MongoDBURI(), nil
}
