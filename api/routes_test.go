package api_test

import (
	"os"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/entente-hub/entente/api"
)

// TestRoutes wants every path of a contract to lead to the service whose contract it is.
func TestRoutes(t *testing.T) {
	for _, service := range api.Contracts() {
		b, err := os.ReadFile(service + "/openapi.yaml")
		if err != nil {
			t.Fatal(err)
		}
		var contract struct{ Paths map[string]any }
		if err := yaml.Unmarshal(b, &contract); err != nil || len(contract.Paths) == 0 {
			t.Fatalf("%s: %d paths, %v", service, len(contract.Paths), err)
		}
		for path := range contract.Paths {
			if got := api.ServiceOf(path); got != service {
				t.Errorf("%s leads to %s, and is of %s", path, got, service)
			}
		}
	}
	for path, want := range map[string]string{"/": "portal", "/ui/x": "portal", "/v1/members": "members", "/v1/membersx": "portal", "/docs": "portal"} {
		if got := api.ServiceOf(path); got != want {
			t.Errorf("%s leads to %s, want %s", path, got, want)
		}
	}
}
