package cellar

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// TestHoldsWhatAMapHolds puts, replaces, drops and tidies at random, and wants what a map has.
func TestHoldsWhatAMapHolds(t *testing.T) {
	for name, fresh := range map[string]func() (*Cellar, error){
		"in the heap": func() (*Cellar, error) { return InHeap(), nil },
		"mapped":      func() (*Cellar, error) { return Open(os.TempDir()) },
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				c, err := fresh()
				if err != nil {
					t.Fatal(err)
				}
				m := model{Cellar: c, want: map[uint32]string{}, places: map[uint32]Place{}}
				t.Repeat(map[string]func(*rapid.T){"put": m.put, "drop": m.drop, "tidy": m.tidy, "": m.check})
			})
		})
	}
}

// ink is what pieces are written in: eight of it are in no head.
const ink = "\xee"

type model struct {
	*Cellar
	puts   int
	want   map[uint32]string
	places map[uint32]Place
}

func (m *model) put(t *rapid.T) {
	owner := rapid.Uint32Range(0, 40).Draw(t, "owner")
	size := rapid.OneOf(rapid.IntRange(0, 300), rapid.IntRange(10_000, 30_000)).Draw(t, "size")
	piece := fmt.Sprintf("%d of %d", m.puts, owner) + strings.Repeat(ink, size)
	m.puts++
	place, err := m.Put(owner, piece)
	if err != nil {
		t.Fatal(err)
	}
	m.Drop(m.places[owner])
	m.places[owner], m.want[owner] = place, piece
}

func (m *model) drop(t *rapid.T) {
	owner := rapid.Uint32Range(0, 40).Draw(t, "owner")
	m.Drop(m.places[owner])
	m.Drop(m.places[owner]) // twice is once
	delete(m.places, owner)
	delete(m.want, owner)
}

func (m *model) tidy(t *rapid.T) {
	most := rapid.SampledFrom([]int{1, 5000, 1 << 20}).Draw(t, "most")
	if err := m.Tidy(most, func(owner uint32, to Place) { m.places[owner] = to }); err != nil {
		t.Fatal(err)
	}
}

func (m *model) check(t *rapid.T) {
	var live int
	for owner, want := range m.want {
		if m.Get(m.places[owner]) != want {
			t.Fatalf("%d: not what was put", owner)
		}
		live += head + len(want)
	}
	if s := m.Sizes(); s.Live != live {
		t.Fatalf("live %d, want %d", s.Live, live)
	}
	var lost int
	for n := range m.segments {
		lost += m.segments[n].lost
		if !m.nothingElse(n) {
			t.Fatalf("segment %d has more than what is kept", n)
		}
	}
	if s := m.Sizes(); s.Dropped != lost {
		t.Fatalf("dropped %d, want %d", s.Dropped, lost)
	}
}

// nothingElse reports whether a segment has no text besides that of its pieces.
func (m *model) nothingElse(n int) bool {
	mem := slices.Clone(m.segments[n].mem)
	for p := range maps.Values(m.places) {
		if int(p>>32)-1 == n {
			clear(mem[uint32(p):][:head+len(m.Get(p))])
		}
	}
	return !bytes.Contains(mem, []byte(strings.Repeat(ink, head)))
}

func TestTidyUsesRoomAgain(t *testing.T) {
	c := open(t)
	places := make([]Place, 100)
	piece := strings.Repeat("x", 10_000)
	for round := range 100 {
		for n := range places {
			place, err := c.Put(uint32(n), piece)
			if err != nil {
				t.Fatal(err)
			}
			c.Drop(places[n])
			places[n] = place
			if err := c.Tidy(2*len(piece), func(n uint32, to Place) { places[n] = to }); err != nil {
				t.Fatal(err)
			}
		}
		if s := c.Sizes(); s.Live != 100*(head+len(piece)) || s.Mapped > 8*s.Live {
			t.Fatalf("round %d: %+v", round, s)
		}
	}
}

func TestAFullDiskIsAnErrorAndNoLoss(t *testing.T) {
	full, left := errors.New("disk full"), 2
	c := newCellar(func(size int) ([]byte, error) {
		if left--; left < 0 {
			return nil, full
		}
		return make([]byte, size), nil
	})
	kept := map[Place]string{}
	for n := uint32(0); ; n++ {
		piece := fmt.Sprint("piece ", n, strings.Repeat(".", 1000))
		place, err := c.Put(n, piece)
		if err != nil {
			if !errors.Is(err, full) || n < 60 {
				t.Fatalf("after %d: %v", n, err)
			}
			break
		}
		kept[place] = piece
	}
	for place, piece := range kept {
		if c.Get(place) != piece {
			t.Fatal("lost a piece")
		}
	}
	if _, err := InHeap().Put(1, strings.Repeat("x", 100_000)); err != nil {
		t.Errorf("a piece larger than a segment: %v", err)
	}
}

// Whoever reads the folder finds nothing there, and a crash leaves nothing.
func TestTheFileHasNoName(t *testing.T) {
	dir := t.TempDir()
	c, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Put(1, "secret"); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
	if _, err := Open(filepath.Join(dir, "none")); !errors.Is(err, os.ErrNotExist) && runtime.GOOS != "windows" {
		t.Errorf("a folder that is not there: %v", err)
	}
}

// TestReadersBesideAWriter is for the race detector: a lock held while reading is enough.
func TestReadersBesideAWriter(t *testing.T) {
	c := open(t)
	var mu sync.RWMutex
	places := make([]Place, 64)
	text := func(n uint32) string { return strings.Repeat(fmt.Sprint("piece ", n, ";"), 50) }
	for n := range places {
		places[n], _ = c.Put(uint32(n), text(uint32(n)))
	}
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for n := range 20_000 {
				owner := uint32(n % len(places))
				mu.RLock()
				got := strings.Clone(c.Get(places[owner]))
				mu.RUnlock()
				if got != text(owner) {
					t.Errorf("%d: %.20s", owner, got)
					return
				}
			}
		})
	}
	for n := range 20_000 {
		owner := uint32(n % len(places))
		mu.Lock()
		place, err := c.Put(owner, text(owner))
		if err == nil {
			c.Drop(places[owner])
			places[owner] = place
			err = c.Tidy(1000, func(n uint32, to Place) { places[n] = to })
		}
		mu.Unlock()
		if err != nil {
			t.Fatal(err)
		}
	}
	readers.Wait()
}

func open(t *testing.T) *Cellar {
	t.Helper()
	c, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return c
}
