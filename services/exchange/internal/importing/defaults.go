package importing

import (
	"slices"
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
	named := slices.Concat(fill.Share.Members, fill.Share.Except)
	if fill.TLP == "" && len(fill.Share.TaskForces)+len(named) == 0 {
		return nil
	}
	err := d.Book.CheckAudience(publisher, fill.TLP, fill.Share)
	x, ok := fault.As(err)
	if !ok {
		return err
	}
	for _, y := range x.Fields {
		// Lines may bring a label or an audience of their own: only what is there can be wrong.
		switch {
		case y.Pointer == "/tlp" && fill.TLP == "", f != Plain && !strings.HasPrefix(y.Pointer, "/tlp") && strings.Count(y.Pointer, "/") < 3:
			continue
		}
		return ErrParameter.With("%s %s.", parameterOf(y.Pointer), y.Detail)
	}
	return nil
}

// parameterOf names the parameter that fills the place.
func parameterOf(pointer string) string {
	switch {
	case strings.HasPrefix(pointer, "/share/task_forces"):
		return "task_force:"
	case strings.HasPrefix(pointer, "/share/members"):
		return "member:"
	case strings.HasPrefix(pointer, "/share/except"):
		return "except:"
	case strings.HasPrefix(pointer, "/share"):
		return "task_force, member:"
	}
	return strings.TrimPrefix(pointer, "/") + ":"
}
