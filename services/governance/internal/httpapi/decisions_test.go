package httpapi

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	contract "github.com/entente-hub/entente/api/governance"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/decision"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
	"github.com/entente-hub/entente/shared/scope"
)

// long is a log that takes as long as its reader is there.
type long struct{ in, most atomic.Int64 }

func (*long) PutAll(context.Context, []journal.Record) error { return nil }

func (l *long) Back(ctx context.Context, _ string, _ uint64, _ func(journal.Record) bool) error {
	l.most.Store(max(l.most.Load(), l.in.Add(1)))
	<-ctx.Done()
	l.in.Add(-1)
	return ctx.Err()
}

// A filter that passes over a long log is read for one request of a caller at a time, and another
// caller does not wait for it.
func TestDecisionsAreReadOneAtATime(t *testing.T) {
	shelf := &long{}
	d := &Door{
		Decisions: decision.New(shelf, func(int) {}), View: func(context.Context) *scope.View { return &scope.View{} },
		Sees: func(*scope.View, id.Indicator) bool { return false },
	}
	ctx, leave := context.WithCancel(t.Context())
	done := make(chan error, 11)
	ask := func(m id.Member) {
		by := access.Caller{Member: m, Credential: "key", Scopes: []access.Scope{access.Read}}
		_, err := d.ListDecisions(access.With(ctx, by), contract.ListDecisionsRequestObject{Params: contract.ListDecisionsParams{Indicator: new("ind_none")}})
		done <- err
	}
	for range 10 {
		go ask("brand-a")
	}
	for shelf.in.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	go ask("brand-b")
	for end := time.Now().Add(5 * time.Second); shelf.in.Load() < 2 && time.Now().Before(end); time.Sleep(time.Millisecond) {
	}
	time.Sleep(20 * time.Millisecond)
	if n := shelf.in.Load(); n != 2 {
		t.Errorf("%d are read at once, of two callers", n)
	}
	leave()
	for range 11 {
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
	if shelf.most.Load() > 2 {
		t.Errorf("%d were read at once", shelf.most.Load())
	}
}

// one is a log of one record.
type one struct{ body []byte }

func (o *one) PutAll(_ context.Context, rs []journal.Record) error {
	o.body = rs[0].Body
	return nil
}

func (o *one) Back(_ context.Context, _ string, _ uint64, fn func(journal.Record) bool) error {
	fn(journal.Record{Seq: 1, Body: o.body})
	return nil
}

// An alarm about a decision tells its viewer nothing: not even that there was something to decide on.
func TestAlarmsAreNotTheViewers(t *testing.T) {
	shelf := &one{}
	d := &Door{
		Decisions: decision.New(shelf, func(int) {}), View: func(context.Context) *scope.View { return &scope.View{} },
		Sees: func(*scope.View, id.Indicator) bool { return false },
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	d.Decisions.Add(decision.Decision{Viewer: "m:brand-a", Actor: "system", Act: "see", Why: decision.Shadow})
	d.Decisions.Add(decision.Decision{Viewer: "m:brand-a", Actor: "m:brand-a/key", Act: "publish", Why: decision.Denied})
	if err := d.Decisions.Run(ctx); err != nil {
		t.Fatal(err)
	}
	for who, want := range map[string]int{"brand-a": 1, "auditor": 2} {
		by := access.Caller{Member: "brand-a", Credential: "key", Scopes: []access.Scope{access.Read}}
		if who == "auditor" {
			by = access.Caller{Person: "aud", Credential: "key", Scopes: []access.Scope{access.Read, access.Audit}}
		}
		got, err := d.ListDecisions(access.With(t.Context(), by), contract.ListDecisionsRequestObject{})
		page, ok := got.(contract.ListDecisions200JSONResponse)
		if err != nil || !ok || len(page.Body.Items) != want {
			t.Errorf("%s: %v %v", who, got, err)
		}
	}
}
