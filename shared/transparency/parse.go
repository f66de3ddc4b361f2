package transparency

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Parse reads a note of either form. With a key (NewVerifier) it must be signed by that key, and
// of its origin; without (nil) signatures are not looked at, and Signed is false. It returns
// ErrNote.
func Parse(text string, key note.Verifier) (Checkpoint, error) {
	var known []note.Verifier
	if key != nil {
		known = append(known, key)
	}
	n, err := note.Open([]byte(text), note.VerifierList(known...))
	if unverified, is := errors.AsType[*note.UnverifiedNoteError](err); is && key == nil {
		n, err = unverified.Note, nil
	}
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: %w", ErrNote, err)
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) < 4 { // three, and what stands after the last newline; a checkpoint may have more
		return Checkpoint{}, fmt.Errorf("%w: it has %d lines", ErrNote, len(lines)-1)
	}
	c := Checkpoint{Signed: key != nil}
	c.Origin, c.Blind = strings.CutSuffix(lines[0], blind)
	if key != nil && c.Origin != key.Name() {
		return Checkpoint{}, fmt.Errorf("%w: it is of %q, the key of %q", ErrNote, c.Origin, key.Name())
	}
	if c.Blind {
		c.Period, err = time.Parse(time.RFC3339, lines[1])
	} else {
		c.Size, err = size(lines[1])
	}
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: %w", ErrNote, err)
	}
	if c.Root, err = tlog.ParseHash(lines[2]); err != nil {
		return Checkpoint{}, fmt.Errorf("%w: root %q: %w", ErrNote, lines[2], err)
	}
	return c, nil
}

// size reads a decimal number as a checkpoint has it, in one way only.
func size(s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 || strconv.FormatInt(n, 10) != s {
		return 0, fmt.Errorf("size %q", s)
	}
	return n, nil
}

// NewVerifier reads what Key.Verifier printed. It returns ErrNote for anything else.
func NewVerifier(vkey string) (note.Verifier, error) {
	v, err := note.NewVerifier(strings.TrimSpace(vkey))
	if err != nil {
		return nil, fmt.Errorf("%w: verifier key %q: %w", ErrNote, vkey, err)
	}
	return v, nil
}
