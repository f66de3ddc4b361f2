// Package governance is the contract of the governance service: its server, its client, its
// shapes, generated from openapi.yaml.
package governance

//go:generate go tool oapi-codegen -config oapi-codegen.yaml openapi.yaml
