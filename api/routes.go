package api

import (
	"cmp"
	"slices"
	"strings"
)

// Route says which service answers the paths that begin with a prefix of whole segments. Of two
// prefixes the longer counts.
type Route struct {
	Prefix  string // "/v1/members"; "/" is all that is left
	Service string // "members", as in services/<name>
}

// Routes are those of a hub whose services run apart, behind one address, the longest prefix first:
// what an ingress, or a proxy, is made of. It needs no pattern but a prefix, and no header.
// What every service answers alike (/docs, /openapi.json, /problems/…, /healthz) goes to the last.
func Routes() []Route {
	of := map[string][]string{
		"members":    {"/v1/me", "/v1/members", "/v1/people", "/v1/task-forces"},
		"exchange":   {"/v1/indicators", "/v1/sightings", "/v1/disputes", "/v1/moderation", "/v1/searches", "/v1/protections", "/v1/imports", "/v1/changes"},
		"delivery":   {"/v1/subscriptions", "/v1/deliveries", "/v1/stream", "/v1/feed", "/.well-known/jwks"},
		"governance": {"/v1/audit", "/v1/decisions", "/v1/policies", "/v1/explain"},
		"screening":  {"/v1/screen", "/v1/notices", "/v1/networks"},
		"portal":     {"/v1/sign-in-links", "/session", "/ui", "/"},
	}
	var all []Route
	for service, prefixes := range of {
		for _, p := range prefixes {
			all = append(all, Route{Prefix: p, Service: service})
		}
	}
	slices.SortFunc(all, func(a, b Route) int {
		return cmp.Or(cmp.Compare(len(b.Prefix), len(a.Prefix)), cmp.Compare(a.Prefix, b.Prefix))
	})
	return all
}

// ServiceOf returns the service that answers a path.
func ServiceOf(path string) string {
	for _, r := range Routes() {
		if path == r.Prefix || strings.HasPrefix(path, strings.TrimSuffix(r.Prefix, "/")+"/") {
			return r.Service
		}
	}
	return ""
}
