package process

import (
	"sync"

	"github.com/entente-hub/entente/shared/id"
)

// pseudonyms names publishers to viewers by a keyed hash (hubkey.Key.ID), so that two viewers
// cannot join notes. It remembers the names: there are as many as pairs of members.
func pseudonyms(hash func(purpose string, parts ...string) string) func(viewer string, publisher id.Member) string {
	type pair struct {
		viewer    string
		publisher id.Member
	}
	var names sync.Map
	return func(viewer string, publisher id.Member) string {
		of := pair{viewer, publisher}
		if name, ok := names.Load(of); ok {
			return name.(string)
		}
		name := "anon-" + hash("pseudonym", viewer, string(publisher))
		names.Store(of, name)
		return name
	}
}
