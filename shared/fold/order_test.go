package fold

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"github.com/entente-hub/entente/shared/ledger"
)

// TestFold_order: however the echoes of our own entries and what the follower brings fall
// between each other, each view gets exactly the ledger's order.
func TestFold_order(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// A ledger: chunks of adjacent entries, each our own or of another process, some of
		// the others' erased since.
		var order []ledger.Entry
		var own [][]ledger.Entry
		position := ledger.Position(0)
		for range rapid.IntRange(0, 12).Draw(t, "chunks") {
			ours := rapid.Bool().Draw(t, "ours")
			var chunk []ledger.Entry
			for range rapid.IntRange(1, 4).Draw(t, "size") {
				position++
				if ours || rapid.IntRange(0, 4).Draw(t, "erased") > 0 {
					chunk = append(chunk, ledger.Entry{Position: position, ID: fmt.Sprint(position)})
				}
			}
			order = append(order, chunk...)
			if ours {
				own = append(own, chunk)
			}
		}
		own = rapid.Permutation(own).Draw(t, "echoes")

		first, second := &log{}, &log{}
		f := New(nil, first, second)
		held := func() int {
			n := len(first.ids)
			for _, v := range []*log{first, second} {
				if !slices.EqualFunc(v.ids, order[:n], func(id string, e ledger.Entry) bool { return id == e.ID }) {
					t.Fatalf("a view holds %q of a ledger of %v", v.ids, order)
				}
			}
			if n > 0 && f.Position() != order[n-1].Position {
				t.Fatalf("position %d, the views hold %q", f.Position(), first.ids)
			}
			return n
		}
		echoed := map[ledger.Position]bool{}
		brought := 0
		for len(own) > 0 || brought < len(order) {
			if len(own) > 0 && (brought == len(order) || rapid.Bool().Draw(t, "echo")) {
				before := held()
				next := own[0][0].Position == f.Position()+1
				f.echo(own[0])
				if next && held() < before+len(own[0]) {
					t.Fatalf("the next in order, %v, was not applied at once", own[0])
				}
				for _, e := range own[0] {
					echoed[e.Position] = true
				}
				own = own[1:]
			} else {
				n := rapid.IntRange(1, len(order)-brought).Draw(t, "handful")
				if err := f.follow(order[brought : brought+n]); err != nil {
					t.Fatal(err)
				}
				if brought += n; held() < brought {
					t.Fatalf("the follower brought %d, the views hold %d", brought, held())
				}
			}
			held()
			if echoed[f.Position()+1] {
				t.Fatalf("position %d is known, and the next in order", f.Position()+1)
			}
		}
		if held() != len(order) || len(f.early) > 0 {
			t.Fatalf("the views hold %d of %d, %d kept early", held(), len(order), len(f.early))
		}
	})
}

// TestFold_hold: an entry whose predecessors do not come is on the ledger all the same, and
// its writer is told so in bounded time.
func TestFold_hold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := New(nil, &log{})
		began := time.Now()
		err := f.hold(t.Context(), []ledger.Entry{{Position: 2, ID: "2"}})
		if !errors.Is(err, ledger.ErrUnavailable) || time.Since(began) != heldWithin {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began = time.Now()
		if err := f.hold(ctx, []ledger.Entry{{Position: 3, ID: "3"}}); !errors.Is(err, ledger.ErrUnavailable) || time.Since(began) != time.Second {
			t.Errorf("%v after %v, with a second to go", err, time.Since(began))
		}
		done := make(chan error)
		go func() { done <- f.hold(t.Context(), []ledger.Entry{{Position: 4, ID: "4"}}) }()
		synctest.Wait()
		select {
		case err := <-done:
			t.Fatalf("out of order: %v", err)
		default:
		}
		if err := f.follow([]ledger.Entry{{Position: 1, ID: "1"}}); err != nil {
			t.Fatal(err)
		}
		if err := <-done; err != nil || f.Position() != 4 {
			t.Errorf("%v, position %d", err, f.Position())
		}
	})
}
