// Package portal is the contract of the portal: how people come to it. Its server, its client,
// its shapes are generated from openapi.yaml.
package portal

//go:generate go tool oapi-codegen -config oapi-codegen.yaml openapi.yaml
