// Package transparency is a transparency log over the ledger: a Merkle tree (RFC 9162,
// golang.org/x/mod/sumdb/tlog) whose n-th record is the n-th entry that the ledger holds, and
// signed notes of its root (golang.org/x/mod/sumdb/note). Whoever keeps a note can prove later,
// offline, that no entry before it was changed, removed, added or put elsewhere.
//
// There are two notes. A checkpoint (https://c2sp.org/tlog-checkpoint) has the tree's size and
// root, for those who oversee. A blind one has a root and a time and no size: a member may keep
// it, and learns nothing from it, for the size and a root that changes would show hidden
// traffic. Blind ones are of the periodic checkpoints alone, which are entries themselves: the
// root changes from each to the next, whatever else was written.
package transparency

import (
	"errors"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/entente-hub/entente/shared/ledger"
)

// Errors to be matched with errors.Is.
var (
	// ErrRange says that the tree has no such record, or never had that size.
	ErrRange = errors.New("transparency: the tree has no such record or size")
	// ErrNote says that a text is no note of this log, or not signed by its key.
	ErrNote = errors.New("transparency: not a note of this log")
)

// Tree is what a root stands for: the first Size entries.
type Tree struct {
	Size int64
	Root tlog.Hash
}

// Checkpoint is what a note says.
type Checkpoint struct {
	Origin string // "entente/<hub id>"
	Blind  bool
	Tree             // of a blind one: the root alone
	Period time.Time // of a blind one: when its period began
	Signed bool      // by a key that was asked for
}

// Periodic is the newest checkpoint that stands on the ledger.
type Periodic struct {
	Position ledger.Position // of its entry, 0 if there is none
	Period   time.Time
	Note     string // the full one
}

// What a periodic checkpoint's entry is called.
const (
	PeriodicID = "periodic"
	VerbSigned = "signed"
	Schema     = 1
)
