package ledger

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Hash is what an entry is in the transparency log: its leaf's.
type Hash [32]byte

// Remains is what is left of an entry that was erased: that it was and who wrote it, what of its body may
// stay, and its leaf, so that the roots of the transparency log that stand on it can be computed
// still. What was asked for it is not: that is a hash of what was said.
type Remains struct {
	Position Position        `json:"position"`
	Kind     Kind            `json:"kind"`
	ID       string          `json:"id"`
	Verb     string          `json:"verb"`
	Actor    string          `json:"actor"`
	Schema   int             `json:"schema"`
	At       time.Time       `json:"at"`
	Body     json.RawMessage `json:"body"`
	Leaf     []byte          `json:"leaf"`
}

// SchemaErasure is the version of an erasure's body.
const SchemaErasure = 1

// fullAt is how many bytes of remains one erasure has at the most, but for one that is larger.
const fullAt = MaxBody / 2

// RemainsOf is what remains of an entry.
func RemainsOf(e *Entry, body []byte, leaf Hash) Remains {
	return Remains{e.Position, e.Kind, e.ID, e.Verb, e.Actor, e.Schema, e.At, body, leaf[:]}
}

// Entry is what stands for the erased one wherever the ledger is read.
func (r *Remains) Entry() Entry {
	leaf := Hash(r.Leaf)
	return Entry{
		Position: r.Position, At: r.At.UTC(), Kind: r.Kind, ID: r.ID, Verb: r.Verb, Actor: r.Actor, Schema: r.Schema,
		Body: r.Body, Erased: &leaf,
	}
}

// erasure is the body of an entry of KindErasure.
type erasure struct {
	Entries []Remains `json:"entries"`
}

// Erasures are the drafts that list remains, under a name that is new: as many as it takes. They go
// into one batch with the last state of what is erased; Erase comes after that.
func Erasures(name string, at time.Time, actor string, rs []Remains) ([]Draft, error) {
	var ds []Draft
	for len(rs) > 0 {
		size, n := 0, 0
		for ; n < len(rs) && (n == 0 || size < fullAt); n++ {
			size += len(rs[n].Body) + 512
		}
		body, err := json.Marshal(erasure{rs[:n]})
		if err != nil {
			return nil, fmt.Errorf("ledger: erasure of %s: %w", name, err)
		}
		id := name
		if len(ds) > 0 {
			id += "-" + strconv.Itoa(len(ds)+1)
		}
		ds, rs = append(ds, Draft{At: at, Kind: KindErasure, ID: id, Verb: "erased", Actor: actor, Schema: SchemaErasure, Body: body}), rs[n:]
	}
	return ds, nil
}

// DecodeErasure reads an entry of KindErasure. The error means that a newer hub wrote it, or none.
func DecodeErasure(e *Entry) ([]Remains, error) {
	var x erasure
	if e.Schema > SchemaErasure {
		return nil, fmt.Errorf("ledger: position %d: an erasure of schema %d", e.Position, e.Schema)
	}
	if err := json.Unmarshal(e.Body, &x); err != nil {
		return nil, fmt.Errorf("ledger: position %d: %w", e.Position, err)
	}
	for i := range x.Entries {
		if len(x.Entries[i].Leaf) != len(Hash{}) || x.Entries[i].Position >= e.Position {
			return nil, fmt.Errorf("ledger: position %d: an erasure of position %d", e.Position, x.Entries[i].Position)
		}
	}
	return x.Entries, nil
}

// Erase overwrites the entry at a position, which an erasure must have listed before: whatever is
// lost without that is missed. One that is gone already is no error.
func (l *Ledger) Erase(ctx context.Context, p Position) error {
	ctx, cancel := context.WithTimeout(ctx, l.within)
	defer cancel()
	err := l.stream.SecureDeleteMsg(ctx, uint64(p))
	if err == nil || errors.Is(err, jetstream.ErrMsgNotFound) {
		return nil
	}
	// The server tells one that was there from one that was not by its words alone: look.
	if _, gone := l.At(ctx, p); errors.Is(gone, ErrNotFound) {
		return nil
	}
	return fmt.Errorf("erase position %d: %w: %w", p, ErrUnavailable, err)
}

// Overdue returns the positions that an erasure lists and at which an entry was found all the same,
// since the ledger was opened: a process has died between the two. It gives each once.
func (l *Ledger) Overdue() []Position {
	l.mu.Lock()
	defer l.mu.Unlock()
	ps := l.overdue
	l.overdue = nil
	return ps
}

// gaps knows what was erased, for one who follows.
type gaps struct {
	l       *Ledger
	read    Position  // erasures are known up to there
	pending []Remains // of what is still to come, in order
}

// learn reads the erasures that are new, and keeps what they say of positions after one.
func (g *gaps) learn(ctx context.Context, after Position) error {
	head, err := g.head(ctx)
	if err != nil || head <= g.read {
		return err
	}
	err = g.l.Follow(ctx, g.read, []Kind{KindErasure}, func(es []Entry) error {
		for i := range es {
			rs, err := DecodeErasure(&es[i])
			if err != nil {
				return err
			}
			for _, r := range rs {
				if r.Position > after {
					g.pending = append(g.pending, r)
				}
			}
			if g.read = es[i].Position; g.read >= head {
				return errWhole
			}
		}
		return nil
	})
	slices.SortFunc(g.pending, func(a, b Remains) int { return cmp.Compare(a.Position, b.Position) })
	switch {
	case errors.Is(err, errWhole):
		return nil
	case ctx.Err() != nil:
		return errBroken
	}
	return err
}

// head is where the newest erasure stands.
func (g *gaps) head(ctx context.Context) (Position, error) {
	ctx, cancel := context.WithTimeout(ctx, g.l.within)
	defer cancel()
	m, err := g.l.stream.GetLastMsgForSubject(ctx, "ledger."+string(KindErasure)+".*")
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("%w: %w", errBroken, err)
	}
	return Position(m.Sequence), nil
}

// fill puts what remains of erased entries into their places, after one that was handed over before.
// What is missing and was never listed stays missing.
func (g *gaps) fill(ctx context.Context, after Position, es []Entry) ([]Entry, error) {
	last := es[len(es)-1].Position
	if adjacent := last-after == Position(len(es)); !adjacent {
		if err := g.learn(ctx, after); err != nil {
			return nil, err
		}
	}
	var all []Entry
	for len(g.pending) > 0 && g.pending[0].Position <= last {
		r := &g.pending[0]
		for len(es) > 0 && es[0].Position < r.Position {
			all, es = append(all, es[0]), es[1:]
		}
		if len(es) > 0 && es[0].Position == r.Position { // it is listed, and was not carried out
			g.l.late(r.Position)
			es = es[1:]
		}
		if r.Position > after {
			all = append(all, r.Entry())
		}
		g.pending = g.pending[1:]
	}
	return append(all, es...), nil
}

func (l *Ledger) late(p Position) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.overdue = append(l.overdue, p)
}
