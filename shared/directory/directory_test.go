package directory

import (
	"errors"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

var noon = time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)

func memberEntry(p ledger.Position, m Member) ledger.Entry {
	return ledger.Entry{Position: p, Kind: ledger.KindMember, ID: string(m.ID), Schema: Schema, Body: EncodeMember(m)}
}

func taskForceEntry(p ledger.Position, t TaskForce) ledger.Entry {
	return ledger.Entry{Position: p, Kind: ledger.KindTaskForce, ID: string(t.ID), Schema: Schema, Body: EncodeTaskForce(t)}
}

func personEntry(p ledger.Position, x Person) ledger.Entry {
	return ledger.Entry{Position: p, Kind: ledger.KindPerson, ID: string(x.ID), Schema: Schema, Body: EncodePerson(x)}
}

func credentialEntry(p ledger.Position, c Credential) ledger.Entry {
	return ledger.Entry{Position: p, Kind: ledger.KindCredential, ID: string(c.ID), Schema: Schema, Body: EncodeCredential(c)}
}

func apply(t *testing.T, d *Directory, es ...ledger.Entry) {
	t.Helper()
	if err := d.Apply(es); err != nil {
		t.Fatal(err)
	}
}

func TestApply(t *testing.T) {
	t.Run("the last entry of an entity counts", func(t *testing.T) {
		d := New()
		m := Member{ID: "brand-a", Name: "Brand A", Kind: "brand", State: StateActive, Created: noon, Modified: noon}
		suspended := m
		suspended.State, suspended.Reason, suspended.Modified = StateSuspended, "unpaid", noon.Add(time.Hour)
		apply(t, d, memberEntry(3, m), memberEntry(7, suspended))

		suspended.Position = 7
		if got, ok := d.Member("brand-a"); !ok || got != suspended {
			t.Errorf("Member = %+v, %v, want %+v", got, ok, suspended)
		}
		if _, ok := d.Member("brand-b"); ok {
			t.Error("a member that was never enrolled is there")
		}
	})

	t.Run("version moves with rights and with nothing else", func(t *testing.T) {
		d := New()
		v := d.Version()
		moved := func() bool { was := v; v = d.Version(); return v != was }
		apply(t, d, memberEntry(1, Member{ID: "brand-a"}))
		if !moved() {
			t.Error("a member did not move the version")
		}
		apply(t, d, credentialEntry(2, Credential{ID: "k", Member: "brand-a"}),
			ledger.Entry{Position: 3, Kind: ledger.KindIndicator, ID: "ind_x", Schema: 99, Body: []byte("?")})
		if moved() {
			t.Error("a credential or another kind moved the version")
		}
		apply(t, d, taskForceEntry(4, TaskForce{ID: "handbags"}))
		if !moved() {
			t.Error("a task force did not move the version")
		}
		apply(t, d, personEntry(5, Person{ID: "jane-a"}))
		if !moved() {
			t.Error("a person did not move the version")
		}
	})

	t.Run("a bad entry leaves the batch out whole", func(t *testing.T) {
		d := New()
		newer := memberEntry(2, Member{ID: "brand-b"})
		newer.Schema = Schema + 1
		err := d.Apply([]ledger.Entry{memberEntry(1, Member{ID: "brand-a"}), newer})
		if !errors.Is(err, ErrSchema) {
			t.Errorf("err = %v, want ErrSchema", err)
		}
		if len(d.Members()) != 0 || d.Version() != 0 {
			t.Error("half a batch was folded")
		}
		if err := d.Apply([]ledger.Entry{{Kind: ledger.KindMember, Schema: 1, Body: []byte(`{"id":`)}}); err == nil {
			t.Error("a torn body was folded")
		}
	})
}

