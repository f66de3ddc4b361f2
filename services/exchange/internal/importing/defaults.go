package importing

import (
	"strings"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
)

// Defaults fill what a line leaves out.
type Defaults struct {
	Type, TLP    string
	Share        indicator.Share // for a line without any audience
	Brands, Tags []string
}

// fill completes a draft.
func (f *Defaults) fill(d *indicator.Draft) {
	if d.Observable.Type == "" {
		d.Observable.Type = f.Type
	}
	if d.TLP == "" {
		d.TLP = f.TLP
	}
	if len(d.Share.TaskForces)+len(d.Share.Members)+len(d.Share.Except) == 0 {
		d.Share = f.Share
	}
	if len(d.Brands) == 0 {
		d.Brands = f.Brands
	}
	if len(d.Tags) == 0 {
		d.Tags = f.Tags
	}
}

// check refuses defaults with which every line would be rejected. It returns ErrParameter.
func (d *Desk) check(publisher id.Member, f Format, fill *Defaults) error {
	if f == Plain && fill.Type == "" {
		fill.Type = observable.Domain.String()
	}
	if _, ok := observable.ParseType(fill.Type); fill.Type != "" && !ok {
		return ErrParameter.With("type: use one of %s.", strings.Join(observable.Names(), ", "))
	}
	if f == Plain && fill.TLP == "" {
		return ErrParameter.With("tlp: a plain list needs a label for its lines.")
	}
	err := d.Book.Check(publisher, &indicator.Draft{TLP: fill.TLP, Share: fill.Share, Brands: fill.Brands, Tags: fill.Tags})
	x, ok := fault.As(err)
	if !ok {
		return err
	}
	for _, y := range x.Fields {
		if fill.gave(f, y.Pointer) {
			return ErrParameter.With("%s: %s.", parameterOf(y.Pointer), y.Detail)
		}
	}
	return nil
}

// gave reports whether what is wrong there is a parameter's fault. Lines that may bring a
// label or an audience of their own may mend what parameters leave open.
func (f *Defaults) gave(of Format, pointer string) bool {
	switch {
	case strings.HasPrefix(pointer, "/observable"):
		return false
	case pointer == "/tlp":
		return f.TLP != ""
	case strings.HasPrefix(pointer, "/share"):
		return of == Plain || strings.Count(pointer, "/") == 3 // one that is named
	}
	return true
}

// parameterOf names the parameter that fills the place.
func parameterOf(pointer string) string {
	place := strings.Split(pointer, "/")
	names := map[string]string{"brands": "brand", "tags": "tag", "tlp": "tlp", "task_forces": "task_force", "members": "member", "except": "except"}
	if len(place) > 2 && place[1] == "share" {
		return names[place[2]]
	}
	if place[1] == "share" {
		return "task_force, member"
	}
	return names[place[1]]
}
