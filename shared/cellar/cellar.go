// Package cellar keeps pieces of bytes out of Go's heap: in a file without a name that is mapped
// into memory, so that the kernel may take back what is not read, and the collector has nothing
// to look at. It promises that a piece is there until it is dropped, and that what was dropped or
// moved is overwritten at once.
package cellar

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"unsafe"
)

// ErrTooLarge says that a piece has more than MaxPiece bytes.
var ErrTooLarge = errors.New("cellar: a piece is too large")

// MaxPiece is how many bytes a piece may have.
const MaxPiece = 1 << 30

// Place is where a piece lies: the number of its segment, from 1, and the offset in it, in 32
// bits each. The zero Place is nowhere.
type Place uint64

// The file grows by segments: as much as there is already, between the least and the most.
const (
	leastSegment = 64 << 10
	mostSegment  = 64 << 20
)

// A piece begins with its length and its owner, 4 bytes each, the lowest first.
const head = 8

// dead is the bit of a length that says that the piece was dropped.
const dead = 1 << 31

// Cellar is a store of pieces. As a map it is safe for many readers, or one writer: who reads
// holds a lock that who calls Put, Drop or Tidy holds alone, until it has copied what it wants.
type Cellar struct {
	reserve  func(size int) ([]byte, error) // memory that cannot fail later for want of room
	segments []segment
	current  int // in segments; what Put adds to
	free     []int

	live, lost int // bytes in pieces, and in those that were dropped
	tidying    int // the segment that Tidy empties, -1 for none,
	tidied     int // and how far it is
}

type segment struct {
	mem        []byte
	used, lost int
}

// InHeap returns a cellar in Go's own memory.
func InHeap() *Cellar {
	return newCellar(func(size int) ([]byte, error) { return make([]byte, size), nil })
}

func newCellar(reserve func(int) ([]byte, error)) *Cellar {
	return &Cellar{reserve: reserve, current: -1, tidying: -1}
}

// Put keeps a copy of a piece for its owner: any number that tells the caller, by Tidy, whose
// place has changed. It fails where there is no room left on the disk, and then keeps nothing.
func (c *Cellar) Put(owner uint32, piece string) (Place, error) {
	if len(piece) > MaxPiece {
		return 0, fmt.Errorf("%w: %d bytes", ErrTooLarge, len(piece))
	}
	need := head + len(piece)
	if c.current < 0 || len(c.segments[c.current].mem)-c.segments[c.current].used < need {
		if err := c.grow(need); err != nil {
			return 0, err
		}
	}
	s := &c.segments[c.current]
	at := s.used
	binary.LittleEndian.PutUint32(s.mem[at:], uint32(len(piece)))
	binary.LittleEndian.PutUint32(s.mem[at+4:], owner)
	copy(s.mem[at+head:], piece)
	s.used += need
	c.live += need
	return Place(uint64(c.current+1)<<32 | uint64(at)), nil
}

// grow makes a segment current that has room: one that was emptied, or a new one.
func (c *Cellar) grow(need int) error {
	for n, at := range c.free {
		if len(c.segments[at].mem) >= need {
			c.free = append(c.free[:n], c.free[n+1:]...)
			c.current = at
			return nil
		}
	}
	const page = 1 << 16 // what any system maps in one piece
	size := max(min(max(c.size(), leastSegment), mostSegment), need)
	size = (size + page - 1) / page * page
	if len(c.segments) == math.MaxInt32 {
		return fmt.Errorf("%w: no more segments", ErrTooLarge)
	}
	mem, err := c.reserve(size)
	if err != nil {
		return fmt.Errorf("cellar: make room for %d bytes: %w", size, err)
	}
	c.segments = append(c.segments, segment{mem: mem})
	c.current = len(c.segments) - 1
	return nil
}

func (c *Cellar) size() (n int) {
	for _, s := range c.segments {
		n += len(s.mem)
	}
	return n
}

// Get returns the piece at a place, as it lies there: see Cellar on how long it is good for. The
// place must be one that Put or Tidy gave and that was not dropped.
func (c *Cellar) Get(p Place) string {
	mem := c.segments[p>>32-1].mem[uint32(p):]
	size := binary.LittleEndian.Uint32(mem)
	return unsafe.String(unsafe.SliceData(mem[head:head+size]), size)
}

// Drop gives up a piece: its bytes are zero when it returns. The zero Place is none.
func (c *Cellar) Drop(p Place) {
	if p == 0 {
		return
	}
	s := &c.segments[p>>32-1]
	mem := s.mem[uint32(p):]
	size := binary.LittleEndian.Uint32(mem)
	if size&dead != 0 {
		return
	}
	clear(mem[head : head+size])
	binary.LittleEndian.PutUint32(mem, size|dead)
	s.lost += head + int(size)
	c.live -= head + int(size)
	c.lost += head + int(size)
}

// Sizes are the bytes of a cellar: of what is kept, of what was dropped and still takes its room,
// and all that the file has.
type Sizes struct{ Live, Dropped, Mapped int }

// Sizes returns them.
func (c *Cellar) Sizes() Sizes { return Sizes{c.live, c.lost, c.size()} }
