package directory

import (
	"bytes"
	"cmp"
	"maps"
	"slices"

	"github.com/entente-hub/entente/shared/id"
)

// Member returns the member, suspended or not.
func (d *Directory) Member(m id.Member) (Member, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	found, ok := d.members[m]
	return found, ok
}

// Members returns all members, by id.
func (d *Directory) Members() []Member {
	d.mu.RLock()
	all := slices.Collect(maps.Values(d.members))
	d.mu.RUnlock()
	slices.SortFunc(all, func(a, b Member) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

// Person returns the person, suspended or not.
func (d *Directory) Person(p id.Person) (Person, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	found, ok := d.persons[p]
	return found.clone(), ok
}

// Persons returns all persons, by id.
func (d *Directory) Persons() []Person {
	d.mu.RLock()
	all := make([]Person, 0, len(d.persons))
	for _, p := range d.persons {
		all = append(all, p.clone())
	}
	d.mu.RUnlock()
	slices.SortFunc(all, func(a, b Person) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

// TaskForce returns the task force, ended or not.
func (d *Directory) TaskForce(t id.TaskForce) (TaskForce, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	found, ok := d.taskForces[t]
	return found.clone(), ok
}

// TaskForces returns all task forces, by id.
func (d *Directory) TaskForces() []TaskForce {
	d.mu.RLock()
	all := make([]TaskForce, 0, len(d.taskForces))
	for _, t := range d.taskForces {
		all = append(all, t.clone())
	}
	d.mu.RUnlock()
	slices.SortFunc(all, func(a, b TaskForce) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

// Credential returns the credential, in force or not.
func (d *Directory) Credential(c id.Credential) (Credential, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	found, ok := d.credentials[c]
	return found.clone(), ok
}

// Credentials returns a member's own credentials, not those of its persons, oldest first.
func (d *Directory) Credentials(m id.Member) []Credential {
	return d.credentialsOf(func(c *Credential) bool { return m != "" && c.Member == m })
}

// PersonCredentials returns a person's credentials, oldest first.
func (d *Directory) PersonCredentials(p id.Person) []Credential {
	return d.credentialsOf(func(c *Credential) bool { return p != "" && c.Person == p })
}

func (d *Directory) credentialsOf(owner func(*Credential) bool) []Credential {
	var all []Credential
	d.mu.RLock()
	for _, c := range d.credentials {
		if owner(&c) {
			all = append(all, c.clone())
		}
	}
	d.mu.RUnlock()
	slices.SortFunc(all, func(a, b Credential) int {
		return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID))
	})
	return all
}

func (t TaskForce) clone() TaskForce {
	t.Seats = slices.Clone(t.Seats)
	return t
}

func (c Credential) clone() Credential {
	c.Hash = bytes.Clone(c.Hash)
	c.Scopes = slices.Clone(c.Scopes)
	return c
}
