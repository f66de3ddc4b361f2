package subscription

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
)

// The limits of what a subscription may carry.
const (
	MaxSubscriptions = 50 // of one member
	MaxName          = 100
	MaxValues        = 50  // types, brands, tags of a filter
	MaxEvents        = 20  // of a filter
	MaxParties       = 200 // publishers, task forces of a filter
	maxValue         = 100 // bytes of one value
	maxFaults        = 100
)

// checker collects all that is wrong, so that its writer is told once.
type checker struct {
	fields []fault.Field
	others bool // something besides the address is wrong
}

func (c *checker) at(pointer, detail string) {
	c.others = true
	if len(c.fields) < maxFaults {
		c.fields = append(c.fields, fault.Field{Pointer: pointer, Detail: detail})
	}
}

func (c *checker) err() error {
	if len(c.fields) == 0 {
		return nil
	}
	f := ErrInvalid
	if !c.others {
		f = ErrURL
	}
	for _, x := range c.fields {
		f = f.At(x.Pointer, "%s", x.Detail)
	}
	return f
}

func (c *checker) name(s string) string {
	s = strings.TrimSpace(s)
	if utf8.RuneCountInString(s) > MaxName || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		c.at("/name", "must be one line of at most "+strconv.Itoa(MaxName)+" characters")
	}
	return s
}

// url asks the guard whether the hub would dial an address.
func (b *Book) url(ctx context.Context, c *checker, address string) string {
	if address == "" {
		c.at("/url", "is required")
		return ""
	}
	if err := b.Check(ctx, address); err != nil {
		c.fields = append(c.fields, fault.Field{Pointer: "/url", Detail: err.Error()})
	}
	return address
}

func (c *checker) format(s string) Format {
	f := Format(s)
	if s == "" {
		return Full
	}
	if !slices.Contains(Formats(), f) {
		c.at("/format", "is not one of "+string(Full)+", "+string(Thin)+", "+string(CloudEvents))
	}
	return f
}

func (c *checker) signing(s string) Signing {
	switch as := Signing(s); as {
	case "":
		return V1
	case V1, V1A:
		return as
	}
	c.at("/signing", "is not one of "+string(V1)+", "+string(V1A))
	return ""
}

// filter gives a wish its one form.
func (b *Book) filter(c *checker, m id.Member, w Wish) Filter {
	f := Filter{
		Events: unique(w.Events), Brands: unique(w.Brands), Tags: unique(w.Tags),
		Publishers: unique(w.Publishers), TaskForces: unique(w.TaskForces),
	}
	each(c, "/filter/events", w.Events, MaxEvents, func(s string) string {
		return unless(slices.Contains(Events(), s), "is not one of "+strings.Join(Events(), ", "))
	})
	each(c, "/filter/types", w.Types, MaxValues, func(s string) string {
		t, ok := observable.ParseType(s)
		if ok && !slices.Contains(f.Types, t) {
			f.Types = append(f.Types, t)
		}
		return unless(ok, "is not one of "+strings.Join(observable.Names(), ", "))
	})
	short := func(s string) string {
		return unless(s != "" && len(s) <= maxValue, "must have 1 to "+strconv.Itoa(maxValue)+" bytes")
	}
	each(c, "/filter/brands", w.Brands, MaxValues, short)
	each(c, "/filter/tags", w.Tags, MaxValues, short)
	each(c, "/filter/publishers", w.Publishers, MaxParties, func(p id.Member) string {
		return unless(b.active(p), "is not an active member of the alliance")
	})
	each(c, "/filter/task_forces", w.TaskForces, MaxParties, func(t id.TaskForce) string {
		return unless(b.sits(m, t), "is not a task force that you are in")
	})
	if w.MinConfidence != nil {
		f.MinConfidence = *w.MinConfidence
		if f.MinConfidence < 0 || f.MinConfidence > 100 {
			c.at("/filter/min_confidence", "must be from 0 to 100 (STIX 2.1)")
		}
	}
	if f.Where = strings.TrimSpace(w.Where); f.Where != "" {
		if err := b.Where(f.Where); err != nil {
			c.at("/filter/where", err.Error())
		}
	}
	return f
}

func (b *Book) sits(m id.Member, name id.TaskForce) bool {
	t, ok := b.Directory.TaskForce(name)
	return ok && slices.ContainsFunc(t.Seats, func(s directory.Seat) bool { return s.Member == m })
}

// each checks the values of a list one by one; wrong gives what is wrong with a value.
func each[T ~string](c *checker, pointer string, given []T, most int, wrong func(T) string) {
	if len(given) > most {
		c.at(pointer, "has "+strconv.Itoa(len(given))+" values; the most is "+strconv.Itoa(most))
		return
	}
	for n, v := range given {
		if detail := wrong(v); detail != "" {
			c.at(pointer+"/"+strconv.Itoa(n), detail)
		}
	}
}

func unless(ok bool, detail string) string {
	if ok {
		return ""
	}
	return detail
}

func unique[T ~string](given []T) []T {
	var out []T
	for _, v := range given {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}
