// Package exchange is the contract of the exchange service: its server, its client, its shapes,
// generated from openapi.yaml.
package exchange

//go:generate go tool oapi-codegen -config oapi-codegen.yaml openapi.yaml
