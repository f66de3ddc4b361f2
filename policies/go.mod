module github.com/entente-hub/entente/policies

go 1.26.0

require (
	github.com/bmatcuk/doublestar/v4 v4.6.1 // indirect
	github.com/casbin/casbin/v2 v2.135.0 // indirect
	github.com/casbin/govaluate v1.3.0 // indirect
	github.com/google/uuid v1.6.0 // indirect
	pgregory.net/rapid v1.3.0 // indirect
)

require github.com/entente-hub/entente/shared v0.0.0

replace github.com/entente-hub/entente/shared => ../shared
