package catalog

import (
	"crypto/sha256"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/entente-hub/entente/shared/id"
)

// key is an indicator's id as 16 bytes: half of what the text takes.
type key [16]byte

// keyOf reads "ind_" and 26 base32 characters; any other id is hashed. Different texts may
// have one key: whoever looks up compares the text.
func keyOf(i id.Indicator) key {
	if s, ok := strings.CutPrefix(string(i), "ind_"); ok && len(s) == 26 {
		if k, ok := unpack(s); ok {
			return k
		}
	}
	sum := sha256.Sum256([]byte(i))
	return key(sum[:16])
}

// unpack reads 26 lower-case base32 characters (RFC 4648, section 6).
func unpack(s string) (k key, ok bool) {
	var bits, held uint
	n := 0
	for _, c := range []byte(s) {
		switch {
		case 'a' <= c && c <= 'z':
			bits = bits<<5 | uint(c-'a')
		case '2' <= c && c <= '7':
			bits = bits<<5 | uint(c-'2'+26)
		default:
			return key{}, false
		}
		if held += 5; held >= 8 {
			held -= 8
			k[n] = byte(bits >> held)
			n++
		}
	}
	return k, true
}

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
