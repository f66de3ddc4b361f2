package indicator_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/fold"
	"github.com/entente-hub/entente/shared/hubkey"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/scope"
)

// house is an alliance on a ledger of its own: brand-a, market-b, carrier-c and gone, which
// is suspended; the task forces handbags (a leads, b contributes, c reads), foreign (b and c)
// and ended (a and b).
type house struct {
	*indicator.Book

	clock   *hubtest.Clock
	ledger  *ledger.Ledger
	fold    *fold.Fold
	refused []scope.Act
	rights  *policies.Current
}

func open(t *testing.T) *house {
	t.Helper()
	h := &house{clock: hubtest.NewClock(epoch), ledger: hubtest.Ledger(t)}
	secret, err := hubkey.Load(filepath.Join(t.TempDir(), "hub.key"))
	if err != nil {
		t.Fatal(err)
	}
	sealer, err := position.New(make([]byte, 64))
	if err != nil {
		t.Fatal(err)
	}
	dir := directory.New()
	cat := catalog.New(catalog.Options{
		ETag:      func(p ledger.Position) string { return sealer.Seal(position.ETag, "", p) },
		Pseudonym: func(v string, m id.Member) string { return "anon-" + v + string(m) },
	})
	h.fold = fold.New(h.ledger, dir, cat)
	if h.rights, err = policies.NewCurrent(policies.Initial(), dir, h.clock.Now); err != nil {
		t.Fatal(err)
	}
	h.Book = &indicator.Book{
		Directory: dir, Catalog: cat, Ledger: h.fold, Head: h.ledger, Now: h.clock.Now,
		Refused: func(_ access.Caller, a scope.Act, _ scope.Record, _ id.Indicator) { h.refused = append(h.refused, a) },
		View:    func(viewer string) *scope.View { return h.rights.Snapshot().View(viewer) },
		ID:      indicator.NewID(secret.ID), Current: access.NewKeyring(dir, []byte("pepper"), "", h.clock.Now).Current,
	}
	h.Archive, h.Janitor = h.ledger, &indicator.Janitor{Archive: h.ledger, Now: h.clock.Now}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- h.fold.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil && !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
	<-h.fold.Ready()
	for _, m := range []id.Member{"brand-a", "market-b", "carrier-c"} {
		h.member(t, m, directory.StateActive)
	}
	h.member(t, "gone", directory.StateSuspended)
	h.taskForce(t, directory.TaskForce{ID: "handbags", Seats: seats("brand-a", "market-b", "carrier-c")})
	h.taskForce(t, directory.TaskForce{ID: "foreign", Seats: seats("market-b", "carrier-c")})
	h.taskForce(t, directory.TaskForce{ID: "ended", Seats: seats("brand-a", "market-b"), EndsAt: epoch})
	return h
}

func seats(members ...id.Member) []directory.Seat {
	var all []directory.Seat
	roles := []string{"lead", "contributor", directory.RoleReader}
	for n, m := range members {
		all = append(all, directory.Seat{Member: m, Role: roles[n]})
	}
	return all
}

func (h *house) member(t *testing.T, m id.Member, state string) {
	t.Helper()
	h.put(t, ledger.KindMember, string(m), directory.EncodeMember(directory.Member{
		ID: m, Name: string(m), Kind: "brand", State: state, Created: epoch, Modified: epoch,
	}))
	h.put(t, ledger.KindCredential, string(credential(m)), directory.EncodeCredential(directory.Credential{
		ID: credential(m), Member: m, Name: "test", Scopes: []string{"read", "publish"}, Created: epoch,
	}))
}

func (h *house) taskForce(t *testing.T, f directory.TaskForce) {
	t.Helper()
	f.Name, f.Created, f.Modified = string(f.ID), epoch, epoch
	h.put(t, ledger.KindTaskForce, string(f.ID), directory.EncodeTaskForce(f))
}

func (h *house) put(t *testing.T, k ledger.Kind, name string, body []byte) {
	t.Helper()
	if _, err := h.fold.Append(t.Context(), ledger.Draft{At: epoch, Kind: k, ID: name, Verb: "enrolled", Actor: "u:admin", Schema: 1, Body: body}); err != nil {
		t.Fatal(err)
	}
}

// again writes the next state of what is there.
func (h *house) again(t *testing.T, k ledger.Kind, name, verb string, body []byte) {
	t.Helper()
	es, err := h.ledger.Of(t.Context(), k, name)
	if err != nil || len(es) == 0 {
		t.Fatal(err)
	}
	if _, err := h.fold.Append(t.Context(), ledger.Draft{
		At: epoch, Kind: k, ID: name, Verb: verb, Actor: "u:admin", Schema: 1, Body: body, Expect: es[len(es)-1].Position,
	}); err != nil {
		t.Fatal(err)
	}
}

func (h *house) suspend(t *testing.T, m id.Member) {
	t.Helper()
	h.again(t, ledger.KindMember, string(m), "suspended", directory.EncodeMember(directory.Member{
		ID: m, Name: string(m), Kind: "brand", State: directory.StateSuspended, Created: epoch, Modified: epoch,
	}))
}

func (h *house) seats(t *testing.T, name string, f directory.TaskForce) {
	t.Helper()
	f.Name, f.Created, f.Modified = string(f.ID), epoch, epoch
	h.again(t, ledger.KindTaskForce, name, "changed", directory.EncodeTaskForce(f))
}

func (h *house) view(m id.Member) *scope.View { return h.rights.Snapshot().View(policies.Viewer(m)) }

func (h *house) publish(t *testing.T, m id.Member, d indicator.Draft) (catalog.Indicator, ledger.Entry) {
	t.Helper()
	i, e, err := h.Publish(t.Context(), key(m), d, ledger.Request{})
	if err != nil {
		t.Fatal(err)
	}
	return i, e
}

func key(m id.Member) access.Caller {
	return access.Caller{Member: m, Credential: credential(m), Scopes: []access.Scope{access.Read, access.Publish}}
}

// credential is the name of a member's only one.
func credential(m id.Member) id.Credential {
	return id.Credential((string(m) + "aaaaaaaaaaaaaaaa")[:16])
}

// pointers are the places that a fault names.
func pointers(err error) []string {
	f, ok := fault.As(err)
	if !ok {
		return nil
	}
	var all []string
	for _, x := range f.Fields {
		all = append(all, x.Pointer)
	}
	slices.Sort(all)
	return all
}

// mustOwn is the newest state of a publisher's indicator.
func (h *house) mustOwn(t *testing.T, m id.Member, i id.Indicator) (catalog.Indicator, ledger.Position, bool) {
	t.Helper()
	own, at, ok, err := h.Catalog.Own(t.Context(), m, i)
	if err != nil {
		t.Fatal(err)
	}
	return own, at, ok
}
