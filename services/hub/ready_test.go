package hub_test

import (
	"strings"
	"testing"

	"github.com/entente-hub/entente/api"
	"github.com/entente-hub/entente/services/hub"
)

func TestReady(t *testing.T) {
	h := startHub(t, t.TempDir())
	code, out, said := command("ready", "--wait", "10s", h.base)
	if code != 0 || !strings.HasSuffix(out, "\tready\n") {
		t.Errorf("%d %s%s", code, out, said)
	}
	code, out, said = command("ready", h.base, "http://127.0.0.1:1")
	if code != 1 || !strings.Contains(out, "refused") || !strings.Contains(said, "1 of 2 are not ready") {
		t.Errorf("%d %s%s", code, out, said)
	}
}

// TestAlone wants the binary to be each service that has a contract, by its name, and no other.
func TestAlone(t *testing.T) {
	for _, name := range api.Contracts() {
		if hub.Alone(name) == nil {
			t.Errorf("the binary is no %s", name)
		}
	}
	for _, name := range []string{"entente", "hub", ""} {
		if hub.Alone(name) != nil {
			t.Errorf("called %q it is a service", name)
		}
	}
}
