// Package delivery is the contract of the delivery service: its server, its client, its shapes,
// generated from openapi.yaml.
package delivery

//go:generate go tool oapi-codegen -config oapi-codegen.yaml openapi.yaml
