package httpapi

import (
	"cmp"
	"time"

	contract "github.com/entente-hub/entente/api/members"
	"github.com/entente-hub/entente/services/members/internal/person"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
)

// toMember shows a member whole.
func (d *Door) toMember(m directory.Member) contract.Member {
	state, etag := contract.MemberState(m.State), d.etag(m.Position)
	send, receive := contract.MatchNoticesSend(cmp.Or(m.Notices.Send, directory.SendAsk)), !m.Notices.Refused
	return contract.Member{
		ID: string(m.ID), Name: m.Name, Kind: contract.MemberKind(m.Kind), State: &state, Reason: unless(m.Reason == "", m.Reason),
		MatchNotices: &contract.MatchNotices{Send: &send, Receive: &receive}, CreatedAt: &m.Created, ModifiedAt: &m.Modified, Etag: &etag,
	}
}

// show shows a member to a caller: whole to an admin and to itself, else as the roster has it.
func (d *Door) show(by access.Caller, m directory.Member) contract.Member {
	if by.Admin || by.Member == m.ID {
		return d.toMember(m)
	}
	return contract.Member{ID: string(m.ID), Name: m.Name, Kind: contract.MemberKind(m.Kind)}
}

// toPerson shows a person to a caller: why they are suspended to admins and auditors alone.
func (d *Door) toPerson(by access.Caller, p directory.Person) contract.Person {
	return contract.Person{
		ID: string(p.ID), Name: p.Name, Member: unless(p.Member == "", string(p.Member)), Roles: p.Roles,
		State: contract.PersonState(p.State), Reason: unless(p.Reason == "" || !person.Oversees(by), p.Reason),
		CreatedAt: p.Created, ModifiedAt: p.Modified, Etag: d.etag(p.Position),
	}
}

// toTaskForce shows a task force: to members without the seats of suspended members.
func (d *Door) toTaskForce(by access.Caller, t directory.TaskForce) contract.TaskForce {
	seats := make([]contract.Seat, 0, len(t.Seats))
	for _, s := range t.Seats {
		if by.Admin || d.active(s.Member) {
			seats = append(seats, contract.Seat{Member: string(s.Member), Role: contract.SeatRole(s.Role)})
		}
	}
	return contract.TaskForce{
		ID: string(t.ID), Name: t.Name, Purpose: t.Purpose, Members: seats, EndsAt: given(t.EndsAt),
		CreatedAt: t.Created, ModifiedAt: t.Modified, Etag: d.etag(t.Position),
	}
}

func (d *Door) toCredential(c directory.Credential) contract.Credential {
	return contract.Credential{
		ID: string(c.ID), Member: string(c.Member), Name: c.Name, Scopes: c.Scopes, CreatedAt: c.Created,
		ExpiresAt: given(c.ExpiresAt), RevokedAt: given(c.RevokedAt), Etag: d.etag(c.Position),
	}
}

func (d *Door) toPersonCredential(c directory.Credential) contract.PersonCredential {
	return contract.PersonCredential{
		ID: string(c.ID), Person: string(c.Person), Name: c.Name, Scopes: c.Scopes, Session: unless(!c.Session, true), CreatedAt: c.Created,
		ExpiresAt: given(c.ExpiresAt), RevokedAt: given(c.RevokedAt), Etag: d.etag(c.Position),
	}
}

// moment is a time that was given. Where it is the zero one, which the rules take for none, it
// is the next.
func moment(t time.Time) time.Time {
	if t.IsZero() {
		return t.Add(1)
	}
	return t
}

func given(t time.Time) *time.Time { return unless(t.IsZero(), t) }

func unless[T any](absent bool, v T) *T {
	if absent {
		return nil
	}
	return &v
}
