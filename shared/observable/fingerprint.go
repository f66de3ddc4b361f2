package observable

import (
	"strings"
)

// Fingerprint is a perceptual hash of an image: near images have near ones, by Hamming distance.
// It is for search and never identity, which is the SHA-256 of the file (design: domain.md).
type Fingerprint struct {
	Algorithm string // "phash" or "pdq"
	Hash      string // hexadecimal digits in lower case, the most significant bit first: 16 of a phash, 64 of a pdq
	Quality   int    // 0-100, of the image for hashing (PDQ's own measure); -1 where not given
}

// Fingerprints lists the algorithms: phash, 64 bits, is goimagehash's PerceptionHash, whose text
// begins with "p:"; pdq, 256 bits, is Meta's (ThreatExchange, "The TMK+PDQF and PDQ algorithms").
func Fingerprints() []string { return []string{"phash", "pdq"} }

// ParseFingerprint gives a fingerprint its one form. Every error is an *Error, whose field is
// "algorithm", "hash" or "quality".
func ParseFingerprint(f Fingerprint) (Fingerprint, error) {
	size := 16
	switch f.Algorithm {
	case "phash":
	case "pdq":
		size = 64
	default:
		return Fingerprint{}, at("algorithm", wrong("fingerprint-algorithm", "%s is not known; use one of %s", quote(f.Algorithm), strings.Join(Fingerprints(), ", ")))
	}
	hash := lower(strings.TrimFunc(f.Hash, invisible))
	if f.Algorithm == "phash" {
		hash = strings.TrimPrefix(hash, "p:")
	}
	if len(hash) != size || strings.IndexFunc(hash, func(r rune) bool { return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'f') }) >= 0 {
		return Fingerprint{}, at("hash", wrong("fingerprint-hash", "a %s is %d hexadecimal digits", f.Algorithm, size))
	}
	if strings.Trim(hash, hash[:1]) == "" && (hash[0] == '0' || hash[0] == 'f') {
		return Fingerprint{}, at("hash", wrong("fingerprint-blank", "this is the hash of an image without anything on it: it is near to all such"))
	}
	if f.Quality < -1 || f.Quality > 100 {
		return Fingerprint{}, at("quality", wrong("fingerprint-quality", "%d is not between 0 and 100", f.Quality))
	}
	return Fingerprint{f.Algorithm, hash, f.Quality}, nil
}

// at moves an error to another field.
func at(field string, e *Error) *Error {
	e.Field = field
	return e
}
