// Package httpapi is the door of the governance service: the generated contract on one side,
// the rules and views on the other. It decides nothing but who oversees.
package httpapi

import (
	"context"
	"fmt"
	"slices"

	"github.com/gin-gonic/gin"

	contract "github.com/entente-hub/entente/api/governance"
	"github.com/entente-hub/entente/services/governance/internal/audit"
	"github.com/entente-hub/entente/services/governance/internal/explanation"
	"github.com/entente-hub/entente/services/governance/internal/proposal"
	"github.com/entente-hub/entente/services/governance/internal/register"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/decision"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/idempotency"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/transparency"
	"github.com/entente-hub/entente/shared/turnstile"
)

// Door answers the operations of api/governance.
type Door struct {
	Trail     *audit.Trail
	Tree      *transparency.Log
	Key       *transparency.Key
	Decisions *decision.Log
	Book      *proposal.Book
	Register  *register.Register
	Directory *directory.Directory
	Desk      *explanation.Desk
	Memory    idempotency.Memory                    // of requests that were made before
	View      func(ctx context.Context) *scope.View // what the caller may do now
	Sees      func(v *scope.View, i id.Indicator) bool
	Denied    func(ctx context.Context, by access.Caller, act scope.Act, i id.Indicator, exit string) // writes a refusal down
	Sealer    *position.Sealer

	readers turnstile.Turnstile // of decisions
}

var _ contract.StrictServerInterface = (*Door)(nil)

// scopes says what a key needs for each operation. What it is shown is the views'.
func scopes() httpd.Table {
	read := slices.Concat([]access.Scope{access.Read}, oversight)
	admin, policy := []access.Scope{access.Admin}, []access.Scope{access.Admin, access.Audit}
	return httpd.Table{
		"ListAudit":      read,
		"GetCheckpoint":  read,
		"GetProof":       oversight,
		"GetVerifierKey": slices.Concat(oversight, access.Scopes),
		"ListDecisions":  read,

		"GetPolicy":              policy,
		"ListPolicyRevisions":    policy,
		"GetPolicyRevision":      policy,
		"ListPolicyProposals":    policy,
		"GetPolicyProposal":      policy,
		"ProposePolicy":          admin,
		"ChangePolicyProposal":   admin,
		"SimulatePolicyProposal": admin,
		"ApprovePolicyProposal":  admin,
		"RejectPolicyProposal":   admin,
		"RollbackPolicy":         admin,
		"Explain":                slices.Concat([]access.Scope{access.Read}, policy),
	}
}

// oversight is what a key needs to oversee the alliance: to read what is not its own. It is
// the one place that says so.
var oversight = []access.Scope{access.Audit}

// oversees reports whether the caller may read what is not its own.
func oversees(c access.Caller) bool {
	return slices.ContainsFunc(oversight, c.Can)
}

// Mount puts the operations on their routes.
func (d *Door) Mount(on gin.IRouter) error {
	guard, err := httpd.Scopes[contract.StrictServerInterface, contract.StrictHandlerFunc](scopes())
	if err != nil {
		return fmt.Errorf("governance: %w", err)
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
