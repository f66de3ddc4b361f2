package walls

import (
	"os"
	"slices"
	"testing"
	"testing/fstest"
)

func TestShared(t *testing.T) {
	found, err := Breaches(os.DirFS(".."), "shared")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Error(f)
	}
}

func TestBreaches(t *testing.T) {
	cases := []struct{ name, module, file, src, want string }{
		{"service to service", "services", "exchange/x.go", "// Package x is x.\npackage x\nimport _ \"github.com/entente-hub/entente/services/delivery\"", "services/exchange/x.go imports github.com/entente-hub/entente/services/delivery: a service never imports another"},
		{"hub may", "services", "hub/x.go", "// Package x is x.\npackage x\nimport _ \"github.com/entente-hub/entente/services/delivery\"", ""},
		{"rules are pure", "services", "exchange/internal/indicator/x.go", "// Package x is x.\npackage x\nimport _ \"net/http\"", "services/exchange/internal/indicator/x.go imports net/http: rules are pure Go"},
		{"shared to services", "shared", "x/x_test.go", "package x\nimport _ \"github.com/entente-hub/entente/services/hub\"", "shared/x/x_test.go imports github.com/entente-hub/entente/services/hub: shared serves services, not the other way round"},
		{"casbin", "shared", "x/x.go", "// Package x is x.\npackage x\nimport _ \"github.com/casbin/casbin/v2\"", "shared/x/x.go imports github.com/casbin/casbin/v2: policies alone know casbin"},
		{"gin in rules' house", "services", "exchange/internal/importing/x.go", "// Package x is x.\npackage x\nimport _ \"github.com/gin-gonic/gin\"", "services/exchange/internal/importing/x.go imports github.com/gin-gonic/gin: gin stays at the doors"},
		{"no comment", "shared", "x/x.go", "package x", "shared/x has no package comment"},
		{"generated may say so in another file", "shared", "x/x.go", "// Package x is x.\npackage x", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			found, err := Breaches(fstest.MapFS{c.file: {Data: []byte(c.src)}}, c.module)
			if err != nil {
				t.Fatal(err)
			}
			if c.want == "" && len(found) > 0 || c.want != "" && !slices.Contains(found, c.want) {
				t.Errorf("found %q, want %q", found, c.want)
			}
		})
	}
}
