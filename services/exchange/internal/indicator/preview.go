package indicator

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// listBrand warns that a brand names a publisher that is not to be named.
const listBrand = "attribution:brand"

// What would become of a draft.
const (
	WouldPublish   = "published"
	WouldHold      = "held" // until a steward has looked at it
	WouldRefuse    = "refused"
	WouldDuplicate = "duplicate"
)

// Reader is a member that would see an indicator, and what of it.
type Reader struct {
	Member id.Member
	Name   string
	Reads  []string // of "core", "evidence", "pii", "source", "pseudonym", "export", in this order; none: it knows that it is there
}

// Preview is what would become of a draft, and who would see it.
type Preview struct {
	Indicator catalog.Indicator
	Outcome   string
	Refusal   string // why, where it would be refused
	Readers   []Reader
	Left      int // hits of blind lists that today will still tell of
}

// Preview says what Publish would do, and who would see which fields then (once an embargo is
// over), by the rights of now and the same record that is decided on afterwards. It writes nothing;
// but what blind lists tell counts as told. It returns access.ErrScope, ErrInvalid, ErrText, ErrPolicy and ErrErased.
func (b *Book) Preview(ctx context.Context, by access.Caller, d *Draft) (Preview, error) {
	p, err := b.Verdict(ctx, by, d)
	if err != nil {
		return Preview{}, err
	}
	p.Readers = b.Readers(&p.Indicator)
	p.Left = b.Left(by.Member)
	return p, nil
}

// Verdict is Preview without saying who would see it, and how often blind lists will tell.
func (b *Book) Verdict(ctx context.Context, by access.Caller, d *Draft) (Preview, error) {
	if err := b.gate(by); err != nil {
		return Preview{}, err
	}
	p := Preview{Outcome: WouldPublish}
	var err error
	p.Indicator, err = b.Claim(ctx, by, d)
	if errors.Is(err, ErrWarned) {
		p.Outcome, p.Refusal = WouldRefuse, refusalOf(err)
		err = nil
	}
	if err != nil {
		return Preview{}, err
	}
	if p.Indicator.State == catalog.Held {
		p.Outcome = WouldHold
	}
	again := p.Indicator
	switch _, err := b.next(ctx, by, &again, ledger.Request{}); {
	case errors.Is(err, ErrDuplicate) && p.Outcome != WouldRefuse:
		p.Outcome = WouldDuplicate
	case err != nil && !errors.Is(err, ErrDuplicate):
		return Preview{}, err
	}
	return p, nil
}

// Readers are the other active members that would know of an indicator, by id, once it is published.
func (b *Book) Readers(i *catalog.Indicator) []Reader {
	r := i.Meant()
	at := max(b.Now().Unix(), r.Embargo)
	var all []Reader
	for _, m := range b.Directory.Members() {
		if m.State != directory.StateActive || m.ID == i.Publisher {
			continue
		}
		v := b.View("m:" + string(m.ID))
		// The judge is asked about those alone that the compiled form lets see it.
		if !v.Allow(scope.See, &r, at) || !v.Decide(scope.See, &r, at) {
			continue
		}
		reader := Reader{Member: m.ID, Name: m.Name}
		if v.Decide(scope.ReadCore, &r, at) {
			reader.Reads = append(reader.Reads, "core")
			for _, c := range []struct {
				name string
				act  scope.Act
			}{{"evidence", scope.ReadEvidence}, {"pii", scope.ReadPII}, {sourceOf(i.Attribution), scope.ReadSource}, {"export", scope.Export}} {
				if c.name != "" && v.Decide(c.act, &r, at) {
					reader.Reads = append(reader.Reads, c.name)
				}
			}
		}
		all = append(all, reader)
	}
	return all
}

// sourceOf is what of the publisher those learn who may.
func sourceOf(a catalog.Attribution) string {
	switch a {
	case catalog.Named:
		return "source"
	case catalog.Pseudonymous:
		return "pseudonym"
	case catalog.Withheld:
	}
	return ""
}

// unnamed warns of a brand that names a publisher all the same: it has the member's id or name, or is
// one of its marks and nobody else's.
func (b *Book) unnamed(i *catalog.Indicator) {
	if i.Attribution == catalog.Named {
		return
	}
	publisher, _ := b.Directory.Member(i.Publisher)
	name := strings.Join(strings.FieldsFunc(strings.ToLower(publisher.Name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), "-")
	for n, brand := range i.Brands {
		mine := brand == string(i.Publisher) || brand == name
		if b.Guard != nil && !mine {
			mine = slices.Equal(b.Guard.Claims(brand), []id.Member{i.Publisher})
		}
		if mine {
			i.Warnings = append(i.Warnings, catalog.Warning{
				Pointer: "/brands/" + strconv.Itoa(n), List: listBrand, Level: "warn",
				Detail: "The brand alone names you as the publisher, whom the attribution is not to name.",
			})
		}
	}
}
