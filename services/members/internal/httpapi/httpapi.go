// Package httpapi is the door of the members service: the generated contract on one side, the
// rules on the other. It decides nothing.
package httpapi

import (
	"fmt"

	"github.com/gin-gonic/gin"

	contract "github.com/entente-hub/entente/api/members"
	"github.com/entente-hub/entente/services/members/internal/credential"
	"github.com/entente-hub/entente/services/members/internal/member"
	"github.com/entente-hub/entente/services/members/internal/person"
	"github.com/entente-hub/entente/services/members/internal/taskforce"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/idempotency"
	"github.com/entente-hub/entente/shared/position"
)

// Door answers the operations of api/members.
type Door struct {
	Directory   *directory.Directory
	Members     *member.Book
	People      *person.Book
	TaskForces  *taskforce.Book
	Credentials *credential.Book
	Memory      idempotency.Memory // of requests that were made before
	Sealer      *position.Sealer
}

var _ contract.StrictServerInterface = (*Door)(nil)

// scopes says what a key needs for each operation; any of them is enough. What an operation
// does then, and for whom, is the rules'.
func scopes() httpd.Table {
	anyone := append([]access.Scope{access.Admin, access.Audit}, access.Scopes...)
	admin, read := []access.Scope{access.Admin}, []access.Scope{access.Read}
	manage := []access.Scope{access.Manage, access.Admin}
	return httpd.Table{
		"WhoAmI":           anyone,
		"EnrolMember":      admin,
		"ListMembers":      read,
		"GetMember":        read,
		"ChangeMember":     manage, // of match notices; the rest is for admins
		"SuspendMember":    admin,
		"ReinstateMember":  admin,
		"CreateCredential": manage,
		"ListCredentials":  manage,
		"GetCredential":    manage,
		"RevokeCredential": manage,
		"AddPerson":        admin,
		"ListPeople":       read,
		"GetPerson":        read,
		"ChangePerson":     admin,
		"SuspendPerson":    admin,
		"ReinstatePerson":  admin,
		"CreateTaskForce":  admin,
		"ListTaskForces":   read,
		"GetTaskForce":     read,
		"ChangeTaskForce":  admin,

		// Whoever they are: people have their own keys, with whatever scope.
		"CreatePersonCredential": anyone,
		"ListPersonCredentials":  anyone,
		"GetPersonCredential":    anyone,
		"RevokePersonCredential": anyone,
	}
}

// Mount puts the operations on their routes.
func (d *Door) Mount(on gin.IRouter) error {
	guard, err := httpd.Scopes[contract.StrictServerInterface, contract.StrictHandlerFunc](scopes())
	if err != nil {
		return fmt.Errorf("members: %w", err)
	}
	contract.RegisterHandlersWithOptions(on,
		contract.NewStrictHandlerWithOptions(d, []contract.StrictMiddlewareFunc{guard}, contract.StrictGinServerOptions{
			RequestErrorHandlerFunc:  httpd.RequestError,
			HandlerErrorFunc:         httpd.HandlerError,
			ResponseErrorHandlerFunc: httpd.ResponseError,
		}),
		contract.GinServerOptions{ErrorHandler: httpd.ParameterError})
	return nil
}
