package catalog

import "github.com/RoaringBitmap/roaring/v2"

// shapes keeps one of many equal bitmaps: a person gains what its member gains, members without
// records of their own gain alike, and what was given comes to be taken. It is for the goroutine
// that feeds, and what it returns is nobody's to change.
type shapes map[uint64][]*roaring.Bitmap

func (s shapes) one(b *roaring.Bitmap) *roaring.Bitmap {
	sum := b.Checksum()
	for _, had := range s[sum] {
		if had.Equals(b) {
			return had
		}
	}
	s[sum] = append(s[sum], b)
	return b
}
