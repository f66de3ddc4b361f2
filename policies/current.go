package policies

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/entente-hub/entente/shared/directory"
)

// retryAfter is how long a snapshot that could not be built stands for nothing before the
// building is tried again.
const retryAfter = time.Second

// Current is the policy in force: a set over the directory, as it stands now.
type Current struct {
	// OnError is told of a snapshot that could not be built; until one can be, nobody may do
	// anything. Set it before the first Snapshot.
	OnError func(error)

	set       Set
	directory *directory.Directory
	now       func() time.Time
	read      func(*directory.Directory, time.Time) Groups
	build     func(Set, Groups) (*Snapshot, error)

	newest atomic.Pointer[held]
	mu     sync.Mutex // held while building
	builds uint64
}

// held is a snapshot and the version of the directory that it was built from.
type held struct {
	snapshot *Snapshot
	from     uint64
}

// NewCurrent holds a set over a directory. The error is *RefusedError for a set with findings.
func NewCurrent(s Set, d *directory.Directory, now func() time.Time) (*Current, error) {
	c := &Current{set: s, directory: d, now: now, read: GroupsOf, build: NewSnapshot}
	h, err := c.take()
	if err != nil {
		return nil, fmt.Errorf("policies: %w", err)
	}
	c.newest.Store(h)
	return c, nil
}

// Snapshot returns the policy as of now. It costs two atomic loads where nothing has changed;
// else it is built, and those who ask meanwhile wait for it: nobody is answered with rights
// that are gone.
func (c *Current) Snapshot() *Snapshot {
	if h := c.newest.Load(); c.stands(h) {
		return h.snapshot
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if h := c.newest.Load(); c.stands(h) {
		return h.snapshot
	}
	h, err := c.take()
	if err != nil {
		h = &held{&Snapshot{set: c.set, version: c.builds, validUntil: c.now().Add(retryAfter)}, h.from}
		if c.OnError != nil {
			c.OnError(fmt.Errorf("policies: nobody may do anything: %w", err))
		}
	}
	c.newest.Store(h)
	return h.snapshot
}

func (c *Current) stands(h *held) bool {
	return h.from == c.directory.Version() &&
		(h.snapshot.validUntil.IsZero() || c.now().Before(h.snapshot.validUntil))
}

// take builds a snapshot. The version is read before the groups: if they move meanwhile, the
// snapshot is newer than it says and the next who asks builds again.
func (c *Current) take() (*held, error) {
	c.builds++
	h := &held{from: c.directory.Version()}
	g := c.read(c.directory, c.now())
	for range 3 { // members and task forces of one version, if the directory rests for a moment
		v := c.directory.Version()
		if v == h.from {
			break
		}
		h.from, g = v, c.read(c.directory, c.now())
	}
	s, err := c.build(c.set, g)
	if err != nil {
		return h, err
	}
	s.version = c.builds
	if last := c.newest.Load(); last != nil {
		s.succeed(last.snapshot)
	}
	h.snapshot = s
	return h, nil
}
