package httpapi

import "github.com/entente-hub/entente/shared/httpd"

// The bounds of a page.
const (
	defaultLimit = 100
	maxLimit     = 1000
)

func parameter(name, detail string) error { return httpd.ErrParameter.With("%s: %s", name, detail) }

func limitOf(n *int) (int, error) {
	switch {
	case n == nil:
		return defaultLimit, nil
	case *n < 1 || *n > maxLimit:
		return 0, parameter("limit", "must be from 1 to 1000")
	}
	return *n, nil
}
