package observable_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/entente-hub/entente/shared/observable"
)

func TestParseFingerprint(t *testing.T) {
	long := strings.Repeat("9f86d081", 8)
	for _, x := range []struct {
		given      observable.Fingerprint
		hash, rule string
		field      string
	}{
		{observable.Fingerprint{Algorithm: "phash", Hash: "9F86D081884C7D65", Quality: -1}, "9f86d081884c7d65", "", ""},
		{observable.Fingerprint{Algorithm: "phash", Hash: " p:9f86d081884c7d65 ", Quality: 100}, "9f86d081884c7d65", "", ""},
		{observable.Fingerprint{Algorithm: "pdq", Hash: long, Quality: 0}, long, "", ""},
		{observable.Fingerprint{Algorithm: "pdq", Hash: long[:16]}, "", "fingerprint-hash", "hash"},
		{observable.Fingerprint{Algorithm: "phash", Hash: long}, "", "fingerprint-hash", "hash"},
		{observable.Fingerprint{Algorithm: "phash", Hash: "9f86d081884c7d6g"}, "", "fingerprint-hash", "hash"},
		{observable.Fingerprint{Algorithm: "phash", Hash: "0000000000000000"}, "", "fingerprint-blank", "hash"},
		{observable.Fingerprint{Algorithm: "phash", Hash: ""}, "", "fingerprint-hash", "hash"},
		{observable.Fingerprint{Algorithm: "ahash", Hash: "9f86d081884c7d65"}, "", "fingerprint-algorithm", "algorithm"},
		{observable.Fingerprint{Algorithm: "phash", Hash: "9f86d081884c7d65", Quality: 101}, "", "fingerprint-quality", "quality"},
		{observable.Fingerprint{Algorithm: "phash", Hash: "9f86d081884c7d65", Quality: -2}, "", "fingerprint-quality", "quality"},
	} {
		f, err := observable.ParseFingerprint(x.given)
		if e, ok := errors.AsType[*observable.Error](err); ok != (x.rule != "") || ok && (e.Rule != x.rule || e.Field != x.field) {
			t.Errorf("%+v: %v", x.given, err)
		}
		if x.rule == "" && (f.Hash != x.hash || f.Quality != x.given.Quality) {
			t.Errorf("%+v: %+v", x.given, f)
		}
	}
}
