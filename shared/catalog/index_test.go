package catalog

import (
	"testing"

	"pgregory.net/rapid"
)

// TestIndex holds the index against a map, over few hashes, so that searches run into each other.
func TestIndex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var x index
		model := map[uint32]uint64{} // hash by ordinal
		next := uint32(0)
		hash := rapid.Custom(func(t *rapid.T) uint64 {
			return uint64(rapid.IntRange(0, 1).Draw(t, "part"))<<56 | uint64(rapid.Uint32().Draw(t, "low")&0xf000000f)
		})
		one := func(t *rapid.T) (uint32, bool) {
			var all []uint32
			for ord := range next {
				if _, ok := model[ord]; ok {
					all = append(all, ord)
				}
			}
			if len(all) == 0 {
				return 0, false
			}
			return rapid.SampledFrom(all).Draw(t, "ordinal"), true
		}
		t.Repeat(map[string]func(*rapid.T){
			"add": func(t *rapid.T) {
				h := hash.Draw(t, "hash")
				x.add(h, next)
				model[next] = h
				next++
			},
			"set": func(t *rapid.T) {
				was, ok := one(t)
				if !ok {
					return
				}
				x.set(model[was], was, next)
				model[next] = model[was]
				delete(model, was)
				next++
			},
			"remove": func(t *rapid.T) {
				ord, ok := one(t)
				if !ok {
					return
				}
				x.remove(model[ord], ord)
				delete(model, ord)
			},
			"": func(t *rapid.T) {
				for ord := range next {
					h, has := model[ord]
					if _, found := x.find(h, func(o uint32) bool { return o == ord }); found != has {
						t.Fatalf("%d under %x: found %v, is there %v", ord, h, found, has)
					}
				}
			},
		})
	})
}
