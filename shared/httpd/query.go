package httpd

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/shared/problem"
)

// queries are the names of the query parameters that a contract knows, by method and path.
type queries map[string][]string

// queriesOf reads them from an OpenAPI document, bundled to one; nil reads as none.
func queriesOf(contract []byte) (queries, error) {
	if contract == nil {
		return nil, nil //nolint:nilnil // without a contract nothing is known, and nothing refused
	}
	type parameter struct {
		Ref  string `json:"$ref"`
		In   string `json:"in"`
		Name string `json:"name"`
	}
	var doc struct {
		Paths      map[string]map[string]json.RawMessage `json:"paths"`
		Components struct {
			Parameters map[string]parameter `json:"parameters"`
		} `json:"components"`
	}
	if err := json.Unmarshal(contract, &doc); err != nil {
		return nil, fmt.Errorf("httpd: contract: %w", err)
	}
	names := func(ps []parameter) (found []string) {
		for _, p := range ps {
			if name, is := strings.CutPrefix(p.Ref, "#/components/parameters/"); is {
				p = doc.Components.Parameters[name]
			}
			if p.In == "query" {
				found = append(found, p.Name)
			}
		}
		return found
	}
	all := queries{}
	for path, item := range doc.Paths {
		var shared []parameter
		if raw, ok := item["parameters"]; ok {
			if err := json.Unmarshal(raw, &shared); err != nil {
				return nil, fmt.Errorf("httpd: contract: %s: %w", path, err)
			}
		}
		route := strings.NewReplacer("{", ":", "}", "").Replace(path)
		for method, raw := range item {
			var operation struct {
				Parameters []parameter `json:"parameters"`
			}
			if method == "parameters" || json.Unmarshal(raw, &operation) != nil {
				continue
			}
			all[strings.ToUpper(method)+" "+route] = append(names(shared), names(operation.Parameters)...)
		}
	}
	return all, nil
}

// query refuses a parameter that the contract does not know: a filter with a typing error
// would else be a list of everything.
func (e *Engine) query(c *gin.Context) {
	known, ok := e.queries[c.Request.Method+" "+c.FullPath()]
	if !ok || c.Request.URL.RawQuery == "" {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(c.Request.URL.Query())) {
		if slices.Contains(known, name) {
			continue
		}
		takes := "none"
		if len(known) > 0 {
			takes = strings.Join(known, ", ")
		}
		problem.Write(c, ErrParameter.With("%.100q is no parameter of this operation; it takes: %s", name, takes))
		return
	}
}
