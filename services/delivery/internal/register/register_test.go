package register

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
)

func entry(s subscription.Subscription, verb string, p ledger.Position) ledger.Entry {
	return ledger.Entry{Position: p, Kind: ledger.KindSubscription, ID: string(s.ID), Verb: verb, Schema: subscription.Schema, Body: Encode(s)}
}

func TestEncode(t *testing.T) {
	at := time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)
	want := subscription.Subscription{
		ID: "sub_a", Member: "market-b", Name: "desk", URL: "https://hooks.example/", Format: subscription.Thin, Secret: []byte{1, 2},
		Signing: subscription.V1A, Public: []byte{3}, Former: []subscription.Former{{Signing: subscription.V1A, Public: []byte{6}, Secret: []byte{4}, Until: at}},
		Headers: []byte{5}, HeaderNames: []string{"X-A"}, Batch: subscription.Batch{MaxEvents: 7, MaxWait: time.Second}, Rate: 8, Concurrency: 9,
		Retry: []time.Duration{time.Minute},
		State: subscription.Disabled, Reason: "410", Unproven: true, From: 3, Since: 4, Again: 6, AgainSince: 7, Created: at, Modified: at.Add(time.Second), Position: 9,
		Filter: subscription.Filter{
			Events: []string{"indicator.revoked"}, Types: []observable.Type{observable.Email}, Brands: []string{"b"}, Tags: []string{"t"},
			Publishers: []id.Member{"p"}, TaskForces: []id.TaskForce{"f"}, MinConfidence: 5, Where: "true",
		},
	}
	got, err := Decode(entry(want, subscription.VerbDisabled, 9))
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	if v := reflect.ValueOf(want); true {
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Errorf("%s is not tried", v.Type().Field(i).Name)
			}
		}
	}
	// Where the cursor is put is said by the entry itself.
	if s, _ := Decode(entry(subscription.Subscription{ID: "sub_a"}, subscription.VerbCreated, 7)); s.From != catalog.MarkAfter(7) || s.Since != 7 {
		t.Errorf("created: %+v", s)
	}
	if s, _ := Decode(entry(subscription.Subscription{ID: "sub_a", From: 2, Since: 5, Again: 1}, subscription.VerbReplayed, 8)); s.From != 2 || s.Since != 5 || s.Again != 1 || s.AgainSince != 8 {
		t.Errorf("replayed: %+v", s)
	}
	// Hubs before marks wrote a position.
	old := ledger.Entry{Position: 8, ID: "sub_a", Verb: subscription.VerbReplayed, Schema: 1, Body: []byte(`{"from":2,"since":5}`)}
	if s, err := Decode(old); err != nil || s.From != catalog.MarkAfter(2) || s.Since != 8 || s.AgainSince != 0 {
		t.Errorf("replayed by an old hub: %+v, %v", s, err)
	}
	old.Body = []byte(`{"format":"standard"}`)
	if s, err := Decode(old); err != nil || s.Format != subscription.Full || s.Batch.MaxEvents != 1 || s.Concurrency != 1 || s.Signing != subscription.V1 {
		t.Errorf("of an old hub: %+v, %v", s, err)
	}
	if _, err := Decode(ledger.Entry{Schema: subscription.Schema + 1, Body: []byte("{}")}); !errors.Is(err, errSchema) {
		t.Errorf("a schema of tomorrow: %v", err)
	}
	if err := New().Apply([]ledger.Entry{{Kind: ledger.KindSubscription, Schema: 1, Body: []byte("{")}}); err == nil {
		t.Error("an entry that cannot be read was passed over")
	}
}

func TestRegister(t *testing.T) {
	r := New()
	at := time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)
	a := subscription.Subscription{ID: "sub_b", Member: "m", State: subscription.Active, Created: at}
	b := subscription.Subscription{ID: "sub_a", Member: "m", State: subscription.Active, Created: at.Add(time.Second)}
	if err := r.Apply([]ledger.Entry{entry(b, "created", 1), entry(a, "created", 2), {Kind: ledger.KindMember, Body: []byte("{")}}); err != nil {
		t.Fatal(err)
	}
	if all := r.Of("m"); len(all) != 2 || all[0].ID != a.ID || len(r.Of("n")) != 0 {
		t.Errorf("%+v", all)
	}
	a.State = subscription.Deleted
	if err := r.Apply([]ledger.Entry{entry(a, "deleted", 3)}); err != nil {
		t.Fatal(err)
	}
	if _, ok := r.Find(a.ID); ok || len(r.Of("m")) != 1 {
		t.Error("a deleted one is found")
	}
}
