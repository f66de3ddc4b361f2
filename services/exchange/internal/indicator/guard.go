package indicator

import (
	"slices"
	"strconv"
	"strings"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/protection"
	"github.com/entente-hub/entente/shared/warninglist"
)

// Names of what warnings come from where that is no warning list.
const (
	listOwn   = "protection:own"   // a member's own, as the alliance knows
	listBlind = "protection:blind" // a list whose owner and content are not told
	listYours = "protection:yours" // one of the publisher's
)

// guard says what stands against a claim: it puts it down on the indicator, and refuses what is
// not forced with a reason. What strangers share is refused in any case.
func (b *Book) guard(i *catalog.Indicator, force *Force) error {
	var c checker
	reason := ""
	if force != nil {
		if reason = c.text("/force/reason", strings.TrimSpace(force.Reason), MaxReason); reason == "" {
			c.at("/force/reason", "is required: say why it is published all the same, in up to 500 characters; who reads its evidence reads it")
		}
		if err := c.err(); err != nil {
			return err
		}
	}
	i.Forced, i.Warnings = "", nil
	gravest := b.cautions(i, "/observable/value", i.Observable, warninglist.Never)
	b.relink(i)
	b.unnamed(i)
	switch {
	case gravest == warninglist.Never:
		return b.refusal(i, "It cannot be published, with whatever reason: many owners share it.")
	case gravest == warninglist.Refuse && reason == "":
		return b.refusal(i, `If it is meant all the same, send it again with force: {"reason": "…"}.`)
	case gravest == warninglist.Refuse:
		i.Forced = reason
	}
	return nil
}

// refusalOf is what a refusal says to do.
func refusalOf(err error) string {
	if f, ok := fault.As(err); ok {
		return f.Detail
	}
	return ""
}

// relink puts down anew what is known of an indicator's links.
func (b *Book) relink(i *catalog.Indicator) {
	i.Warnings = slices.DeleteFunc(slices.Clone(i.Warnings), func(w catalog.Warning) bool { return strings.HasPrefix(w.Pointer, "/links/") })
	for n := range i.Links {
		b.cautions(i, "/links/"+strconv.Itoa(n)+"/value", i.Links[n].Observable, warninglist.Warn)
	}
}

// refusal is ErrWarned with all that stands against the indicator.
func (b *Book) refusal(i *catalog.Indicator, what string) error {
	f := ErrWarned.With("%s", what)
	for _, w := range i.Warnings {
		if w.Level != warninglist.Warn.String() {
			f = f.At(w.Pointer, "%s: %s", w.List, w.Detail)
		}
	}
	return f
}

// cautions puts down what is known of an observable, at most at a level, and returns the gravest.
func (b *Book) cautions(i *catalog.Indicator, pointer string, o observable.Observable, most warninglist.Level) (gravest warninglist.Level) {
	if o.Canonical == "" {
		return warninglist.None
	}
	add := func(list string, l warninglist.Level, detail string) {
		if l = min(l, most); l == warninglist.None {
			return
		}
		gravest = max(gravest, l)
		i.Warnings = append(i.Warnings, catalog.Warning{Pointer: pointer, List: list, Level: l.String(), Detail: detail})
	}
	if b.Lists != nil {
		for _, h := range b.Lists.Hits(o) {
			add(h.List, h.Level, h.Detail)
		}
	}
	if b.Guard == nil {
		return gravest
	}
	for _, own := range b.Guard.Own(o) {
		add(listOwn, b.ownLevel(o, own), "It belongs to "+quote(string(own.Member))+", a member of the alliance.")
	}
	others, mine := b.Guard.Blind(o, i.Publisher)
	if mine != "" {
		add(listYours, levelOf(mine), "It is on a protective list of your own.")
	}
	if others != "" && b.Budget.Take(i.Publisher, 1, b.Now()) > 0 {
		add(listBlind, levelOf(others), "A member's protective list has this. Whose it is, and why, is not told.")
	}
	return gravest
}

// ownLevel is what a claim about what is a member's own becomes. Strangers have shops and listings
// on a marketplace, and mailboxes at it: those are not the marketplace.
func (b *Book) ownLevel(o observable.Observable, own protection.Owned) warninglist.Level {
	if own.Whole {
		return levelOf(own.Level)
	}
	m, ok := b.Directory.Member(own.Member)
	switch {
	case ok && m.Kind == "brand":
		return levelOf(own.Level)
	case o.Type == observable.Email:
		return warninglist.Warn
	}
	return warninglist.None
}

func levelOf(l protection.Level) warninglist.Level {
	if l == protection.Warn {
		return warninglist.Warn
	}
	return warninglist.Refuse
}

// forced tells of an indicator that was published with a reason.
func (b *Book) forced(by access.Caller, i *catalog.Indicator) {
	if i.Forced != "" && b.Forced != nil {
		b.Forced(by, i)
	}
}

// Left is how often blind lists will still tell a member today that they have something.
func (b *Book) Left(m id.Member) int { return b.Budget.Left(m, b.Now()) }
