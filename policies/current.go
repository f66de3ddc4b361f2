package policies

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/ledger"
)

// retryAfter is how long a snapshot that could not be built stands for nothing before the
// building is tried again.
const retryAfter = time.Second

// Current is the policy in force: the newest set on the ledger over the directory, as both stand
// now. It is a fold.View, to be fed with the directory and before the catalog: rights before
// records.
type Current struct {
	// OnError is told of a snapshot that could not be built; until one can be, nobody may do
	// anything. Set it before the first Snapshot.
	OnError func(error)

	// Shadow is the judge of all views that snapshots of this policy give out.
	Shadow *Shadow

	directory *directory.Directory
	now       func() time.Time
	read      func(*directory.Directory, time.Time) Groups
	build     func(Set, Groups) (*Snapshot, error)

	newest   atomic.Pointer[held]
	revision atomic.Pointer[Revision]
	mu       sync.Mutex // held while building
	builds   uint64
	good     *Revision // the last that was read and found good
	set      Set       // what it says
}

// held is a snapshot, and what it was built from: a revision, and a version of the directory.
type held struct {
	snapshot *Snapshot
	revision *Revision
	from     uint64
}

// NewCurrent holds a revision over a directory until the ledger brings another. The error is
// *RefusedError for a set with findings.
func NewCurrent(r Revision, d *directory.Directory, now func() time.Time) (*Current, error) {
	c := &Current{directory: d, now: now, read: GroupsOf, build: newSnapshot}
	c.revision.Store(&r)
	c.Shadow = newShadow(c)
	h, err := c.take()
	if err != nil {
		return nil, fmt.Errorf("policies: %w", err)
	}
	c.newest.Store(h)
	return c, nil
}

// Apply folds revisions; it ignores other entries. A set that cannot be loaded (a hub with other
// words wrote it) takes effect too: nobody may do anything, and OnError is told.
func (c *Current) Apply(es []ledger.Entry) error {
	for _, e := range es {
		if e.Kind != ledger.KindPolicy || e.ID != Entity {
			continue
		}
		r, err := Decode(e)
		if err != nil {
			return fmt.Errorf("policies: entry %d: %w", e.Position, err)
		}
		c.revision.Store(&r)
	}
	return nil
}

// Revision returns the revision in force.
func (c *Current) Revision() Revision { return *c.revision.Load() }

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
		h.snapshot = &Snapshot{name: h.revision.Name(), set: Set{Revision: uint64(h.revision.Position)}, version: c.builds, validUntil: c.now().Add(retryAfter)}
		if c.OnError != nil {
			c.OnError(fmt.Errorf("policies: nobody may do anything: %w", err))
		}
	}
	c.newest.Store(h)
	return h.snapshot
}

func (c *Current) stands(h *held) bool {
	return h.from == c.directory.Version() && h.revision == c.revision.Load() &&
		(h.snapshot.validUntil.IsZero() || c.now().Before(h.snapshot.validUntil))
}

// take builds a snapshot. The versions are read before what they are of: if that moves meanwhile,
// the snapshot is newer than it says and the next who asks builds again.
func (c *Current) take() (*held, error) {
	c.builds++
	h := &held{from: c.directory.Version(), revision: c.revision.Load()}
	if err := c.understand(h.revision); err != nil {
		return h, err
	}
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
	s.name, s.version, s.judge = h.revision.Name(), c.builds, c.Shadow
	if last := c.newest.Load(); last != nil {
		s.succeed(last.snapshot)
	}
	h.snapshot = s
	return h, nil
}

// understand reads what a revision says, once: most snapshots are built because the directory has
// changed. The error is *RefusedError.
func (c *Current) understand(r *Revision) error {
	if c.good == r {
		return nil
	}
	set, err := r.Set()
	if err != nil {
		return err
	}
	if fs := Lint(set); len(fs) > 0 {
		return &RefusedError{fs}
	}
	c.good, c.set = r, set
	return nil
}
