// Package api is what Entente promises: the contracts of its services in OpenAPI 3.1, its
// events in AsyncAPI 3.1, a page for every problem, and the Go that is generated from them.
package api

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

//go:embed convention/openapi.yaml members/openapi.yaml exchange/openapi.yaml delivery/openapi.yaml governance/openapi.yaml screening/openapi.yaml portal/openapi.yaml events/asyncapi.yaml
var contracts embed.FS

// Contracts lists the services that have a contract, in the order of the bundle.
func Contracts() []string {
	return []string{"members", "exchange", "delivery", "governance", "screening", "portal"}
}

// OpenAPI bundles all contracts to one OpenAPI 3.1 document in JSON. It fails if two of them
// use one name for different things.
func OpenAPI() ([]byte, error) {
	doc := map[string]any{
		"openapi": "3.1.0",
		"info": map[string]any{
			"title":   "Entente",
			"version": "1.0",
			"description": "The hub of an alliance against counterfeiting: members publish infringer indicators, and each sees, searches " +
				"and is told of exactly those that policy lets it see.",
			"license": map[string]any{"name": "Apache-2.0", "identifier": "Apache-2.0"},
		},
		"servers":  []any{map[string]any{"url": "/"}},
		"security": []any{map[string]any{"key": []any{}}},
		"paths":    map[string]any{},
	}
	components := map[string]any{}
	doc["components"] = components
	var tags []any
	for _, name := range append([]string{"convention"}, Contracts()...) {
		c, err := load(name)
		if err != nil {
			return nil, err
		}
		local(c)
		if err := merge(doc["paths"].(map[string]any), c["paths"]); err != nil {
			return nil, fmt.Errorf("api: bundle %s: %w", name, err)
		}
		parts, _ := c["components"].(map[string]any)
		for section, names := range parts {
			into, _ := components[section].(map[string]any)
			if into == nil {
				into = map[string]any{}
				components[section] = into
			}
			if err := merge(into, names); err != nil {
				return nil, fmt.Errorf("api: bundle %s: components/%s: %w", name, section, err)
			}
		}
		more, _ := c["tags"].([]any)
		tags = append(tags, more...)
	}
	doc["tags"] = tags
	b, err := json.Marshal(doc)
	if err != nil {
		return nil, fmt.Errorf("api: bundle: %w", err)
	}
	return b, nil
}

// AsyncAPI returns the events' document, in YAML, as it is written.
func AsyncAPI() ([]byte, error) {
	b, err := contracts.ReadFile("events/asyncapi.yaml")
	if err != nil {
		return nil, fmt.Errorf("api: events: %w", err)
	}
	return b, nil
}

func load(name string) (map[string]any, error) {
	b, err := contracts.ReadFile(name + "/openapi.yaml")
	if err != nil {
		return nil, fmt.Errorf("api: %s: %w", name, err)
	}
	c := map[string]any{}
	if err := yaml.Unmarshal(b, &c); err != nil {
		return nil, fmt.Errorf("api: %s: %w", name, err)
	}
	return c, nil
}

// local turns references into other contracts into references within the bundle, in place.
func local(v any) {
	switch v := v.(type) {
	case map[string]any:
		if ref, ok := v["$ref"].(string); ok {
			if _, rest, ok := strings.Cut(ref, "/openapi.yaml#"); ok {
				v["$ref"] = "#" + rest
			}
		}
		for _, x := range v {
			local(x)
		}
	case []any:
		for _, x := range v {
			local(x)
		}
	}
}

// merge adds names to into. A name that is there is refused, unless what is added only
// refers to it (as each contract's security scheme does).
func merge(into map[string]any, from any) error {
	names, _ := from.(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if _, taken := into[name]; taken {
			m, _ := names[name].(map[string]any)
			if ref, ok := m["$ref"].(string); ok && strings.HasPrefix(ref, "#/components/") && strings.HasSuffix(ref, "/"+name) {
				continue
			}
			return fmt.Errorf("the name %q stands twice", name)
		}
		into[name] = names[name]
	}
	return nil
}
