// Package httpapi is the door of the delivery service: the generated contract on one side, the
// rules, the desk and the streams on the other. It decides nothing.
package httpapi

import (
	"context"
	"fmt"
	"time"

	"github.com/gin-gonic/gin"

	contract "github.com/entente-hub/entente/api/delivery"
	"github.com/entente-hub/entente/services/delivery/internal/attempt"
	"github.com/entente-hub/entente/services/delivery/internal/feed"
	"github.com/entente-hub/entente/services/delivery/internal/lane"
	"github.com/entente-hub/entente/services/delivery/internal/letter"
	"github.com/entente-hub/entente/services/delivery/internal/sse"
	"github.com/entente-hub/entente/services/delivery/internal/subscription"
	"github.com/entente-hub/entente/services/delivery/internal/trace"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/idempotency"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/scope"
)

// Desk sends test events, and knows how endpoints do: lane.Desk.
type Desk interface {
	Ping(ctx context.Context, s subscription.Subscription, now time.Time) (attempt.Attempt, error)
	Progress(ctx context.Context, s *subscription.Subscription) (lane.Progress, error)
	// Body is what an event is to a subscription now; ok is false where it is not to be told.
	Body(ctx context.Context, s *subscription.Subscription, m catalog.Mark) (e catalog.Event, body []byte, ok bool, err error)
	WebhookID(s id.Subscription, m catalog.Mark) string
	// Again says that dead letters are wanted.
	Again()
}

// Door answers the operations of api/delivery.
type Door struct {
	Book     *subscription.Book
	Desk     Desk
	Letters  *letter.Box
	Attempts *attempt.Log
	Trace    *trace.Desk
	Shelf    subscription.Shelf
	View     func(viewer string) *scope.View                                   // what a viewer may do now
	Shown    func(ctx context.Context, by access.Caller, items []catalog.Item) // writes down that it was
	Streams  *sse.Streams
	Feeds    *feed.Book
	Direct   Direct             // nil: this process takes no direct connections
	Memory   idempotency.Memory // of requests that were made before
	Sealer   *position.Sealer
	Open     func(s id.Subscription, sealed []byte) ([]byte, error) // a signing secret
	Now      func() time.Time
	Ready    <-chan struct{} // closed when the register holds what the ledger does
}

var _ contract.StrictServerInterface = (*Door)(nil)

// scopes says what a key needs for each operation. Whose the subscription must be is the rules'.
func scopes() httpd.Table {
	subscribe := []access.Scope{access.Subscribe}
	return httpd.Table{
		"CreateSubscription": subscribe,
		"ListSubscriptions":  subscribe,
		"GetSubscription":    subscribe,
		"ChangeSubscription": subscribe,
		"DeleteSubscription": subscribe,
		"TestSubscription":   subscribe,
		"PauseSubscription":  subscribe,
		"ResumeSubscription": subscribe,
		"ReplaySubscription": subscribe,
		"VerifySubscription": subscribe,
		"RotateSubscription": subscribe,
		"RetireKeys":         subscribe,
		"SubscriptionKeys":   {httpd.Anyone},
		"ListDeliveries":     subscribe,
		"GetDelivery":        subscribe,
		"ResendDelivery":     subscribe,
		"ListHolders":        {access.Read},
		"ExplainDelivery":    {access.Read},
		"ListDeadLetters":    subscribe,
		"ResendDeadLetters":  subscribe,
		"ResendDeadLetter":   subscribe,
		"DeleteDeadLetter":   subscribe,
		"Stream":             {access.Read},
		"GetFeed":            subscribe,
		"TurnOnFeed":         subscribe,
		"TurnOffFeed":        subscribe,
		"ReplayFeed":         subscribe,
	}
}

// Mount puts the operations on their routes.
func (d *Door) Mount(on gin.IRouter) error {
	guard, err := httpd.Scopes[contract.StrictServerInterface, contract.StrictHandlerFunc](scopes())
	if err != nil {
		return fmt.Errorf("delivery: %w", err)
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
