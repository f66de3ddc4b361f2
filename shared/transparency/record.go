package transparency

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/entente-hub/entente/shared/ledger"
)

// Record is one entry in an export: a JSON object a line. Its body may be withheld, and its
// leaf be verified nevertheless. Of one that was erased the leaf is all that is left to compute with:
// an erasure later in the export has to list it.
type Record struct {
	Position ledger.Position   `json:"position"`
	Subject  string            `json:"subject"`
	Headers  map[string]string `json:"headers"`
	Body     []byte            `json:"body,omitempty"` // base64
	Withheld bool              `json:"withheld,omitzero"`
	Erased   bool              `json:"erased,omitzero"`
	Sum      string            `json:"body_sha256"` // 64 lower-case hex digits; "" of what was erased
	Leaf     string            `json:"leaf"`        // the record's hash in the tree, base64
}

// NewRecord is an entry as it is exported; bodies says whether its body goes along.
func NewRecord(e *ledger.Entry, bodies bool) Record {
	sum := sha256.Sum256(e.Body)
	r := Record{
		Position: e.Position, Subject: e.Subject(), Headers: map[string]string{}, Withheld: !bodies,
		Sum: hex.EncodeToString(sum[:]), Leaf: tlog.RecordHash(leaf(e, sum)).String(),
	}
	for name, values := range e.Header() {
		r.Headers[name] = values[0]
	}
	switch {
	case e.Erased != nil:
		r.Erased, r.Withheld, r.Sum, r.Leaf = true, false, "", Hash(e).String()
	case bodies:
		r.Body = e.Body
	}
	return r
}

// Append appends the record's line, with its newline.
func (r *Record) Append(dst []byte) ([]byte, error) {
	b, err := json.Marshal(r, json.Deterministic(true))
	if err != nil {
		return nil, fmt.Errorf("transparency: record %d: %w", r.Position, err)
	}
	return append(append(dst, b...), '\n'), nil
}

// ErrRecord says that a line is not a record of an export.
var ErrRecord = errors.New("transparency: not a record of an export")

// ParseRecord reads a line. It returns ErrRecord for what is none.
func ParseRecord(line []byte) (Record, error) {
	var r Record
	if err := json.Unmarshal(bytes.TrimSpace(line), &r, json.RejectUnknownMembers(true)); err != nil {
		return Record{}, fmt.Errorf("%w: %w", ErrRecord, err)
	}
	if (r.Withheld || r.Erased) && len(r.Body) > 0 {
		return Record{}, fmt.Errorf("%w: a body that is not there, and is", ErrRecord)
	}
	return r, nil
}

// Entry is the entry that the record tells of, as it stood on the ledger or, of one that was erased,
// what remains of it. It returns ErrRecord where body, hash and leaf do not belong together, and for
// a body that is withheld.
func (r *Record) Entry() (ledger.Entry, error) {
	e, sum, err := r.read()
	if err != nil {
		return e, err
	}
	recorded, err := tlog.ParseHash(r.Leaf)
	switch {
	case err != nil:
		return e, fmt.Errorf("%w: position %d: leaf %q", ErrRecord, r.Position, r.Leaf)
	case r.Erased:
		e.Erased = (*ledger.Hash)(&recorded)
	case r.Withheld:
		return e, fmt.Errorf("%w: position %d: its body is withheld", ErrRecord, r.Position)
	case hex.EncodeToString(sum[:]) != r.Sum || tlog.RecordHash(leaf(&e, sum)) != recorded:
		return e, fmt.Errorf("%w: position %d: it was changed", ErrRecord, r.Position)
	}
	return e, nil
}

// read is the entry that the record tells of, and the hash of its body.
func (r *Record) read() (ledger.Entry, [sha256.Size]byte, error) {
	header := make(map[string][]string, len(r.Headers))
	for name, value := range r.Headers {
		header[name] = []string{value}
	}
	var sum [sha256.Size]byte
	e, err := ledger.Read(r.Position, r.Subject, header, r.Body)
	if err != nil {
		return e, sum, err
	}
	if r.Erased {
		return e, sum, nil
	}
	if !r.Withheld {
		return e, sha256.Sum256(r.Body), nil
	}
	if len(r.Sum) != hex.EncodedLen(len(sum)) {
		return e, sum, fmt.Errorf("%w: body_sha256 %q", ErrRecord, r.Sum)
	}
	if _, err := hex.Decode(sum[:], []byte(r.Sum)); err != nil {
		return e, sum, fmt.Errorf("%w: body_sha256: %w", ErrRecord, err)
	}
	return e, sum, nil
}
