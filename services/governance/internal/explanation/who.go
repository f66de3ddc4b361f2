package explanation

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// Grant is an act, and the line that allows it.
type Grant struct {
	Act  scope.Act
	Rule string
}

// Reader is a member, or a role of those who act for the alliance ("role:admin"), and what it may
// do.
type Reader struct {
	Viewer string
	Grants []Grant
}

// Who tells the publisher of an indicator who may do what with it now: members by name, who acts
// for the alliance by role. A member's people are not named: they have their member's rights.
// It ends with ctx.
// It returns ErrNotFound for an indicator that the caller may not see, just as for one there is
// not, and ErrNotPublisher for one that it may.
func (d *Desk) Who(ctx context.Context, by access.Caller, i id.Indicator, acts []scope.Act) (out []Reader, err error) {
	err = d.look(by, i, func(s *policies.Snapshot, v *scope.View, r *scope.Record, now int64) error {
		if !v.Owns(r) {
			return ErrNotPublisher.With("Its publisher alone is told who can see it. Whoever oversees asks about one viewer: name it.")
		}
		leave, err := d.askers.Enter(ctx, by.Asker())
		if err != nil {
			return err
		}
		defer leave()
		select {
		case d.Turn <- struct{}{}:
			defer func() { <-d.Turn }()
		case <-ctx.Done():
			return ctx.Err()
		}
		out, err = d.readers(ctx, s, v, r, now, acts)
		return err
	})
	return out, err
}

func (d *Desk) readers(ctx context.Context, s *policies.Snapshot, owner *scope.View, r *scope.Record, now int64, acts []scope.Act) ([]Reader, error) {
	by := map[string]map[scope.Act]string{}
	for _, viewer := range s.Viewers() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		names := d.shownAs(viewer)
		if len(names) == 0 {
			continue
		}
		v := s.View(viewer)
		for _, a := range acts {
			// What is not seen is not there, but to be counted unseen.
			if !v.Allow(a, r, now) || a != scope.Match && !v.Allow(scope.See, r, now) {
				continue
			}
			for _, name := range names {
				if by[name] == nil {
					by[name] = map[scope.Act]string{}
				}
				if by[name][a] == "" {
					by[name][a] = policies.Masked(s.Decider(viewer, r, a, now), owner)
				}
			}
		}
	}
	out := make([]Reader, 0, len(by))
	for _, name := range slices.Sorted(maps.Keys(by)) {
		x := Reader{Viewer: name}
		for _, a := range slices.Sorted(maps.Keys(by[name])) {
			x.Grants = append(x.Grants, Grant{a, by[name][a]})
		}
		out = append(out, x)
	}
	return out, nil
}

// shownAs is how a publisher is told of a viewer: a member by its name, who acts for the alliance
// by their roles, a member's person not at all.
func (d *Desk) shownAs(viewer string) []string {
	if strings.HasPrefix(viewer, "m:") {
		return []string{viewer}
	}
	if viewer == policies.Admin {
		return []string{"role:" + directory.RoleAdmin}
	}
	p, ok := d.Directory.Person(id.Person(strings.TrimPrefix(viewer, "u:")))
	if !ok || !p.ForAlliance() {
		return nil
	}
	var out []string
	for _, role := range p.Roles {
		out = append(out, "role:"+role)
	}
	return out
}
