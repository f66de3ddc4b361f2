package catalog

import (
	"encoding/binary"
	"encoding/hex"
	"math/bits"
	"slices"

	"github.com/entente-hub/entente/shared/observable"
)

// Images are near where their hashes differ in no more bits than these. 31 of 256 is what PDQ's
// makers recommend, as is to leave out what has a quality below 50 (Meta, "The TMK+PDQF
// Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", 2019). 10 of 64 is the customary
// bound of the pHash family (Zauner, "Implementation and Benchmarking of Perceptual Image Hash
// Functions", 2010): of strangers, one in some tens of millions of pairs is as near.
const (
	nearPHash   = 10
	nearPDQ     = 31
	leastForPDQ = 50
)

// pictures are the perceptual hashes of images in columns: all are looked at, for there is no order
// in which near ones stand together. A million take about a millisecond (phash) and five (pdq).
type pictures struct {
	short     []uint64
	shortOrds []uint32
	long      [][4]uint64
	longOrds  []uint32
}

func (p *pictures) add(fs []observable.Fingerprint, ord uint32) {
	for _, f := range fs {
		switch h, ok := hashOf(f); {
		case !ok:
		case f.Algorithm == "phash":
			p.short, p.shortOrds = append(p.short, h[0]), append(p.shortOrds, ord)
		default:
			p.long, p.longOrds = append(p.long, h), append(p.longOrds, ord)
		}
	}
}

func (p *pictures) remove(ord uint32) {
	for at := slices.Index(p.shortOrds, ord); at >= 0; at = slices.Index(p.shortOrds, ord) {
		last := len(p.short) - 1
		p.short[at], p.shortOrds[at] = p.short[last], p.shortOrds[last]
		p.short, p.shortOrds = p.short[:last], p.shortOrds[:last]
	}
	for at := slices.Index(p.longOrds, ord); at >= 0; at = slices.Index(p.longOrds, ord) {
		last := len(p.long) - 1
		p.long[at], p.longOrds[at] = p.long[last], p.longOrds[last]
		p.long, p.longOrds = p.long[:last], p.longOrds[:last]
	}
}

// count is how many hashes there are.
func (p *pictures) count() int { return len(p.short) + len(p.long) }

// near yields the rows whose hash is near to one, with the distance in bits.
func (p *pictures) near(f observable.Fingerprint, yield func(ord uint32, distance int)) {
	h, ok := hashOf(f)
	switch {
	case !ok:
	case f.Algorithm == "phash":
		for n, x := range p.short {
			if d := bits.OnesCount64(x ^ h[0]); d <= nearPHash {
				yield(p.shortOrds[n], d)
			}
		}
	default:
		for n := range p.long {
			x := &p.long[n]
			d := bits.OnesCount64(x[0]^h[0]) + bits.OnesCount64(x[1]^h[1])
			if d > nearPDQ { // as nearly all
				continue
			}
			if d += bits.OnesCount64(x[2]^h[2]) + bits.OnesCount64(x[3]^h[3]); d <= nearPDQ {
				yield(p.longOrds[n], d)
			}
		}
	}
}

// hashOf reads a hash; false for one that near images cannot be told by.
func hashOf(f observable.Fingerprint) (h [4]uint64, ok bool) {
	b, err := hex.DecodeString(f.Hash)
	if err != nil || f.Algorithm == "pdq" && f.Quality >= 0 && f.Quality < leastForPDQ {
		return h, false
	}
	for n := 0; n < len(b)/8 && n < len(h); n++ {
		h[n] = binary.BigEndian.Uint64(b[8*n:])
	}
	return h, f.Algorithm == "phash" && len(b) == 8 || f.Algorithm == "pdq" && len(b) == 32
}

// nearness is the strength of a match at a distance: 90 for none, 50 at the bound.
func nearness(algorithm string, distance int) int {
	if algorithm == "phash" {
		return 90 - 40*distance/nearPHash
	}
	return 90 - 40*distance/nearPDQ
}
