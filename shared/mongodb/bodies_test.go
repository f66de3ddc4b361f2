package mongodb_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/mongodb"
	"github.com/entente-hub/entente/shared/mongotest"
)

func open(t *testing.T, uri string) *mongodb.DB {
	t.Helper()
	db, err := mongodb.Open(mongodb.Options{URI: uri, Name: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close(t.Context()) })
	return db
}

func attach(t *testing.T, b *mongodb.Bodies, want ledger.Position) {
	t.Helper()
	if at, err := b.Attach(t.Context()); err != nil || at != want {
		t.Fatalf("attached at %d, %v; want %d", at, err, want)
	}
}

// has is what the view has under some keys: "at text".
func has(t *testing.T, b *mongodb.Bodies, keys ...ledger.Position) map[ledger.Position]string {
	t.Helper()
	all := map[ledger.Position]string{}
	if err := b.Fetch(t.Context(), keys, func(key, at ledger.Position, text []byte) {
		all[key] = fmt.Sprintf("%d %s", at, text)
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestBodies(t *testing.T) {
	uri := mongotest.URI(t)
	b, other := open(t, uri).Bodies("hub", 3), open(t, uri).Bodies("hub", 3)
	attach(t, b, 0)
	attach(t, other, 0)
	write := func(to *mongodb.Bodies, all ...mongodb.Body) {
		t.Helper()
		if err := to.Write(t.Context(), all, 0, 0); err != nil {
			t.Fatal(err)
		}
	}
	body := func(key, at ledger.Position, text string) mongodb.Body {
		return mongodb.Body{Key: key, At: at, Text: []byte(text)}
	}
	same := func(what string, want map[ledger.Position]string) {
		t.Helper()
		if got := has(t, other, 1, 2, 3, 9); !maps.Equal(got, want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	write(b, body(1, 1, "one"), body(2, 2, "two"), body(3, 5, "three, revised"))
	same("written", map[ledger.Position]string{1: "1 one", 2: "2 two", 3: "5 three, revised"})
	write(other, body(3, 3, "three"), body(1, 1, "one"), body(2, 7, ""))
	same("by another that is behind", map[ledger.Position]string{1: "1 one", 2: "7 ", 3: "5 three, revised"})
	write(b, body(2, 2, "two"), body(2, 6, "two, before it was erased"), body(1, 8, "one, revised"))
	same("what was erased does not come back", map[ledger.Position]string{1: "8 one, revised", 2: "7 ", 3: "5 three, revised"})

	for _, p := range []ledger.Position{5, 8, 3} {
		if err := b.Write(t.Context(), nil, 0, p); err != nil {
			t.Fatal(err)
		}
	}
	if is, err := other.Standing(t.Context()); is.Position != 8 || err != nil {
		t.Errorf("the view is at %d, %v; want 8: an older position never takes the place of a newer", is.Position, err)
	}
	if err := b.Write(t.Context(), []mongodb.Body{body(9, 9, "nine")}, 10, 12); !errors.Is(err, mongodb.ErrLost) {
		t.Errorf("one that was put back from an older copy: %v", err)
	}
	if err := b.Forget(t.Context()); err != nil {
		t.Fatal(err)
	}
	if is, err := other.Standing(t.Context()); is.Position != 0 || err != nil || len(has(t, other, 1, 2, 3)) > 0 {
		t.Errorf("begun anew it is at %d, %v", is.Position, err)
	}
}

func TestAttach(t *testing.T) {
	uri := mongotest.URI(t)
	db := open(t, uri)
	b := db.Bodies("hub", 3)
	attach(t, b, 0)
	if err := b.Write(t.Context(), []mongodb.Body{{Key: 1, At: 1, Text: []byte("x")}}, 0, 4); err != nil {
		t.Fatal(err)
	}
	attach(t, db.Bodies("hub", 3), 4)
	if _, err := db.Bodies("another", 3).Attach(t.Context()); !errors.Is(err, mongodb.ErrOther) {
		t.Errorf("another hub: %v", err)
	}
	if _, err := db.Bodies("hub", 2).Attach(t.Context()); !errors.Is(err, mongodb.ErrNewer) {
		t.Errorf("an older version: %v", err)
	}
	newer := db.Bodies("hub", 4)
	attach(t, newer, 0)
	if len(has(t, newer, 1)) > 0 {
		t.Error("a newer version has what an older wrote")
	}
	// The older one that runs still goes on with its own.
	if is, err := b.Standing(t.Context()); is.Position != 4 || err != nil || !slices.Equal(slices.Collect(maps.Values(has(t, b, 1))), []string{"1 x"}) {
		t.Errorf("the older version is at %d, %v", is.Position, err)
	}
}

func TestOpen(t *testing.T) {
	for _, uri := range []string{"", "http://x", "mongodb://u:secret@"} {
		if _, err := mongodb.Open(mongodb.Options{URI: uri}); !errors.Is(err, mongodb.ErrSetting) {
			t.Errorf("%q: %v", uri, err)
		}
	}
	if _, err := mongodb.Open(mongodb.Options{URI: "mongodb://127.0.0.1/", CAFile: "none.pem"}); !errors.Is(err, mongodb.ErrSetting) {
		t.Errorf("no CA file: %v", err)
	}
	b := open(t, "mongodb://127.0.0.1:1/").Bodies("hub", 1)
	if _, err := b.Attach(t.Context()); !errors.Is(err, mongodb.ErrAway) {
		t.Errorf("nobody there: %v", err)
	}
	if err := b.Fetch(t.Context(), []ledger.Position{1}, nil); !errors.Is(err, mongodb.ErrAway) {
		t.Errorf("nobody there: %v", err)
	}
}
