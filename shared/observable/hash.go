package observable

import (
	"regexp"
	"strings"
)

// emptySHA256 is the digest of no bytes at all: what a failed upload or fetch leaves behind.
const emptySHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// labelled is the name of the algorithm before a digest, as tools write it: "sha256:", "SHA-256
// Fingerprint=", "urn:sha256:".
var labelled = regexp.MustCompile(`(?i)^(?:urn:)?sha-?2?-?256(?: fingerprint)?\s*[:= ]\s*`)

// parseHash reads a SHA-256 digest (FIPS 180-4): of an image's file, or of a certificate's DER
// encoding, which is the fingerprint that browsers show. It is 64 hexadecimal digits in lower
// case; colons and blanks between them are dropped.
func parseHash(t Type, v string) (string, error) {
	s := western(v)
	s = lower(compact(s[len(labelled.FindString(s)):], ":-"))
	of := "the image's file"
	if t == TLSCertificate {
		of = "the certificate (its DER encoding)"
	}
	if i := strings.IndexFunc(s, func(r rune) bool { return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'f') }); i >= 0 {
		return "", wrong("hash-form", "give the SHA-256 of %s, 64 hexadecimal digits", of)
	}
	switch {
	case len(s) == 32 || len(s) == 40:
		return "", wrong("hash-weak", "this is as long as an MD5 or a SHA-1, which can be made to collide; give the SHA-256 of %s", of)
	case len(s) != 64:
		return "", wrong("length", "there are %d hexadecimal digits; a SHA-256 has 64", len(s))
	case s == emptySHA256:
		return "", wrong("hash-empty", "this is the SHA-256 of an empty file")
	}
	return s, nil
}
