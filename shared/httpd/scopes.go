package httpd

import (
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/shared/access"
)

// Table says which scopes an operation asks for, by the operation's Go name ("EnrolMember"):
// any one of them is enough.
//
//	"EnrolMember": {access.Admin}, "SubscriptionKeys": {httpd.Anyone}
type Table map[string][]access.Scope

// Anyone in place of a scope lets in callers without a key, too.
const Anyone access.Scope = "*"

// ErrTable says that a table and the operations of a contract differ.
var ErrTable = errors.New("httpd: the table of scopes is not that of the contract")

// Scopes makes the strict middleware that holds each operation to its scopes. I is the
// generated StrictServerInterface: an operation without a row, and a row without an operation,
// are ErrTable, at start.
//
//	guard, err := httpd.Scopes[members.StrictServerInterface, members.StrictHandlerFunc](table)
//	members.NewStrictHandlerWithOptions(door, []members.StrictMiddlewareFunc{guard}, …)
func Scopes[I any, F ~func(*gin.Context, any) (any, error)](t Table) (func(F, string) F, error) {
	var errs []error
	contract := reflect.TypeFor[I]()
	operations := make([]string, 0, contract.NumMethod())
	for m := range contract.Methods() {
		operations = append(operations, m.Name)
		if len(t[m.Name]) == 0 {
			errs = append(errs, fmt.Errorf("%w: %s has no scope", ErrTable, m.Name))
		}
	}
	for name := range t {
		if !slices.Contains(operations, name) {
			errs = append(errs, fmt.Errorf("%w: there is no %s", ErrTable, name))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return func(next F, operation string) F {
		needs := t[operation]
		return func(c *gin.Context, request any) (any, error) {
			caller := access.From(c)
			if !slices.Contains(needs, Anyone) && !slices.ContainsFunc(needs, caller.Can) {
				return nil, access.Missing(needs...)
			}
			// Gin uses its contexts again for other requests, while a timer that was derived from
			// one may still look at it: what is handed on is a copy, which nobody uses again.
			own := c.Copy()
			own.Writer = c.Writer
			return next(own, request)
		}
	}, nil
}
