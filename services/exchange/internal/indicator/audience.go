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
	mark, ok := label(d.TLP)
	switch {
	case d.TLP == "":
		c.at("/tlp", "is required: one of "+strings.Join(tlp.Names(), ", "))
	case !ok:
		c.at("/tlp", quote(d.TLP)+" is not a TLP 2.0 label; use one of "+strings.Join(tlp.Names(), ", "))
	default:
		reach(c, mark, d.Share)
	}
	i.TLP = mark
	b.taskForces(c, publisher, d.Share.TaskForces, now)
	b.members(c, "/share/members", publisher, d.Share.Members)
	b.members(c, "/share/except", publisher, d.Share.Except)
	for n, m := range d.Share.Except {
		if slices.Contains(d.Share.Members, m) {
			c.at("/share/except/"+strconv.Itoa(n), quote(string(m))+" is named in members as well; say one or the other")
		}
	}
	i.Share = catalog.Share{
		TaskForces: unique(d.Share.TaskForces),
		Members:    unique(d.Share.Members),
		Except:     unique(d.Share.Except),
	}
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
// in which it only reads.
func (b *Book) taskForces(c *checker, publisher id.Member, given []id.TaskForce, now time.Time) {
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
		case seat < 0:
			c.at(pointer, quote(string(name))+" is not a task force that you are in")
		case !t.EndsAt.IsZero() && !now.Before(t.EndsAt):
			c.at(pointer, quote(string(name))+" has ended; name one that has not")
		case t.Seats[seat].Role == directory.RoleReader:
			c.at(pointer, "you read in "+quote(string(name))+"; only its lead and contributors share into it")
		}
	}
}

// members refuses a suspended member just as one that does not exist.
func (b *Book) members(c *checker, pointer string, publisher id.Member, given []id.Member) {
	if len(given) > MaxShare {
		c.at(pointer, "has "+strconv.Itoa(len(given))+" entries; the most is "+strconv.Itoa(MaxShare))
		return
	}
	for n, m := range given {
		switch {
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
