package delivery_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/tlp"
)

// seat changes who sits in handbags.
func (h *house) seat(members ...id.Member) ledger.Entry {
	h.t.Helper()
	tf, _ := h.p.Directory.TaskForce("handbags")
	at := tf.Position
	tf.Seats = nil
	for _, m := range members {
		tf.Seats = append(tf.Seats, directory.Seat{Member: m, Role: "contributor"})
	}
	return h.put(ledger.KindTaskForce, "handbags", at, directory.EncodeTaskForce(tf))
}

func bare(i catalog.Indicator) string { return `"data":{"id":"` + string(i.ID) + `"}}` }

func hasTail(s, tail string) bool { return len(s) >= len(tail) && s[len(s)-len(tail):] == tail }

func TestRecall(t *testing.T) {
	t.Run("what a task force gave, on leaving it; and again on coming back", func(t *testing.T) {
		h := open(t)
		s, picky, other := hubtest.NewSink(t), hubtest.NewSink(t), hubtest.NewSink(t)
		k := h.subscribe("market-b", s.URL, "{}")
		// Whoever asked for publications alone holds them all the same.
		p := h.subscribe("market-b", picky.URL, `{"events":["indicator.published"],"tags":["handbags"]}`)
		h.subscribe("carrier-c", other.URL, "{}")
		f := h.stream("market-b", "")
		one, _ := h.publish(amber)
		two, _ := h.publish(amber)
		s.Wait(t, 2)
		picky.Wait(t, 2)
		f.next(2)
		h.seat("brand-a")
		for n, x := range f.next(2) {
			if x.event != catalog.Withdrawn || !hasTail(x.data, bare([]catalog.Indicator{one, two}[n])) {
				t.Errorf("the stream tells %s %s", x.event, x.data)
			}
		}
		for _, got := range [][]told{heard(t, k.Secret, s.Wait(t, 4))[2:], heard(t, p.Secret, picky.Wait(t, 4))[2:]} {
			for n, e := range got {
				if e.Type != catalog.Withdrawn || !hasTail(e.body, bare([]catalog.Indicator{one, two}[n])) {
					t.Errorf("the webhook tells %s", e.body)
				}
			}
		}
		three, _ := h.publish(amber) // while it is out
		h.seat("brand-a", "market-b")
		for n, e := range heard(t, k.Secret, s.Wait(t, 7))[4:] {
			if e.Type != "indicator.published" || e.Data.ID != string([]catalog.Indicator{one, two, three}[n].ID) || e.Data.Observable.Canonical == "" {
				t.Errorf("back again: %s", e.body)
			}
		}
		f.next(3)
		f.quiet()
		if n := len(other.Received()); n != 0 {
			t.Errorf("a stranger was told %d times", n)
		}
	})
	t.Run("what is narrowed, whoever narrows it", func(t *testing.T) {
		h := open(t)
		s := hubtest.NewSink(t)
		k := h.subscribe("carrier-c", s.URL, "{}")
		i, e := h.publish()
		s.Wait(t, 1)
		i.TLP = tlp.Red
		h.append(draft(i, catalog.VerbPublished, e.Position))
		if got := heard(t, k.Secret, s.Wait(t, 2))[1]; got.Type != catalog.Withdrawn || !hasTail(got.body, bare(i)) {
			t.Errorf("told %s", got.body)
		}
	})
	t.Run("nothing of one that comes back, but what has changed", func(t *testing.T) {
		h := open(t)
		s := hubtest.NewSink(t)
		k := h.subscribe("market-b", s.URL, "{}")
		h.publish()
		lost, e := h.publish()
		s.Wait(t, 2)
		h.member("market-b", directory.StateSuspended)
		lost.TLP = tlp.Red
		h.append(draft(lost, catalog.VerbPublished, e.Position))
		h.publish(func(i *catalog.Indicator) { i.TLP = tlp.Red }) // it never sees it
		fresh, _ := h.publish()
		h.member("market-b", directory.StateActive)
		last, _ := h.publish()
		got := heard(t, k.Secret, s.Wait(t, 5))[2:]
		if got[0].Data.ID != string(fresh.ID) || got[1].Type != catalog.Withdrawn || !hasTail(got[1].body, bare(lost)) || got[2].Data.ID != string(last.ID) {
			t.Errorf("told %s, %s, %s", got[0].body, got[1].body, got[2].body)
		}
		time.Sleep(50 * time.Millisecond)
		if n := len(s.Received()); n != 5 {
			t.Errorf("told %d times", n)
		}
	})
	t.Run("time gives and takes, on streams that are open", func(t *testing.T) {
		h := open(t)
		s := hubtest.NewSink(t)
		b := h.stream("market-b", "")
		h.subscribe("market-b", s.URL, `{"tags":["other"]}`) // what ends by itself is told to those who asked for it
		soon := time.Now().Truncate(time.Second).Add(2 * time.Second)
		begins, _ := h.publish(func(i *catalog.Indicator) { i.EmbargoUntil = soon })
		ends, _ := h.publish(func(i *catalog.Indicator) { i.ValidUntil = soon })
		if x := b.next(1)[0]; x.event != "indicator.published" {
			t.Errorf("told %s", x.data)
		}
		got := map[string]string{}
		for _, x := range b.next(2) {
			got[x.event] = x.data
		}
		if time.Now().Before(soon) {
			t.Error("told too early")
		}
		if !hasTail(got[catalog.Expired], bare(ends)) {
			t.Errorf("the end of a validity: %v", got)
		}
		if x := got["indicator.published"]; len(x) == 0 || hasTail(x, bare(begins)) {
			t.Errorf("the end of an embargo: %v", got)
		}
		if n := len(s.Received()); n != 0 {
			t.Errorf("a filter let %d through", n)
		}
	})
	t.Run("time gives where a person's entry tells of it", func(t *testing.T) {
		h := open(t)
		s := hubtest.NewSink(t)
		k := h.subscribe("carrier-c", s.URL, "{}")
		soon := time.Now().Truncate(time.Second).Add(2 * time.Second)
		i, _ := h.publish(func(i *catalog.Indicator) { i.EmbargoUntil = soon })
		time.Sleep(time.Until(soon) + 5*time.Millisecond) // and before the clock's own entry, which is then not needed
		h.put(ledger.KindPerson, "jane", 0, directory.EncodePerson(directory.Person{
			ID: "jane", Name: "Jane", Member: "market-b", Roles: []string{directory.RoleReader}, State: directory.StateActive, Created: soon, Modified: soon,
		}))
		if got := heard(t, k.Secret, s.Wait(t, 1))[0]; got.Type != "indicator.published" || got.Data.ID != string(i.ID) {
			t.Errorf("told %s", got.body)
		}
	})
	t.Run("what passed while the hub was down", func(t *testing.T) {
		h := open(t)
		s := hubtest.NewSink(t)
		k := h.subscribe("carrier-c", s.URL, "{}")
		soon := time.Now().Truncate(time.Second).Add(2 * time.Second)
		i, _ := h.publish(func(i *catalog.Indicator) { i.EmbargoUntil = soon })
		h.restart(func() { time.Sleep(time.Until(soon) + 10*time.Millisecond) })
		if got := heard(t, k.Secret, s.Wait(t, 1))[0]; got.Type != "indicator.published" || got.Data.ID != string(i.ID) {
			t.Errorf("told %s", got.body)
		}
	})
}

