package directory

import (
	"fmt"

	"github.com/entente-hub/entente/shared/ledger"
)

// change is what one entry says, decoded; at most one of them is set.
type change struct {
	member     *Member
	person     *Person
	taskForce  *TaskForce
	credential *Credential
}

// Apply folds entries; it ignores other kinds. A batch is seen whole or, where one of its
// entries cannot be read, not at all.
func (d *Directory) Apply(es []ledger.Entry) error {
	var changes []change
	for _, e := range es {
		c, err := read(e)
		if err != nil {
			return err
		}
		if c != (change{}) {
			changes = append(changes, c)
		}
	}
	if len(changes) == 0 {
		return nil
	}

	d.mu.Lock()
	defer d.mu.Unlock()
	rights := false
	for _, c := range changes {
		switch {
		case c.member != nil:
			d.members[c.member.ID] = *c.member
			rights = true
		case c.person != nil:
			d.persons[c.person.ID] = *c.person
			rights = true
		case c.taskForce != nil:
			d.taskForces[c.taskForce.ID] = *c.taskForce
			rights = true
		case c.credential != nil:
			d.keep(*c.credential)
		}
	}
	if rights {
		d.version.Add(1)
	}
	return nil
}

// keep takes a credential, and forgets sessions that were over when it was made: by the ledger's
// times, so that every process forgets the same.
func (d *Directory) keep(c Credential) {
	if _, known := d.credentials[c.ID]; c.Session && !known {
		for len(d.sessions) > 0 && !d.credentials[d.sessions[0]].ExpiresAt.After(c.Created) {
			delete(d.credentials, d.sessions[0])
			d.sessions = d.sessions[1:]
		}
		d.sessions = append(d.sessions, c.ID)
	}
	d.credentials[c.ID] = c
}

func read(e ledger.Entry) (change, error) {
	var c change
	var err error
	switch e.Kind {
	case ledger.KindMember:
		var m Member
		m, err = DecodeMember(e)
		c.member = &m
	case ledger.KindPerson:
		var p Person
		p, err = DecodePerson(e)
		c.person = &p
	case ledger.KindTaskForce:
		var t TaskForce
		t, err = DecodeTaskForce(e)
		c.taskForce = &t
	case ledger.KindCredential:
		var k Credential
		k, err = DecodeCredential(e)
		c.credential = &k
	default:
		return change{}, nil
	}
	if err != nil {
		return change{}, fmt.Errorf("directory: entry %d: %w", e.Position, err)
	}
	return c, nil
}
