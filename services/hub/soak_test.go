package hub_test

import (
	"testing"
	"time"

	"github.com/entente-hub/entente/services/hub/internal/soak"
)

// TestSoak is half a minute of what `make soak` does for ten: the hub is killed twice while
// endpoints hang, reset, refuse, redirect and rebind, and nobody is told too much, too little, or
// in another order.
func TestSoak(t *testing.T) {
	r, err := soak.Run(t.Context(), soak.Options{For: 25 * time.Second, Rate: 25, Kills: 2, Binary: binary(t), Dir: t.TempDir(), Log: t.Output()})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d changes, %d events, %d posts taken, %d of them again", r.Changes, r.Events, r.Told, r.Again)
	for _, f := range r.Findings {
		t.Error(f)
	}
	if len(r.Recovered) != 2 || r.Again == 0 {
		t.Errorf("killed %d times, %d posts taken again: the test did not test", len(r.Recovered), r.Again)
	}
}
