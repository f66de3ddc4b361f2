package screen

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/scope"
)

// How a tag is cut: what is told of it, and what is looked for in the answer, both in bits.
const (
	PrefixBits = catalog.RangeBits
	SuffixBits = 96

	// Epoch is that of the range key, which has not changed yet. All members hold it, and an answer
	// holds what its caller may read anyhow: to turn it would hide nothing, and make all tags anew.
	Epoch = 1

	prefixDigits = PrefixBits / 4
	suffixDigits = SuffixBits / 4
	leastEntries = 256
)

// Ranges answers who does not tell what they ask about.
type Ranges struct {
	Catalog *catalog.Catalog
	Key     []byte                                       // of tags: all members hold it
	Name    func(purpose string, parts ...string) string // a keyed hash that nobody but the hub can make
	Now     func() time.Time
}

// Entry is one of a range: an observable's, or nobody's.
type Entry struct {
	Suffix     string // hexadecimal digits
	Kind       string
	Publishers int
}

// Range returns the entries of a range in order of suffix, filled up to a power of two with some
// that are nobody's: the same at each time, and others for each side. False for what is no prefix.
func (rs *Ranges) Range(v *scope.View, prefix string) ([]Entry, bool) {
	n, err := strconv.ParseUint(prefix, 16, PrefixBits)
	if err != nil || len(prefix) != prefixDigits || strings.ToLower(prefix) != prefix {
		return nil, false
	}
	var all []Entry
	for _, t := range rs.Catalog.Range(v, uint16(n), rs.Now()) {
		all = append(all, Entry{hex.EncodeToString(t.Tag[:])[prefixDigits:][:suffixDigits], string(t.Meeting), t.Publishers})
	}
	size := leastEntries
	for size < len(all) {
		size *= 2
	}
	for fill := 0; len(all) < size; fill++ {
		all = append(all, rs.nobodys(v.Side(), prefix, fill))
	}
	slices.SortFunc(all, func(a, b Entry) int { return strings.Compare(a.Suffix, b.Suffix) })
	return all, true
}

// nobodys is an entry that looks like one, as often as not.
func (rs *Ranges) nobodys(side, prefix string, n int) Entry {
	sum := sha256.Sum256([]byte(rs.Name("screen/fill", side, prefix, strconv.Itoa(n))))
	e := Entry{Suffix: hex.EncodeToString(sum[:])[:suffixDigits], Kind: string(catalog.Exact), Publishers: 1}
	if sum[30] < 32 {
		e.Publishers = 2
	}
	if sum[31] < 32 {
		e.Kind = string(catalog.Mailbox)
	}
	return e
}
