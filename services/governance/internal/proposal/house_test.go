package proposal_test

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/services/governance/internal/proposal"
	"github.com/entente-hub/entente/services/governance/internal/register"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/fold"
	"github.com/entente-hub/entente/shared/hubtest"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

var epoch = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

// house is an alliance on a ledger of its own: brand-a, market-b, police-l; ada, an admin of no
// organisation, bob, one of brand-a, and cat, one of market-b; aud, an auditor. brand-a has
// published three indicators: green, amber to the task force handbags (brand-a and market-b),
// red to police-l.
type house struct {
	*proposal.Book

	t        *testing.T
	clock    *hubtest.Clock
	ledger   *ledger.Ledger
	fold     *fold.Fold
	register *register.Register
	rights   *policies.Current
	dir      *directory.Directory
	catalog  *catalog.Catalog
}

func open(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, clock: hubtest.NewClock(epoch), ledger: hubtest.Ledger(t), dir: directory.New(), register: register.New(policies.Initial())}
	h.catalog = catalog.New(catalog.Options{
		ETag:      func(p ledger.Position) string { return strconv.FormatUint(uint64(p), 10) },
		Pseudonym: func(v string, m id.Member) string { return "anon-" + v + string(m) },
	})
	var err error
	if h.rights, err = policies.NewCurrent(policies.Initial(), h.dir, h.clock.Now); err != nil {
		t.Fatal(err)
	}
	h.fold = fold.New(h.ledger, h.dir, h.rights, h.catalog, h.register)
	var made atomic.Int64
	h.Book = &proposal.Book{
		Register: h.register, Policy: h.rights, Directory: h.dir, Ledger: h.fold, Records: h.catalog.Each, Now: h.clock.Now,
		Groups:  func(at time.Time) policies.Groups { return policies.GroupsOf(h.dir, at) },
		All:     func(at time.Time) policies.Groups { return policies.GroupsWithSuspended(h.dir, at) },
		Current: access.NewKeyring(h.dir, []byte("pepper"), "the-admins-own-key", h.clock.Now).Current,
		ID:      proposal.NewID(func(_ string, parts ...string) string { return strings.ReplaceAll(parts[1], "-", "") }),
		Random:  func(n int) []byte { b := make([]byte, n); b[0] = byte(made.Add(1)); return b },
		Turn:    make(chan struct{}, 1),
	}
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
	for m, kind := range map[id.Member]string{"brand-a": "brand", "market-b": "marketplace", "police-l": "law_enforcement"} {
		h.put(ledger.KindMember, string(m), directory.EncodeMember(directory.Member{ID: m, Name: string(m), Kind: kind, State: directory.StateActive, Created: epoch, Modified: epoch}))
	}
	for p, of := range map[id.Person]id.Member{"ada": "", "bob": "brand-a", "cat": "market-b", "aud": ""} {
		role := directory.RoleAdmin
		if p == "aud" {
			role = directory.RoleAuditor
		}
		h.put(ledger.KindPerson, string(p), directory.EncodePerson(directory.Person{ID: p, Name: string(p), Member: of, Roles: []string{role}, State: directory.StateActive, Created: epoch, Modified: epoch}))
		h.put(ledger.KindCredential, string(key(p)), directory.EncodeCredential(directory.Credential{ID: key(p), Person: p, Name: "test", Scopes: []string{"read", "admin", "audit"}, Created: epoch}))
	}
	h.put(ledger.KindTaskForce, "handbags", directory.EncodeTaskForce(directory.TaskForce{
		ID: "handbags", Name: "h", Created: epoch, Modified: epoch,
		Seats: []directory.Seat{{Member: "brand-a", Role: "lead"}, {Member: "market-b", Role: "contributor"}},
	}))
	h.publish("green", tlp.Green, catalog.Share{})
	h.publish("amber", tlp.Amber, catalog.Share{TaskForces: []id.TaskForce{"handbags"}})
	h.publish("red", tlp.Red, catalog.Share{Members: []id.Member{"police-l"}})
	return h
}

func (h *house) publish(name string, label tlp.Mark, to catalog.Share) {
	h.t.Helper()
	h.put(ledger.KindIndicator, "ind_"+name, catalog.Encode(catalog.Indicator{
		ID: id.Indicator("ind_" + name), Publisher: "brand-a", TLP: label, Share: to, Attribution: catalog.Named, State: catalog.Published, Confidence: -1,
		Observable: observable.Observable{Type: observable.Domain, Raw: name + ".example", Canonical: name + ".example", Version: observable.Version}, Created: epoch, Modified: epoch,
	}))
}

func (h *house) put(k ledger.Kind, name string, body []byte) {
	h.t.Helper()
	verb := "enrolled"
	if k == ledger.KindIndicator {
		verb = catalog.VerbPublished
	}
	if _, err := h.fold.Append(h.t.Context(), ledger.Draft{At: epoch, Kind: k, ID: name, Verb: verb, Actor: "u:admin", Schema: 1, Body: body}); err != nil {
		h.t.Fatal(err)
	}
}

func key(p id.Person) id.Credential { return id.Credential((string(p) + "aaaaaaaaaaaaaaaa")[:16]) }

// as is a person with their key, as the keyring makes one.
func (h *house) as(p id.Person) access.Caller {
	if p == "admin" {
		return access.Caller{Admin: true, Scopes: access.Given([]string{directory.RoleAdmin})}
	}
	found, _ := h.dir.Person(p)
	c := access.Caller{Person: p, Of: found.Member, Credential: key(p), Roles: found.Roles}
	c.Admin = found.Roles[0] == directory.RoleAdmin
	c.Scopes = access.Given(found.Roles)
	return c
}

// propose is a draft without cases, of the default and these lines.
func (h *house) propose(by id.Person, lines string) proposal.Proposal {
	h.t.Helper()
	none := ""
	p, err := h.Propose(h.t.Context(), h.as(by), proposal.Draft{Text: policies.DefaultText() + lines, Cases: &none, Comment: "because"}, ledger.Request{})
	if err != nil {
		h.t.Fatal(err)
	}
	return p
}

func (h *house) approve(by id.Person, p proposal.Proposal) (proposal.Proposal, error) {
	return h.Approve(h.t.Context(), h.as(by), p.ID, "", at(p))
}

func at(p proposal.Proposal) proposal.Match {
	return proposal.Match{Given: true, At: []ledger.Position{p.Position}}
}

func (h *house) sees(viewer, name string) bool {
	r, ok := h.catalog.FactsFor(h.rights.Snapshot().View(viewer), id.Indicator("ind_"+name), h.clock.Now())
	return ok && h.rights.Snapshot().View(viewer).Allow(scope.See, &r, h.clock.Now().Unix())
}

func slug(err error) string {
	if f, ok := fault.As(err); ok {
		return f.Slug
	}
	if err != nil {
		return err.Error()
	}
	return ""
}