// TestRecallAfterRestart wants the same events under the same webhook-ids, whoever tells them:
// this process, or the one after a crash.
func TestRecallAfterRestart(t *testing.T) {
	h := open(t)
	s := hubtest.NewSink(t)
	k := h.subscribe("market-b", s.URL, "{}")
	begin := time.Now()
	h.publish(amber)
	h.publish()
	h.publish(amber)
	s.Wait(t, 3)
	h.seat("brand-a")
	before := heard(t, k.Secret, s.Wait(t, 5))
	h.crash = true
	h.restart(func() {})
	resent := len(s.Received())
	h.call("market-b", http.MethodPost, k.at+"/replay", `{"from":"`+begin.Format(time.RFC3339Nano)+`"}`).is(http.StatusAccepted)
	// What the cursors did not come to before the crash is told again by the lane, and what they did by the replay.
	var again []told
	until(t, "what it may still see, and what it lost, told again", func() bool {
		again = heard(t, k.Secret, s.Received()[min(resent, len(before)):])
		return !slices.ContainsFunc([]int{1, 3, 4}, func(n int) bool {
			return !slices.ContainsFunc(again, func(e told) bool { return e.hook == before[n].hook })
		})
	})
	known := map[string]told{}
	for _, e := range before {
		known[e.hook] = e
	}
	for _, e := range again {
		if e.hook == before[0].hook || e.hook == before[2].hook {
			t.Errorf("told again what it may no longer see: %s", e.body)
		}
		if was := known[e.hook]; e.Type != was.Type || e.Data.ID != was.Data.ID || !e.Timestamp.Equal(was.Timestamp) {
			t.Errorf("after a restart %s %s, before %s", e.hook, e.body, was.body)
		}
	}
}
