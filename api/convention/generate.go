// Package convention is what all contracts share: errors, headers, parameters and the forms of
// optional values. It is generated from openapi.yaml but for what Go alone knows.
package convention

//go:generate go tool oapi-codegen -config oapi-codegen.yaml openapi.yaml
