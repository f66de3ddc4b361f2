package lookalike

import "fmt"

// drama is a range: a prefix, and how many digits are free after it.
type drama struct {
	prefix string
	digits int
}

func (d drama) size() uint64 {
	n := uint64(1)
	for range d.digits {
		n *= 10
	}
	return n
}

// ranges are telephone numbers that regulators keep for drama. Of North America's (555-01xx, NANPA) there are some area codes.
var ranges = []drama{
	{"+44 7700 900", 3},  // Ofcom
	{"+44 1632 960", 3},  // Ofcom, no area
	{"+44 20 7946 0", 3}, // Ofcom, London
	{"+44 161 496 0", 3}, // Ofcom, Manchester
	{"+33 1 99 00 ", 4},  // Arcep
	{"+33 2 61 91 ", 4},  // Arcep
	{"+33 3 53 01 ", 4},  // Arcep
	{"+33 4 65 71 ", 4},  // Arcep
	{"+33 5 36 49 ", 4},  // Arcep
	{"+33 6 39 98 ", 4},  // Arcep
	{"+49 30 23125 ", 3}, // Bundesnetzagentur, Berlin
	{"+49 40 66969 ", 3}, // Bundesnetzagentur, Hamburg
	{"+49 89 99998 ", 3}, // Bundesnetzagentur, Munich
	{"+1 202 555 01", 2}, // Washington
	{"+1 212 555 01", 2}, // New York
	{"+1 213 555 01", 2}, // Los Angeles
	{"+1 312 555 01", 2}, // Chicago
	{"+1 415 555 01", 2}, // San Francisco
	{"+1 514 555 01", 2}, // Montreal
	{"+1 416 555 01", 2}, // Toronto
	{"+1 305 555 01", 2}, // Miami
	{"+1 702 555 01", 2}, // Las Vegas
}

// phone returns telephone number n of the generator; false where fiction has no more.
func (g *Generator) phone(n int) (string, bool) {
	total := uint64(0)
	for _, r := range ranges {
		total += r.size()
	}
	if uint64(n) >= total {
		return "", false
	}
	// 1000003 is a prime above total, so that no two n meet.
	at := (uint64(n)*1000003 + g.offset%total) % total
	for _, r := range ranges {
		if at < r.size() {
			return fmt.Sprintf("%s%0*d", r.prefix, r.digits, at), true
		}
		at -= r.size()
	}
	return "", false
}
