// Package directory is the read model of who belongs to the alliance: members, persons,
// task forces and credentials. It is small, always in memory, and in every service.
package directory

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Member is an organisation of the alliance.
type Member struct {
	ID       id.Member
	Name     string
	Kind     string // one of MemberKinds
	State    string // StateActive or StateSuspended
	Reason   string // why suspended; for admins only
	Notices  Notices
	Created  time.Time
	Modified time.Time
	Position ledger.Position // of its last entry
}

// Notices is what a member would have of match notices.
type Notices struct {
	Send    string // one of NoticeSends; "" is SendAsk
	Refused bool   // it is not told of matches with what it published
}

// How a member sends match notices: never, where a screening asks for it, and where it does not say
// otherwise.
const (
	SendOff = "off"
	SendAsk = "ask"
	SendOn  = "on"
)

// NoticeSends are the ways of sending match notices.
var NoticeSends = []string{SendOff, SendAsk, SendOn}

// MemberKinds are the kinds of member (design: domain.md).
var MemberKinds = []string{"brand", "marketplace", "payment", "carrier", "registrar", "law_enforcement", "association"}

// The states of a member and of a person.
const (
	StateActive    = "active"
	StateSuspended = "suspended"
)

// Seat is a member's place in a task force.
type Seat struct {
	Member id.Member
	Role   string // one of SeatRoles
}

// RoleReader is the role of a member that is told what a task force shares, and shares nothing
// into it.
const RoleReader = "reader"

// SeatRoles are the roles in a task force.
var SeatRoles = []string{"lead", "contributor", "reader"}

// TaskForce is a named group of members with a purpose and an end.
type TaskForce struct {
	ID       id.TaskForce
	Name     string
	Purpose  string
	Seats    []Seat    // sorted by member
	EndsAt   time.Time // zero: no end. From EndsAt on it gives no rights
	Created  time.Time
	Modified time.Time
	Position ledger.Position
}

// Credential is an API key of a member or of a person, without its secret; or what a person who
// has signed in to the portal is known by until they sign out.
type Credential struct {
	ID        id.Credential
	Member    id.Member // "" for a person's
	Person    id.Person // "" for a member's
	Name      string
	Hash      []byte // access.Hash of the secret
	Scopes    []string
	ExpiresAt time.Time // zero: never
	RevokedAt time.Time // zero: in force
	Session   bool      // of a browser: it ends, and is forgotten once it has
	Created   time.Time
	Position  ledger.Position
}

// Directory folds the entries of kinds member, person, taskforce and credential. It is
// safe for concurrent use, and what it returns is the caller's to keep.
type Directory struct {
	version atomic.Uint64

	mu          sync.RWMutex
	members     map[id.Member]Member
	persons     map[id.Person]Person
	taskForces  map[id.TaskForce]TaskForce
	credentials map[id.Credential]Credential
	sessions    []id.Credential // in the order in which they began
}

// New returns an empty directory.
func New() *Directory {
	return &Directory{
		members:     map[id.Member]Member{},
		persons:     map[id.Person]Person{},
		taskForces:  map[id.TaskForce]TaskForce{},
		credentials: map[id.Credential]Credential{},
	}
}

// Version changes whenever a member, a person or a task force does (not a credential): what
// hangs on rights is recomputed when it has moved. Cheap: one atomic load. A caller that reads the
// version before it reads the members never takes an older roster for a newer one.
func (d *Directory) Version() uint64 { return d.version.Load() }
