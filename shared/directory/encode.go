package directory

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Schema is the version of the bodies of member, person, taskforce and credential entries.
const Schema = 1

// ErrSchema says that an entry was written by a newer hub than this one.
var ErrSchema = errors.New("directory: written by a newer version")

// The shapes on the ledger. The position is the entry's own.
type (
	memberRow struct {
		ID       id.Member  `json:"id"`
		Name     string     `json:"name"`
		Kind     string     `json:"kind"`
		State    string     `json:"state"`
		Reason   string     `json:"reason,omitzero"`
		Notices  noticesRow `json:"match_notices,omitzero"`
		Created  time.Time  `json:"created_at"`
		Modified time.Time  `json:"modified_at"`
	}
	noticesRow struct {
		Send    string `json:"send,omitzero"`
		Refused bool   `json:"refused,omitzero"`
	}
	personRow struct {
		ID       id.Person `json:"id"`
		Name     string    `json:"name"`
		Member   id.Member `json:"member,omitzero"`
		Roles    []string  `json:"roles"`
		State    string    `json:"state"`
		Reason   string    `json:"reason,omitzero"`
		Created  time.Time `json:"created_at"`
		Modified time.Time `json:"modified_at"`
	}
	seatRow struct {
		Member id.Member `json:"member"`
		Role   string    `json:"role"`
	}
	taskForceRow struct {
		ID       id.TaskForce `json:"id"`
		Name     string       `json:"name"`
		Purpose  string       `json:"purpose"`
		Seats    []seatRow    `json:"members"`
		EndsAt   time.Time    `json:"ends_at,omitzero"`
		Created  time.Time    `json:"created_at"`
		Modified time.Time    `json:"modified_at"`
	}
	credentialRow struct {
		ID        id.Credential `json:"id"`
		Member    id.Member     `json:"member,omitzero"`
		Person    id.Person     `json:"person,omitzero"`
		Name      string        `json:"name"`
		Hash      []byte        `json:"hash"`
		Scopes    []string      `json:"scopes"`
		ExpiresAt time.Time     `json:"expires_at,omitzero"`
		RevokedAt time.Time     `json:"revoked_at,omitzero"`
		Session   bool          `json:"session,omitzero"`
		Created   time.Time     `json:"created_at"`
	}
)

// EncodeMember gives the body of a member entry (schema 1); DecodeMember reads it back.
func EncodeMember(m Member) []byte {
	return encode(memberRow{
		ID: m.ID, Name: m.Name, Kind: m.Kind, State: m.State, Reason: m.Reason, Notices: noticesRow(m.Notices),
		Created: utc(m.Created), Modified: utc(m.Modified),
	})
}

// EncodePerson gives the body of a person entry (schema 1).
func EncodePerson(p Person) []byte {
	return encode(personRow{
		ID: p.ID, Name: p.Name, Member: p.Member, Roles: p.Roles, State: p.State, Reason: p.Reason,
		Created: utc(p.Created), Modified: utc(p.Modified),
	})
}

// EncodeTaskForce gives the body of a taskforce entry (schema 1).
func EncodeTaskForce(t TaskForce) []byte {
	row := taskForceRow{
		ID: t.ID, Name: t.Name, Purpose: t.Purpose,
		EndsAt: utc(t.EndsAt), Created: utc(t.Created), Modified: utc(t.Modified),
	}
	for _, s := range t.Seats {
		row.Seats = append(row.Seats, seatRow(s))
	}
	return encode(row)
}

// EncodeCredential gives the body of a credential entry (schema 1).
func EncodeCredential(c Credential) []byte {
	return encode(credentialRow{
		ID: c.ID, Member: c.Member, Person: c.Person, Name: c.Name, Hash: c.Hash, Scopes: c.Scopes,
		ExpiresAt: utc(c.ExpiresAt), RevokedAt: utc(c.RevokedAt), Session: c.Session, Created: utc(c.Created),
	})
}

// DecodeMember reads a member entry. It returns ErrSchema for one of a newer schema.
func DecodeMember(e ledger.Entry) (Member, error) {
	var row memberRow
	if err := decode(e, &row); err != nil {
		return Member{}, err
	}
	return Member{
		ID: row.ID, Name: row.Name, Kind: row.Kind, State: row.State, Reason: row.Reason, Notices: Notices(row.Notices),
		Created: row.Created, Modified: row.Modified, Position: e.Position,
	}, nil
}

// DecodePerson reads a person entry.
func DecodePerson(e ledger.Entry) (Person, error) {
	var row personRow
	if err := decode(e, &row); err != nil {
		return Person{}, err
	}
	return Person{
		ID: row.ID, Name: row.Name, Member: row.Member, Roles: row.Roles, State: row.State, Reason: row.Reason,
		Created: row.Created, Modified: row.Modified, Position: e.Position,
	}, nil
}

// DecodeTaskForce reads a taskforce entry, its seats sorted by member.
func DecodeTaskForce(e ledger.Entry) (TaskForce, error) {
	var row taskForceRow
	if err := decode(e, &row); err != nil {
		return TaskForce{}, err
	}
	t := TaskForce{
		ID: row.ID, Name: row.Name, Purpose: row.Purpose,
		EndsAt: row.EndsAt, Created: row.Created, Modified: row.Modified, Position: e.Position,
	}
	for _, s := range row.Seats {
		t.Seats = append(t.Seats, Seat(s))
	}
	slices.SortFunc(t.Seats, func(a, b Seat) int { return cmp.Compare(a.Member, b.Member) })
	return t, nil
}

// DecodeCredential reads a credential entry.
func DecodeCredential(e ledger.Entry) (Credential, error) {
	var row credentialRow
	if err := decode(e, &row); err != nil {
		return Credential{}, err
	}
	return Credential{
		ID: row.ID, Member: row.Member, Person: row.Person, Name: row.Name, Hash: row.Hash, Scopes: row.Scopes,
		ExpiresAt: row.ExpiresAt, RevokedAt: row.RevokedAt, Session: row.Session, Created: row.Created, Position: e.Position,
	}, nil
}

// encode cannot fail: the rows hold nothing that JSON has no form for. Text that is not
// UTF-8 is repaired, times outside of RFC 3339's years are brought in by utc.
func encode(row any) []byte {
	body, err := json.Marshal(row, jsontext.AllowInvalidUTF8(true), json.FormatNilSliceAsNull(false))
	if err != nil {
		panic(fmt.Sprintf("directory: encode %T: %v", row, err))
	}
	return body
}

func decode(e ledger.Entry, row any) error {
	if e.Schema > Schema {
		return fmt.Errorf("%s %s: schema %d: %w", e.Kind, e.ID, e.Schema, ErrSchema)
	}
	if err := json.Unmarshal(e.Body, row); err != nil {
		return fmt.Errorf("%s %s: %w", e.Kind, e.ID, err)
	}
	return nil
}

func utc(t time.Time) time.Time {
	t = t.UTC()
	switch {
	case t.Year() > 9999:
		return time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)
	case t.Year() < 1:
		return time.Time{}
	}
	return t
}
