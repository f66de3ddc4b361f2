package httpapi

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/services/exchange/internal/search"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tlp"
)

// TestRightLostWhileRead wants no read to bring a record that is newer than the end of the
// right it would be read by: market-b's seat is taken away, and then a record is shared with
// the task force, each time just after its rights were first asked for.
func TestRightLostWhileRead(t *testing.T) {
	const secret = "ind_0000000000000000000000000"
	for name, read := range map[string]func(context.Context, *Door) (answer, error){
		"list": func(ctx context.Context, d *Door) (answer, error) {
			a, err := d.ListIndicators(asking(ctx), api.ListIndicatorsRequestObject{})
			return a.(answer), err
		},
		"list by change": func(ctx context.Context, d *Door) (answer, error) {
			sort := api.ByChange
			a, err := d.ListIndicators(asking(ctx), api.ListIndicatorsRequestObject{Params: api.ListIndicatorsParams{Sort: &sort}})
			return a.(answer), err
		},
		"facets": func(ctx context.Context, d *Door) (answer, error) {
			a, err := d.CountIndicators(asking(ctx), api.CountIndicatorsRequestObject{})
			if counted := a.(api.CountIndicators200JSONResponse); counted.Total != 0 {
				return answer{status: http.StatusOK, body: []byte("secret.example")}, err
			}
			return answer{status: http.StatusOK}, err
		},
		"get": func(ctx context.Context, d *Door) (answer, error) {
			a, err := d.GetIndicator(ctx, api.GetIndicatorRequestObject{Indicator: secret})
			if errors.Is(err, httpd.ErrNotFound) {
				return answer{status: http.StatusNotFound}, nil // as for one that there is not
			}
			return a.(answer), err
		},
		"changes": func(ctx context.Context, d *Door) (answer, error) {
			a, err := d.ListChanges(ctx, api.ListChangesRequestObject{})
			return a.(answer), err
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := racing(t, secret)
			a, err := read(access.With(t.Context(), access.Caller{Member: "market-b", Scopes: []access.Scope{access.Read}}), d)
			if err != nil {
				t.Fatal(err)
			}
			w := httptest.NewRecorder()
			if err := a.write(w); err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(w.Body.Bytes(), []byte("secret.example")) {
				t.Errorf("read by a right that was gone: %s", w.Body)
			}
		})
	}
}

// asking is the context of a request without parameters, as the router hands it on.
func asking(ctx context.Context) *gin.Context {
	engine := gin.New()
	engine.ContextWithFallback = true
	g := gin.CreateTestContextOnly(httptest.NewRecorder(), engine)
	g.Request = httptest.NewRequestWithContext(ctx, http.MethodGet, "/", nil)
	return g
}

// racing is a door whose directory and catalog move once the rights have been asked for.
func racing(t *testing.T, secret id.Indicator) *Door {
	t.Helper()
	sealer, err := position.New(bytes.Repeat([]byte{7}, position.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	people, things := directory.New(), catalog.New(catalog.Options{
		Pseudonym: func(string, id.Member) string { return "anon" }, ETag: func(ledger.Position) string { return "etag" },
	})
	next := ledger.Position(0)
	put := func(apply func([]ledger.Entry) error, e ledger.Entry) {
		next++
		e.Position, e.Schema, e.At = next, 1, time.Now()
		if err := apply([]ledger.Entry{e}); err != nil {
			t.Error(err)
		}
	}
	seats := func(ms ...id.Member) {
		f := directory.TaskForce{ID: "handbags", Name: "Handbags"}
		for _, m := range ms {
			f.Seats = append(f.Seats, directory.Seat{Member: m, Role: "contributor"})
		}
		put(people.Apply, ledger.Entry{Kind: ledger.KindTaskForce, ID: "handbags", Body: directory.EncodeTaskForce(f)})
	}
	for _, m := range []id.Member{"brand-a", "market-b"} {
		put(people.Apply, ledger.Entry{Kind: ledger.KindMember, ID: string(m), Body: directory.EncodeMember(directory.Member{ID: m, Kind: "brand", State: directory.StateActive})})
	}
	seats("brand-a", "market-b")
	now, err := policies.NewCurrent(policies.Initial(), people, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	asked := false
	return &Door{
		Catalog: things, Searches: &search.Book{}, Sealer: sealer, Now: time.Now, Notes: noNotes{},
		Rights: func(viewer string) (*scope.View, uint64) {
			s := now.Snapshot()
			if asked {
				return s.View(viewer), s.Version()
			}
			asked = true
			defer func() {
				seats("brand-a")
				put(things.Apply, ledger.Entry{Kind: ledger.KindIndicator, ID: string(secret), Verb: catalog.VerbPublished, Body: catalog.Encode(catalog.Indicator{
					ID: secret, Publisher: "brand-a", TLP: tlp.Amber, State: catalog.Published, Attribution: catalog.Named,
					Share:      catalog.Share{TaskForces: []id.TaskForce{"handbags"}},
					Observable: observable.Observable{Type: observable.Domain, Raw: "secret.example", Canonical: "secret.example"},
				})})
			}()
			return s.View(viewer), s.Version()
		},
	}
}

// noNotes writes nothing down.
type noNotes struct{}

func (noNotes) Shown(context.Context, string, string, string, []catalog.Item)          {}
func (noNotes) Denied(context.Context, access.Caller, scope.Act, id.Indicator, string) {}
