package audit

import (
	"fmt"
	"strings"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Apply folds entries.
func (t *Trail) Apply(es []ledger.Entry) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i := range es {
		if err := t.add(&es[i]); err != nil {
			return fmt.Errorf("audit: position %d: %w", es[i].Position, err)
		}
	}
	return nil
}

func (t *Trail) add(e *ledger.Entry) error {
	if e.Kind == ledger.KindErasure {
		return nil // the entry of what was erased says it: this is how it was done
	}
	by := actor{e.Actor, t.acts(e.Actor)} // before it changes who the actor is
	if e.Kind == ledger.KindPerson {
		if err := t.move(e); err != nil {
			return err
		}
	}
	kind := t.kinds.number(string(e.Kind))
	n, fresh := t.entities.number(uint16(kind), e.ID)
	if fresh {
		t.entities.all[n].owner = t.owner(e, by)
	}
	if t.count%chunk == 0 {
		t.rows = append(t.rows, make([]row, 0, chunk))
	}
	last := &t.rows[len(t.rows)-1]
	*last = append(*last, row{
		position: e.Position, at: e.At.UnixNano(), entity: n, kind: uint16(kind),
		verb: uint16(t.verbs.number(e.Verb)), actor: t.actors.number(by),
	})
	t.list(e, t.entities.all[n].owner, by)
	t.count++
	return nil
}

// list puts the newest row into the lists of those that may read it.
func (t *Trail) list(e *ledger.Entry, owner string, by actor) {
	readers := make([]string, 0, 4)
	if by.acts != "" {
		readers = append(readers, member(by.acts))
	}
	if p, is := person(by.name); is {
		readers = append(readers, t.asker(p))
	}
	if p, is := person(owner); is {
		readers = append(readers, t.asker(p))
		if of := t.people[p].of; of != "" {
			readers = append(readers, member(of))
		}
	} else if owner != "" {
		readers = append(readers, owner)
	}
	ordinal := uint32(t.count)
	for _, who := range readers {
		if l := t.of[who]; len(l) == 0 || l[len(l)-1] != ordinal { // one may be there twice
			t.of[who] = append(l, ordinal)
		}
	}
	if e.Kind == ledger.KindTaskForce {
		tf := id.TaskForce(e.ID)
		t.in[tf] = append(t.in[tf], ordinal)
	}
}

// move says whose person somebody is from this entry on. The trail keeps that itself: the
// directory may be some entries ahead, and would give a new member what was done for the old.
func (t *Trail) move(e *ledger.Entry) error {
	p, err := directory.DecodePerson(*e)
	if err != nil {
		return err
	}
	at := place{of: p.Member}
	if p.ForMember() {
		at.acts = p.Member
	}
	t.people[p.ID] = at
	return nil
}

// owner is whose the entity of a first entry is: itself, the holder of the key, the member for
// which it was made.
func (t *Trail) owner(e *ledger.Entry, by actor) string {
	switch e.Kind {
	case ledger.KindMember:
		return member(id.Member(e.ID))
	case ledger.KindPerson:
		return "u:" + e.ID
	case ledger.KindCredential:
		// Not the directory's, which may have forgotten a session by now: this must be the same after every restart.
		c, err := directory.DecodeCredential(*e)
		if err != nil { // which the directory has refused, too
			c, _ = t.directory.Credential(id.Credential(e.ID))
		}
		switch {
		case c.Person != "":
			return "u:" + string(c.Person)
		case c.Member != "":
			return member(c.Member)
		}
	case ledger.KindFeed:
		return member(id.Member(e.ID))
	case ledger.KindIndicator, ledger.KindSubscription, ledger.KindSearch:
		if by.acts != "" {
			return member(by.acts)
		}
	case ledger.KindTaskForce, ledger.KindPolicy, ledger.KindProposal, ledger.KindClock, ledger.KindCheckpoint, ledger.KindLost: // the alliance's
	case ledger.KindSighting, ledger.KindDispute, ledger.KindModeration, ledger.KindProtection, ledger.KindNotice, ledger.KindAlarm, ledger.KindErasure: // who did it reads it
	}
	return ""
}

func member(m id.Member) string { return "m:" + string(m) }

// acts is for whom an actor acts now: "m:<member>/<credential>" for the member,
// "u:<person>/<credential>" for the person's.
func (t *Trail) acts(actor string) id.Member {
	if p, is := person(actor); is {
		return t.people[p].acts
	}
	rest, found := strings.CutPrefix(actor, "m:")
	if !found {
		return ""
	}
	m, _, _ := strings.Cut(rest, "/")
	return id.Member(m)
}

// person is who an actor or an owner is, if it is a person.
func person(actor string) (id.Person, bool) {
	rest, found := strings.CutPrefix(actor, "u:")
	p, _, _ := strings.Cut(rest, "/")
	return id.Person(p), found && p != string(directory.Bootstrap)
}

// asker names a person as access.Caller.Asker does: at another member it is another.
func (t *Trail) asker(p id.Person) string {
	if of := t.people[p].of; of != "" {
		return "u:" + string(p) + "@" + string(of)
	}
	return "u:" + string(p)
}
