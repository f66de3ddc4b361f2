// Package directory is the read model of who belongs to the alliance: members, task forces
// and credentials. It is small, always in memory, and in every service.
package directory

import (
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
	Created  time.Time
	Modified time.Time
	Position ledger.Position // of its last entry
}

// MemberKinds are the kinds of member (design: domain.md).
var MemberKinds = []string{"brand", "marketplace", "payment", "carrier", "registrar", "law_enforcement", "association"}

// The states of a member.
const (
	StateActive    = "active"
	StateSuspended = "suspended"
)

// Seat is a member's place in a task force.
type Seat struct {
	Member id.Member
	Role   string // one of SeatRoles
}

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

// Credential is an API key of a member, without its secret.
type Credential struct {
	ID        id.Credential
	Member    id.Member
	Name      string
	Hash      []byte // access.Hash of the secret
	Scopes    []string
	ExpiresAt time.Time // zero: never
	RevokedAt time.Time // zero: in force
	Created   time.Time
	Position  ledger.Position
}

// Directory folds the entries of kinds member, taskforce and credential.
type Directory struct{}

// New returns an empty directory.
func New() *Directory { panic("to be written") }

// Apply folds entries; it ignores other kinds.
func (d *Directory) Apply(es []ledger.Entry) error { panic("to be written") }

// Version changes whenever a member or a task force does (not a credential): what hangs on
// rights is recomputed when it has moved. Cheap: one atomic load.
func (d *Directory) Version() uint64 { panic("to be written") }

// Member returns the member, suspended or not.
func (d *Directory) Member(m id.Member) (Member, bool) { panic("to be written") }

// Members returns all members, by id.
func (d *Directory) Members() []Member { panic("to be written") }

// TaskForce returns the task force, ended or not.
func (d *Directory) TaskForce(t id.TaskForce) (TaskForce, bool) { panic("to be written") }

// TaskForces returns all task forces, by id.
func (d *Directory) TaskForces() []TaskForce { panic("to be written") }

// Credential returns the credential, in force or not.
func (d *Directory) Credential(c id.Credential) (Credential, bool) { panic("to be written") }

// Credentials returns a member's credentials, oldest first.
func (d *Directory) Credentials(m id.Member) []Credential { panic("to be written") }

// EncodeMember, EncodeTaskForce and EncodeCredential give the bodies of ledger entries
// (schema 1); Decode* read them back.
func EncodeMember(m Member) []byte { panic("to be written") }

// EncodeTaskForce gives the body of a taskforce entry.
func EncodeTaskForce(t TaskForce) []byte { panic("to be written") }

// EncodeCredential gives the body of a credential entry.
func EncodeCredential(c Credential) []byte { panic("to be written") }

// DecodeMember reads a member entry.
func DecodeMember(e ledger.Entry) (Member, error) { panic("to be written") }

// DecodeTaskForce reads a taskforce entry.
func DecodeTaskForce(e ledger.Entry) (TaskForce, error) { panic("to be written") }

// DecodeCredential reads a credential entry.
func DecodeCredential(e ledger.Entry) (Credential, error) { panic("to be written") }
