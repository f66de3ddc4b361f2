package indicator

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/tlp"
)

// audience decides who an indicator is meant for. The label and the audience must say the
// same thing: an indicator is never created wide and narrowed later.
//
//	red           one or more named members, no task force (TLP 2.0: recipients only)
//	amber(+strict) one or more task forces or named members
//	green, clear  the whole alliance: nobody is named, some may be excepted
func (b *Book) audience(c *checker, publisher id.Member, d *Draft, i *catalog.Indicator, now time.Time) {
	if d.TLP == "" {
		c.at("/tlp", "is required: one of "+strings.Join(tlp.Names(), ", "))
	}
	b.direct(c, publisher, d.TLP, d.Share, i, now)
}

// direct gives an indicator a label and an audience, which must agree. Whom it has in its audience
// already is taken as it is: a member that has been suspended since does not stand in the way of
// others.
func (b *Book) direct(c *checker, publisher id.Member, name string, s Share, i *catalog.Indicator, now time.Time) {
	mark, ok := label(name)
	switch {
	case name == "":
	case !ok:
		c.at("/tlp", quote(name)+" is not a TLP 2.0 label; use one of "+strings.Join(tlp.Names(), ", "))
	default:
		reach(c, mark, s)
	}
	had := i.Share
	b.taskForces(c, publisher, s.TaskForces, had.TaskForces, now)
	b.members(c, "/share/members", publisher, s.Members, had.Members)
	b.members(c, "/share/except", publisher, s.Except, had.Except)
	for n, m := range s.Except {
		if slices.Contains(s.Members, m) {
			c.at("/share/except/"+strconv.Itoa(n), quote(string(m))+" is named in members as well; say one or the other")
		}
	}
	i.TLP = mark
	i.Share = catalog.Share{TaskForces: unique(s.TaskForces), Members: unique(s.Members), Except: unique(s.Except)}
}

// reach checks that the label and the audience agree.
func reach(c *checker, mark tlp.Mark, s Share) {
	switch mark {
	case tlp.Red:
		if len(s.Members) == 0 {
			c.at("/share/members", "is required with red: name one or more members who may see it")
		}
		if len(s.TaskForces) > 0 {
			c.at("/share/task_forces", "is not taken with red, which is for named members alone; use amber+strict for a task force")
		}
	case tlp.Amber, tlp.AmberStrict:
		if len(s.TaskForces)+len(s.Members) == 0 {
			c.at("/share", "is required with "+mark.String()+": name one or more task forces or members who may see it")
		}
	case tlp.Green, tlp.Clear:
		if len(s.TaskForces) > 0 {
			c.at("/share/task_forces", "is not taken with "+mark.String()+", which reaches the whole alliance; use amber for a task force, or except")
		}
		if len(s.Members) > 0 {
			c.at("/share/members", "is not taken with "+mark.String()+", which reaches the whole alliance; use amber for named members, or except")
		}
	}
}

// taskForces refuses one that the publisher is not in just as one that does not exist, and one
// in which it only reads, unless it is there already.
func (b *Book) taskForces(c *checker, publisher id.Member, given, had []id.TaskForce, now time.Time) {
	if len(given) > MaxShare {
		c.at("/share/task_forces", "has "+strconv.Itoa(len(given))+" entries; the most is "+strconv.Itoa(MaxShare))
		return
	}
	for n, name := range given {
		pointer := "/share/task_forces/" + strconv.Itoa(n)
		t, ok := b.Directory.TaskForce(name)
		seat := -1
		if ok {
			seat = slices.IndexFunc(t.Seats, func(s directory.Seat) bool { return s.Member == publisher })
		}
		switch {
		case slices.Contains(had, name):
		case seat < 0:
			c.at(pointer, quote(string(name))+" is not a task force that you are in")
		case !t.EndsAt.IsZero() && !now.Before(t.EndsAt):
			c.at(pointer, quote(string(name))+" has ended; name one that has not")
		case t.Seats[seat].Role == directory.RoleReader:
			c.at(pointer, "you read in "+quote(string(name))+"; only its lead and contributors share into it")
		}
	}
}

// members refuses a suspended member just as one that does not exist, unless it is there already.
func (b *Book) members(c *checker, pointer string, publisher id.Member, given, had []id.Member) {
	if len(given) > MaxShare {
		c.at(pointer, "has "+strconv.Itoa(len(given))+" entries; the most is "+strconv.Itoa(MaxShare))
		return
	}
	for n, m := range given {
		switch {
		case slices.Contains(had, m):
		case m == publisher:
			c.at(pointer+"/"+strconv.Itoa(n), quote(string(m))+" is you, and you always see your own; leave it out")
		case !b.active(m):
			c.at(pointer+"/"+strconv.Itoa(n), quote(string(m))+" is not an active member of the alliance")
		}
	}
}

// Aim checks an audience as Publish does, for what is not an indicator: somebody's sighting.
func (b *Book) Aim(by id.Member, mark string, s Share, now time.Time) (tlp.Mark, catalog.Share, []fault.Field) {
	var c checker
	var i catalog.Indicator
	b.audience(&c, by, &Draft{TLP: mark, Share: s}, &i, now)
	return i.TLP, i.Share, c.fields
}
