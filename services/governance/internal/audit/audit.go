// Package audit is the read model of who did what, when: each entry of the ledger without what
// it says, in compact columns in memory. It shows a reader what it may read and nothing of the
// rest: no entry, no gap, and no time that depends on others' entries.
package audit

import (
	"sync"
	"time"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Alliance stands for an actor that a member is not told of.
const Alliance = "alliance"

// Item is one entry as a reader sees it.
type Item struct {
	Position ledger.Position
	At       time.Time
	Kind     ledger.Kind
	ID       string
	Verb     string
	Actor    string // Alliance where the reader may not know
}

// Query is what a page is filtered by; zero values do not filter.
type Query struct {
	Kind         ledger.Kind
	ID, Verb     string
	Actor        string    // as it is shown; without a key ("m:<member>") it is any of the keys
	Since, Until time.Time // since <= at < until
}

// Reader is who reads: somebody who oversees the alliance, a member, or a person.
type Reader struct {
	Oversees bool
	Sees     func(id.Indicator) bool // of one who oversees: whether it may know of an indicator now

	Asker   string    // of one who does not: access.Caller.Asker
	Member  id.Member // for whom it acts, "" for nobody
	Person  id.Person // "" for a member's key
	Manages bool      // whether it may know of the member's persons
}

// Directory knows whose a key is, who sits where, and whose person somebody is now.
type Directory interface {
	Credential(c id.Credential) (directory.Credential, bool)
	Person(p id.Person) (directory.Person, bool)
	TaskForces() []directory.TaskForce
}

// row is an entry: 32 bytes.
type row struct {
	position ledger.Position
	at       int64 // Unix nanoseconds
	entity   uint32
	actor    uint32
	verb     uint16
	kind     uint16
}

// chunk is how many rows are kept, or looked at under one lock, together.
const chunk = 4096

// Trail folds the entries of all kinds. It is safe for concurrent use, and is fed after the
// directory that it asks.
type Trail struct {
	directory Directory

	mu       sync.RWMutex
	rows     [][]row // chunks, all full but the last
	count    int
	kinds    words
	verbs    words
	actors   actors
	entities entities
	people   map[id.Person]place
	of       map[string][]uint32       // by asker: the rows that it did, or that are about what is its own
	in       map[id.TaskForce][]uint32 // the rows about a task force
}

// place is a person's at one position of the ledger.
type place struct {
	of   id.Member // whose person it is
	acts id.Member // for whom it acts, "" for the alliance
}

// New returns an empty trail.
func New(d Directory) *Trail {
	return &Trail{
		directory: d, kinds: newWords(), verbs: newWords(), actors: newActors(), entities: newEntities(),
		people: map[id.Person]place{}, of: map[string][]uint32{}, in: map[id.TaskForce][]uint32{},
	}
}

func (t *Trail) at(n uint32) *row { return &t.rows[n/chunk][n%chunk] }
