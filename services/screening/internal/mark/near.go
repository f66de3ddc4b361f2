package mark

import "math/bits"

// set is the letters and digits that a text has, and those that it has twice. An edit changes it by
// two at most, so that texts whose sets differ by more than twice the edits need no comparing.
type set uint64

func setOf(s []byte) set {
	var x set
	for _, c := range s {
		once := set(1) << (c & 31)
		x |= x & once << 32
		x |= once
	}
	return x
}

func (x set) near(y set, edits int) bool { return bits.OnesCount64(uint64(x^y)) <= 2*edits }

// longest is how long a label may be (RFC 1035, section 2.3.4).
const longest = 63

// distance is how many edits are between two texts, of which a swap of neighbours is one (optimal
// string alignment, after Damerau), or most+1 where there are more. Both have 63 bytes at most.
func distance(a, b []byte, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	var rows [3][longest + 2]uint8 // what is out of the band is far
	far := uint8(most + 1)
	for j := range rows[0] {
		rows[0][j] = min(uint8(j), far)
	}
	for i := 1; i <= len(a); i++ {
		row, above, over := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		from, to := max(i-most, 1), min(i+most, len(b))
		row[from-1] = far
		if from == 1 {
			row[0] = min(uint8(i), far)
		}
		if to == i+most {
			above[to] = far
		}
		least := row[from-1]
		for j := from; j <= to; j++ {
			n := min(above[j], row[j-1]) + 1
			if a[i-1] == b[j-1] {
				n = min(n, above[j-1])
			} else {
				n = min(n, above[j-1]+1)
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				n = min(n, over[j-2]+1)
			}
			n = min(n, far)
			row[j] = n
			least = min(least, n)
		}
		if least == far {
			return most + 1
		}
	}
	return int(rows[len(a)%3][len(b)])
}
