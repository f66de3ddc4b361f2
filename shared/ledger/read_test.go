package ledger_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/ledger"
)

// TestAll wants all entries that there are, and an end.
func TestAll(t *testing.T) {
	l := hubtest.Ledger(t)
	count := func() (n int) {
		t.Helper()
		if err := l.All(t.Context(), func(es []ledger.Entry) error { n += len(es); return nil }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := count(); n != 0 {
		t.Errorf("%d entries on an empty ledger", n)
	}
	for i := range 5 {
		if _, err := l.Append(t.Context(), ledger.Draft{At: time.Now(), Kind: ledger.KindMember, ID: fmt.Sprint("m-", i), Verb: "enrolled", Actor: "u:admin", Body: []byte("{}")}); err != nil {
			t.Fatal(err)
		}
	}
	if n := count(); n != 5 {
		t.Errorf("%d entries, want 5", n)
	}
	stop := errors.New("enough")
	if err := l.All(t.Context(), func([]ledger.Entry) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
}

// TestReadsBackWhatItWrites wants Subject and Header to be all that Read needs, and those that
// are on the stream.
func TestReadsBackWhatItWrites(t *testing.T) {
	js := hubtest.JetStream(t)
	l := hubtest.LedgerOn(t, js)
	e, err := l.Append(t.Context(), ledger.Draft{
		At: time.Now(), Kind: ledger.KindMember, ID: "brand-a", Verb: "enrolled", Actor: "u:admin", Schema: 1, Body: []byte(`{}`),
		Request: ledger.Request{Key: "k", Body: "b"},
	})
	if err != nil {
		t.Fatal(err)
	}
	again, err := ledger.Read(e.Position, e.Subject(), e.Header(), e.Body)
	if err != nil || !reflect.DeepEqual(again, e) {
		t.Errorf("got %+v %v, want %+v", again, err, e)
	}
	s, err := js.Stream(t.Context(), ledger.Stream)
	if err != nil {
		t.Fatal(err)
	}
	m, err := s.GetMsg(t.Context(), uint64(e.Position))
	if err != nil || m.Subject != e.Subject() {
		t.Fatalf("%+v %v", m, err)
	}
	for name, want := range e.Header() {
		if !slices.Equal(m.Header[name], want) {
			t.Errorf("%s is %v, want %v", name, m.Header[name], want)
		}
	}
	for _, subject := range []string{"member.brand-a", "ledger.member", ""} {
		if _, err := ledger.Read(1, subject, e.Header(), nil); err == nil {
			t.Errorf("%q was read", subject)
		}
	}
}

func TestOpenExisting(t *testing.T) {
	if _, err := ledger.Open(t.Context(), hubtest.JetStream(t), ledger.Options{Existing: true}); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}
