package delivery_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/tlp"
)

func other(i *catalog.Indicator) { i.Brands = []string{"other"} }

// TestWithdrawnGoesToWhoWasGiven wants a recall told on the subscriptions that were given the record,
// and on those that ask for recalls by name: on no other.
func TestWithdrawnGoesToWhoWasGiven(t *testing.T) {
	h := open(t)
	all, picky, recalls, down := hubtest.NewSink(t), hubtest.NewSink(t), hubtest.NewSink(t), hubtest.NewSink(t)
	down.AnswerStatus(http.StatusInternalServerError)
	a := h.subscribe("market-b", all.URL, "{}")
	p := h.subscribe("market-b", picky.URL, `{"brands":["other"]}`)
	r := h.subscribe("market-b", recalls.URL, `{"events":["indicator.withdrawn"]}`)
	d := h.subscribe("market-b", down.URL, `{"brands":["maison-a"]}`)

	h.publish(other) // the desk is at work: what there was before may have been told by another
	picky.Wait(t, 1)
	all.Wait(t, 1)
	given, at := h.publish(amber)
	all.Wait(t, 2)
	down.Wait(t, 1)
	narrow(h, given, at)
	marker, _ := h.publish(other)
	if got := heard(t, a.Secret, all.Wait(t, 4)); got[2].Type != catalog.Withdrawn || !hasTail(got[2].body, bare(given)) {
		t.Errorf("who was given it is told %s", got[2].body)
	}
	if got := heard(t, r.Secret, recalls.Wait(t, 1)); got[0].Type != catalog.Withdrawn || !hasTail(got[0].body, bare(given)) {
		t.Errorf("who asks for recalls is told %s", got[0].body)
	}
	if got := heard(t, p.Secret, picky.Wait(t, 2)); got[1].Data.ID != string(marker.ID) {
		t.Errorf("who was not given it is told %s", got[1].body)
	}
	// It answered 500: it may have what it was sent, and so it is told.
	down.AnswerStatus(http.StatusNoContent)
	until(t, "the recall", func() bool {
		got := heard(t, d.Secret, down.Received())
		last := got[len(got)-1]
		return last.Type == catalog.Withdrawn && hasTail(last.body, bare(given))
	})

	t.Run("and so it is after a restart", func(t *testing.T) {
		given, at := h.publish(amber)
		all.Wait(t, 5)
		h.restart(func() {})
		h.publish(other)
		picky.Wait(t, 3)
		all.Wait(t, 6)
		narrow(h, given, at)
		marker, _ := h.publish(other)
		if got := heard(t, a.Secret, all.Wait(t, 8))[6]; got.Type != catalog.Withdrawn || !hasTail(got.body, bare(given)) {
			t.Errorf("who was given it is told %s", got.body)
		}
		if got := heard(t, p.Secret, picky.Wait(t, 4))[3]; got.Data.ID != string(marker.ID) {
			t.Errorf("who was not given it is told %s", got.body)
		}
	})
	t.Run("what was sent before a crash, and not written down", func(t *testing.T) {
		sent := len(all.Received())
		given, at := h.publish(amber)
		all.Wait(t, sent+1)
		all.AnswerStatus(http.StatusInternalServerError) // it is not sent again
		h.crash = true
		h.restart(func() {})
		narrow(h, given, at)
		all.AnswerStatus(http.StatusNoContent)
		until(t, "the recall", func() bool {
			got := heard(t, a.Secret, all.Received())
			last := got[len(got)-1]
			return last.Type == catalog.Withdrawn && hasTail(last.body, bare(given))
		})
	})
}

// narrow shows a record to nobody but its publisher.
func narrow(h *house, i catalog.Indicator, at ledger.Entry) {
	h.t.Helper()
	i.TLP, i.Share, i.Modified = tlp.Red, catalog.Share{}, time.Now().UTC()
	h.append(draft(i, catalog.VerbRestricted, at.Position))
}
