package journal

import (
	"testing"

	"github.com/entente-hub/entente/shared/hubtest"
)

// What Back holds at once is bounded by its size too: who has a thousand full records written,
// and asks for the newest, does not have all of them read into memory.
func TestBackHoldsLittle(t *testing.T) {
	j, err := Open(t.Context(), hubtest.JetStream(t), "HELD", Limits{}, 1)
	if err != nil {
		t.Fatal(err)
	}
	const mine, others, size = 900, 600, 30 << 10
	rs := make([]Record, 0, mine+others)
	for range mine {
		rs = append(rs, Record{Key: "by.mine", Body: make([]byte, size)})
	}
	for range others {
		rs = append(rs, Record{Key: "by.others", Body: []byte("x")})
	}
	if err := j.PutAll(t.Context(), rs); err != nil {
		t.Fatal(err)
	}
	found, from, err := j.span(t.Context(), "by.mine", 1, mine)
	if err != nil {
		t.Fatal(err)
	}
	if len(found)*size > maxBytes || len(found) == 0 || found[0].Seq != from || found[len(found)-1].Seq != mine {
		t.Errorf("%d records of %d bytes are held, from place %d", len(found), size, from)
	}
	last := uint64(mine + 1)
	if err := j.Back(t.Context(), "by.mine", 0, func(r Record) bool {
		if r.Seq != last-1 || len(r.Body) != size {
			t.Fatalf("after place %d comes %d", last, r.Seq)
		}
		last = r.Seq
		return true
	}); err != nil || last != 1 {
		t.Errorf("it ended at %d: %v", last, err)
	}
	// One that is larger than all that may be held is given nevertheless.
	if found := newest([]Record{{Seq: 1, Body: make([]byte, size)}, {Seq: 2, Body: make([]byte, 2*maxBytes)}}, 2*maxBytes+size); len(found) != 1 || found[0].Seq != 2 {
		t.Errorf("%d are held", len(found))
	}
}
