package transparency

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/entente-hub/entente/shared/ledger"
)

// leafVersion is a leaf's first line.
const leafVersion = "entente ledger leaf 1"

// Leaf is the canonical text of an entry: ten lines, each ended by a newline.
//
//	entente ledger leaf 1
//	<position, decimal>
//	<kind>
//	<id>
//	<verb>
//	<actor>
//	<schema, decimal>
//	<at, RFC 3339 with nanoseconds as far as needed, UTC>
//	<request: its key, a space, its body's hash; - if there is none>
//	<SHA-256 of the body, 64 lower-case hex digits>
//
// No field holds a newline, so no two entries have one text. The body is in it by its hash
// alone: it can be withheld or erased, and the leaf still be verified.
func Leaf(e *ledger.Entry) []byte { return leaf(e, sha256.Sum256(e.Body)) }

func leaf(e *ledger.Entry, body [sha256.Size]byte) []byte {
	b := make([]byte, 0, 384)
	line := func(s string) { b = append(append(b, s...), '\n') }
	line(leafVersion)
	b = append(strconv.AppendUint(b, uint64(e.Position), 10), '\n')
	line(string(e.Kind))
	line(e.ID)
	line(e.Verb)
	line(e.Actor)
	b = append(strconv.AppendInt(b, int64(e.Schema), 10), '\n')
	b = append(e.At.UTC().AppendFormat(b, time.RFC3339Nano), '\n')
	if e.Request == (ledger.Request{}) {
		line("-")
	} else {
		line(e.Request.Key + " " + e.Request.Body)
	}
	return append(hex.AppendEncode(b, body[:]), '\n')
}

// Hash is the record's hash in the tree: SHA-256 of a zero byte and the leaf (RFC 9162, 2.1.1). Of an
// entry that was erased it is what it was.
func Hash(e *ledger.Entry) tlog.Hash {
	if e.Erased != nil {
		return tlog.Hash(*e.Erased)
	}
	return tlog.RecordHash(Leaf(e))
}
