// Package taskforce holds the rules of task forces: named groups of members with a purpose
// and an end, in which members share. An admin alone makes and changes them; who sits in one
// reads it.
package taskforce

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/entente-hub/entente/services/members/internal/form"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// What a client is told when a rule refuses.
var (
	ErrExists   = fault.New(fault.Conflict, "taskforce-exists", "There is a task force with this id.")
	ErrInvalid  = fault.New(fault.Invalid, "taskforce-invalid", "The task force is not right.")
	ErrNotFound = fault.New(fault.NotFound, "not-found", "There is nothing here.")
)

// The limits of what is written of a task force: characters, and seats.
const (
	MaxName    = 200
	MaxPurpose = 2000
	MaxSeats   = 200
)

// Schema is the version of a taskforce entry's body.
const Schema = 1

// The verbs of taskforce entries.
const (
	VerbCreated = "created"
	VerbChanged = "changed"
)

// Directory knows who belongs to the alliance.
type Directory interface {
	Member(m id.Member) (directory.Member, bool)
	TaskForce(t id.TaskForce) (directory.TaskForce, bool)
}

// Ledger takes entries, and returns once the directory holds them.
type Ledger interface {
	// Append returns ledger.ErrConflict if the entity has moved on since d.Expect.
	Append(ctx context.Context, d ledger.Draft) (ledger.Entry, error)
}

// Book is where task forces are written down. It is safe for concurrent use.
type Book struct {
	Directory Directory
	Ledger    Ledger
	Current   func(by access.Caller) bool // whether a caller would still be let in
	Now       func() time.Time
}

var _ Directory = (*directory.Directory)(nil)

// Shows reports whether a task force is shown to the caller: to an admin, and to those who sit
// in it. To all others it does not exist.
func Shows(t directory.TaskForce, to access.Caller) bool {
	return to.Admin || slices.ContainsFunc(t.Seats, func(s directory.Seat) bool { return to.Member != "" && s.Member == to.Member })
}

// seat checks a list of seats and sorts it by member. Those in kept may be of members that
// have been suspended since they took the seat.
func (b *Book) seat(sheet *form.Sheet, seats, kept []directory.Seat) []directory.Seat {
	if len(seats) == 0 || len(seats) > MaxSeats {
		sheet.At("/members", "must name 1 to %d members, not %d", MaxSeats, len(seats))
		return nil
	}
	seen := make(map[id.Member]int, len(seats))
	for i, s := range seats {
		at := fmt.Sprintf("/members/%d", i)
		sheet.OneOf(at+"/role", s.Role, directory.SeatRoles)
		first, twice := seen[s.Member]
		if twice {
			sheet.At(at+"/member", "is named already, in /members/%d", first)
			continue
		}
		seen[s.Member] = i
		m, ok := b.Directory.Member(s.Member)
		sat := slices.ContainsFunc(kept, func(k directory.Seat) bool { return k.Member == s.Member })
		if !ok || m.State != directory.StateActive && !sat {
			sheet.At(at+"/member", "is not an active member")
		}
	}
	sorted := slices.Clone(seats)
	slices.SortFunc(sorted, func(x, y directory.Seat) int { return strings.Compare(string(x.Member), string(y.Member)) })
	return sorted
}

// gate lets an admin in, who is one now: the request's body may have come slowly.
func (b *Book) gate(by access.Caller) error {
	if err := by.Require(access.Admin); err != nil {
		return err
	}
	if !b.Current(by) {
		return access.ErrUnauthenticated
	}
	return nil
}

// write puts t's next state on the ledger; lost says what a lost race is to the caller.
func (b *Book) write(ctx context.Context, by access.Caller, verb string, t directory.TaskForce, r ledger.Request, lost func(error) error) (directory.TaskForce, error) {
	e, err := b.Ledger.Append(ctx, ledger.Draft{
		At: t.Modified, Kind: ledger.KindTaskForce, ID: string(t.ID),
		Verb: verb, Actor: by.Actor(), Schema: Schema,
		Request: r, Body: directory.EncodeTaskForce(t), Expect: t.Position,
	})
	if errors.Is(err, ledger.ErrConflict) {
		return directory.TaskForce{}, lost(err)
	}
	if err != nil {
		return directory.TaskForce{}, fmt.Errorf("append task force %s: %w", t.ID, err)
	}
	t.Position = e.Position
	return t, nil
}

func (b *Book) now() time.Time { return b.Now().UTC().Truncate(time.Millisecond) }
