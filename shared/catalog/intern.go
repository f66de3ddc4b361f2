package catalog

import (
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/id"
)

// publisher is a member as it stands in rows that it published.
type publisher struct {
	id   id.Member
	json string // `,"publisher":"…"`
}

// table numbers values by a text, so that rows share them.
type table[V any] struct {
	index map[string]uint32
	all   []V
}

func newTable[V any]() table[V] { return table[V]{index: map[string]uint32{}} }

func (t *table[V]) intern(name string, v V) uint32 {
	n, ok := t.index[name]
	if !ok {
		n = uint32(len(t.all))
		t.index[strings.Clone(name)] = n
		t.all = append(t.all, v)
	}
	return n
}

// facts says which ordinals have a fact.
type facts[K comparable] map[K]*roaring.Bitmap

func (f facts[K]) add(k K, ord uint32) {
	b := f[k]
	if b == nil {
		b = roaring.New()
		f[k] = b
	}
	b.Add(ord)
}

func (f facts[K]) remove(k K, ord uint32) {
	if b := f[k]; b != nil {
		b.Remove(ord)
		if b.IsEmpty() {
			delete(f, k)
		}
	}
}
