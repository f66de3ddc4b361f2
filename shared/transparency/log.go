package transparency

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/entente-hub/entente/shared/fold"
	"github.com/entente-hub/entente/shared/ledger"
)

// chunk is how many hashes are kept together.
const chunk = 8192

// Log folds every entry into the tree. It keeps its hashes in memory, two an entry: 64 bytes.
// It is safe for concurrent use.
type Log struct {
	mu       sync.RWMutex
	hashes   [][]tlog.Hash // chunks, all full but the last, in the order of tlog.StoredHashIndex
	stored   int64
	size     int64
	runs     []run
	periodic Periodic
}

// run is where a run of adjacent positions begins: the ledger has gaps only where it lost
// something.
type run struct {
	index int64
	first ledger.Position
}

var _ fold.View = (*Log)(nil)

// NewLog returns the tree of an empty ledger.
func NewLog() *Log { return &Log{} }

// Apply folds entries.
func (l *Log) Apply(es []ledger.Entry) error {
	leaves := make([]tlog.Hash, len(es))
	for i := range es {
		leaves[i] = Hash(&es[i])
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range es {
		if err := l.add(es[i].Position, leaves[i]); err != nil {
			return fmt.Errorf("transparency: position %d: %w", es[i].Position, err)
		}
		if es[i].Kind == ledger.KindCheckpoint && es[i].ID == PeriodicID {
			p, err := DecodePeriodic(&es[i])
			if err != nil {
				return err
			}
			l.periodic = p
		}
	}
	return nil
}

func (l *Log) add(p ledger.Position, leaf tlog.Hash) error {
	if last := len(l.runs) - 1; last < 0 || p != l.runs[last].first+ledger.Position(l.size-l.runs[last].index) {
		l.runs = append(l.runs, run{l.size, p})
	}
	hashes, err := tlog.StoredHashesForRecordHash(l.size, leaf, tlog.HashReaderFunc(l.read))
	if err != nil {
		return err
	}
	for _, h := range hashes {
		if l.stored%chunk == 0 {
			l.hashes = append(l.hashes, make([]tlog.Hash, 0, chunk))
		}
		last := &l.hashes[len(l.hashes)-1]
		*last = append(*last, h)
		l.stored++
	}
	l.size++
	return nil
}

// read is tlog's way to the hashes. The lock is held.
func (l *Log) read(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, n := range indexes {
		if n < 0 || n >= l.stored {
			return nil, fmt.Errorf("%w: hash %d", ErrRange, n)
		}
		out[i] = l.hashes[n/chunk][n%chunk]
	}
	return out, nil
}

// Periodic returns the newest checkpoint on the ledger.
func (l *Log) Periodic() Periodic {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.periodic
}

// Index is which record an entry is, from 0. It returns ErrRange if the tree has no entry there.
func (l *Log) Index(p ledger.Position) (int64, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	n, found := slices.BinarySearchFunc(l.runs, p, func(r run, p ledger.Position) int { return cmp.Compare(r.first, p) })
	if !found {
		n--
	}
	if n < 0 {
		return 0, ErrRange
	}
	end := l.size
	if n+1 < len(l.runs) {
		end = l.runs[n+1].index
	}
	index := l.runs[n].index + int64(p-l.runs[n].first)
	if index >= end {
		return 0, ErrRange
	}
	return index, nil
}
