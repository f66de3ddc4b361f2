// Package members is the contract of the members service: its server, its client, its shapes,
// generated from openapi.yaml.
package members

//go:generate go tool oapi-codegen -config oapi-codegen.yaml openapi.yaml
