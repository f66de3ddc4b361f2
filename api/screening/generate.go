// Package screening is the contract of the screening service: its server, its client, its shapes,
// generated from openapi.yaml.
package screening

//go:generate go tool oapi-codegen -config oapi-codegen.yaml openapi.yaml