func TestFind(t *testing.T) {
	d := New()
	handbags := TaskForce{
		ID: "handbags", Name: "Handbags", Purpose: "p", EndsAt: noon.AddDate(1, 0, 0), Created: noon, Modified: noon,
		Seats: []Seat{{"market-b", "reader"}, {"brand-a", "lead"}},
	}
	key := Credential{
		ID: "k2", Member: "brand-a", Name: "ci", Hash: []byte{1, 2, 255}, Scopes: []string{"indicators:read"},
		ExpiresAt: noon.AddDate(0, 1, 0), RevokedAt: noon.AddDate(0, 0, 3), Created: noon,
	}
	older := Credential{ID: "k9", Member: "brand-a", Created: noon.Add(-time.Hour)}
	apply(t, d, memberEntry(1, Member{ID: "market-b"}), memberEntry(2, Member{ID: "brand-a"}),
		taskForceEntry(3, TaskForce{ID: "watches"}), taskForceEntry(4, handbags),
		credentialEntry(5, key), credentialEntry(6, older), credentialEntry(7, Credential{ID: "k1", Member: "market-b"}))

	t.Run("lists are by id", func(t *testing.T) {
		ms, ts := d.Members(), d.TaskForces()
		if len(ms) != 2 || ms[0].ID != "brand-a" || len(ts) != 2 || ts[0].ID != "handbags" {
			t.Errorf("Members = %v, TaskForces = %v", ms, ts)
		}
	})

	t.Run("a task force comes back whole, seats by member", func(t *testing.T) {
		got, ok := d.TaskForce("handbags")
		if !ok || got.Position != 4 || got.EndsAt != handbags.EndsAt || got.Purpose != "p" ||
			!slices.Equal(got.Seats, []Seat{{"brand-a", "lead"}, {"market-b", "reader"}}) {
			t.Errorf("TaskForce = %+v, %v", got, ok)
		}
	})

	t.Run("a member's credentials are its own, oldest first", func(t *testing.T) {
		got := d.Credentials("brand-a")
		if len(got) != 2 || got[0].ID != "k9" || got[1].ID != "k2" || got[1].RevokedAt != key.RevokedAt ||
			got[1].ExpiresAt != key.ExpiresAt || !slices.Equal(got[1].Hash, key.Hash) || !slices.Equal(got[1].Scopes, key.Scopes) {
			t.Errorf("Credentials = %+v", got)
		}
	})

	jane := Person{
		ID: "jane-a", Name: "Jane", Member: "brand-a", Roles: []string{RoleManager, RoleReader}, State: StateSuspended, Reason: "left",
		Created: noon, Modified: noon.Add(time.Hour),
	}
	apply(t, d, personEntry(8, jane), personEntry(9, Person{ID: "ada-s", Roles: []string{RoleAdmin}, State: StateActive}),
		credentialEntry(10, Credential{ID: "k4", Person: "jane-a", Created: noon}), credentialEntry(11, Credential{ID: "k3", Person: "jane-a", Created: noon}))

	t.Run("a person comes back whole, and lists are by id", func(t *testing.T) {
		got, ok := d.Person("jane-a")
		jane.Position = 8
		if !ok || !reflect.DeepEqual(got, jane) {
			t.Errorf("Person = %+v, %v, want %+v", got, ok, jane)
		}
		if ps := d.Persons(); len(ps) != 2 || ps[0].ID != "ada-s" || ps[1].ID != "jane-a" {
			t.Errorf("Persons = %+v", ps)
		}
		if _, ok := d.Person("brand-a"); ok {
			t.Error("a member is a person")
		}
	})

	t.Run("a person's credentials are no member's", func(t *testing.T) {
		got := d.PersonCredentials("jane-a")
		if len(got) != 2 || got[0].ID != "k3" || got[1].ID != "k4" || got[0].Person != "jane-a" || got[0].Member != "" {
			t.Errorf("PersonCredentials = %+v", got)
		}
		if len(d.Credentials("brand-a")) != 2 || len(d.Credentials("")) != 0 || len(d.PersonCredentials("")) != 0 {
			t.Error("credentials of nobody, or of another")
		}
	})

	t.Run("what is returned is the caller's", func(t *testing.T) {
		got, _ := d.TaskForce("handbags")
		got.Seats[0].Role = "scribbled"
		c, _ := d.Credential("k2")
		c.Hash[0], c.Scopes[0] = 9, "scribbled"
		d.TaskForces()[0].Seats[0].Role = "scribbled"
		d.Credentials("brand-a")[1].Hash[0] = 9
		p, _ := d.Person("jane-a")
		p.Roles[0] = "scribbled"
		d.Persons()[1].Roles[0] = "scribbled"
		p, _ = d.Person("jane-a")
		again, _ := d.TaskForce("handbags")
		c, _ = d.Credential("k2")
		if again.Seats[0].Role != "lead" || c.Hash[0] != 1 || c.Scopes[0] != "indicators:read" || p.Roles[0] != RoleManager {
			t.Error("a caller reached into the directory")
		}
	})
}

func TestEncode(t *testing.T) {
	far := time.Date(9999, 12, 31, 23, 59, 59, 0, time.FixedZone("west", -3600*5))
	got, err := DecodeMember(memberEntry(1, Member{ID: "brand-a", Name: "caf\xe9", Created: far}))
	if err != nil || got.Name != "caf\uFFFD" || got.Created.Year() != 9999 {
		t.Errorf("text and times that JSON has no form for: %+v, %v", got, err)
	}
}

func TestConcurrent(t *testing.T) {
	d := New()
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for range 200 {
				v := d.Version()
				if n := uint64(len(d.Members())); n < v {
					t.Errorf("version %d, but %d members", v, n)
				}
				d.TaskForces()
				d.Credentials("m")
			}
		})
	}
	for i := range 50 {
		apply(t, d, memberEntry(ledger.Position(i+1), Member{ID: id.Member(rune('A' + i))}),
			credentialEntry(ledger.Position(i+100), Credential{ID: id.Credential(rune('A' + i)), Member: "m"}))
	}
	wg.Wait()
}
