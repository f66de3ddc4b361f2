package hub_test

import (
	"maps"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"github.com/entente-hub/entente/api"
	"github.com/entente-hub/entente/services/delivery"
	"github.com/entente-hub/entente/services/exchange"
	"github.com/entente-hub/entente/services/governance"
	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/services/members"
	"github.com/entente-hub/entente/services/portal"
	screened "github.com/entente-hub/entente/services/screening"
)

// TestRoutesOfServices wants each route of the hub to be answered by the service that the table of
// routes (api.Routes) leads to, and no service to answer what is another's.
func TestRoutesOfServices(t *testing.T) {
	h := startHub(t, t.TempDir())
	web := portal.Default()
	web.App = fstest.MapFS{"index.html": {Data: []byte("<!doctype html><title>Entente</title>")}}
	of := map[string]map[string]bool{}
	count := map[string]int{}
	for name, assemble := range map[string]process.Assemble{
		"members": members.Assemble, "exchange": exchange.Default().Assemble, "delivery": delivery.Default().Assemble,
		"governance": governance.Default().Assemble, "screening": screened.Assemble, "portal": web.Assemble,
	} {
		c := process.Default()
		c.Data, c.Sync, c.LogLevel = t.TempDir(), time.Minute, 8
		p, err := process.Start(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		e, err := p.Engine()
		if err == nil {
			_, err = assemble(t.Context(), p, e)
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		of[name] = map[string]bool{}
		for _, r := range e.Routes() {
			of[name][r.Method+" "+r.Path] = true
			count[r.Method+" "+r.Path]++
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range h.hub.Routes() {
		route, service := r.Method+" "+r.Path, api.ServiceOf(r.Path)
		if !of[service][route] {
			t.Errorf("%s leads to %s, which does not answer it", route, service)
		}
		if n := count[route]; n != 1 && n != len(of) {
			t.Errorf("%s is answered by %d services: one should, or all", route, n)
		}
		delete(count, route)
	}
	if len(count) > 0 {
		t.Errorf("the hub answers no %v", slices.Sorted(maps.Keys(count)))
	}
}
