package transparency

import "golang.org/x/mod/sumdb/tlog"

// Inclusion proves that an entry is in a tree (RFC 9162, 2.1.3): tlog.CheckRecord.
type Inclusion struct {
	Tree
	Index int64 // from 0
	Leaf  tlog.Hash
	Proof tlog.RecordProof
}

// Consistency proves that a tree is a beginning of another (RFC 9162, 2.1.4): tlog.CheckTree.
type Consistency struct {
	Old, New Tree
	Proof    tlog.TreeProof
}

// Now is the tree of all entries that the log holds.
func (l *Log) Now() (Tree, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.tree(l.size)
}

// At is the tree of the first size entries. It returns ErrRange if there are not as many.
func (l *Log) At(size int64) (Tree, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.tree(size)
}

func (l *Log) tree(size int64) (Tree, error) {
	if size < 0 || size > l.size {
		return Tree{}, ErrRange
	}
	root, err := tlog.TreeHash(size, tlog.HashReaderFunc(l.read))
	return Tree{Size: size, Root: root}, err
}

// Include proves that record index is in the tree of the first size entries. It returns
// ErrRange if it is not.
func (l *Log) Include(index, size int64) (Inclusion, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	t, err := l.tree(size)
	if err != nil {
		return Inclusion{}, err
	}
	if index < 0 || index >= size {
		return Inclusion{}, ErrRange
	}
	leaf, err := l.read([]int64{tlog.StoredHashIndex(0, index)})
	if err != nil {
		return Inclusion{}, err
	}
	proof, err := tlog.ProveRecord(size, index, tlog.HashReaderFunc(l.read))
	return Inclusion{Tree: t, Index: index, Leaf: leaf[0], Proof: proof}, err
}

// Extend proves that the tree of from entries is a beginning of the tree of to entries. It
// returns ErrRange unless 1 <= from <= to, and both are sizes that the tree had.
func (l *Log) Extend(from, to int64) (Consistency, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	was, err := l.tree(from)
	if err != nil {
		return Consistency{}, err
	}
	is, err := l.tree(to)
	if err != nil {
		return Consistency{}, err
	}
	if from < 1 || from > to {
		return Consistency{}, ErrRange
	}
	proof, err := tlog.ProveTree(to, from, tlog.HashReaderFunc(l.read))
	return Consistency{Old: was, New: is, Proof: proof}, err
}
