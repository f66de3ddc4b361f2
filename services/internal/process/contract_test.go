package process_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/entente-hub/entente/api/delivery"
	"github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/httpd"
)

// Doors that answer nothing: what is tested is what comes before them.
type (
	exchangeDoor struct{ exchange.StrictServerInterface }
	deliveryDoor struct{ delivery.StrictServerInterface }
)

func (exchangeDoor) PublishIndicator(context.Context, exchange.PublishIndicatorRequestObject) (exchange.PublishIndicatorResponseObject, error) {
	return nil, httpd.ErrNotFound
}

func (exchangeDoor) ListIndicators(context.Context, exchange.ListIndicatorsRequestObject) (exchange.ListIndicatorsResponseObject, error) {
	return nil, httpd.ErrNotFound
}

func (deliveryDoor) ChangeSubscription(context.Context, delivery.ChangeSubscriptionRequestObject) (delivery.ChangeSubscriptionResponseObject, error) {
	return nil, httpd.ErrNotFound
}

// TestGenerated holds what generated code does with bad requests, whose errors have no types,
// against what httpd makes of them.
func TestGenerated(t *testing.T) {
	h := serve(t, settings(t), func(_ *process.Process, e *httpd.Engine) {
		exchange.RegisterHandlersWithOptions(e, exchange.NewStrictHandlerWithOptions(exchangeDoor{}, nil, exchange.StrictGinServerOptions{
			RequestErrorHandlerFunc: httpd.RequestError, HandlerErrorFunc: httpd.HandlerError, ResponseErrorHandlerFunc: httpd.ResponseError,
		}), exchange.GinServerOptions{ErrorHandler: httpd.ParameterError})
		delivery.RegisterHandlersWithOptions(e, delivery.NewStrictHandlerWithOptions(deliveryDoor{}, nil, delivery.StrictGinServerOptions{
			RequestErrorHandlerFunc: httpd.RequestError, HandlerErrorFunc: httpd.HandlerError, ResponseErrorHandlerFunc: httpd.ResponseError,
		}), delivery.GinServerOptions{ErrorHandler: httpd.ParameterError})
	})
	key := h.enrol("A")
	for name, try := range map[string]struct {
		method, path, body string
		status             int
		slug, says         string // the detail, or pointer and detail of the first error
	}{
		"good":                       {"POST", "/v1/indicators", `{"observable":{"type":"domain","value":"x.example"},"tlp":"green"}`, 404, "not-found", ""},
		"no JSON":                    {"POST", "/v1/indicators", `{`, 400, "body-malformed", "It is not JSON: it ends too early at byte 1."},
		"no body":                    {"POST", "/v1/indicators", ``, 400, "body-malformed", "The body is empty."},
		"unknown field":              {"POST", "/v1/indicators", `{"observable":{"typ":"domain"}}`, 422, "body-invalid", "/observable/typ is not a field here; the fields are fingerprints, region, type, value"},
		"wrong type":                 {"POST", "/v1/indicators", `{"share":{"members":[1]}}`, 422, "body-invalid", "/share/members/0 must be a string"},
		"wrong type of what is null": {"PATCH", "/v1/subscriptions/s", `{"filter":7}`, 422, "body-invalid", "/filter must be an object"},
		"no time":                    {"POST", "/v1/indicators", `{"valid_until":"tomorrow"}`, 422, "body-invalid", "/valid_until must be a time such as 2026-10-01T12:00:00Z (RFC 3339)"},
		"a word for a limit":         {"GET", "/v1/indicators?limit=many", ``, 400, "parameter-invalid", "limit: must be a whole number"},
		"a limit beyond all":         {"GET", "/v1/indicators?limit=99999999999999999999", ``, 400, "parameter-invalid", "limit: must be a whole number"},
		"a limit twice":              {"GET", "/v1/indicators?limit=1&limit=2", ``, 400, "parameter-invalid", "limit: does not have the form asked for"},
		"no time in the query":       {"GET", "/v1/indicators?since=tomorrow", ``, 400, "parameter-invalid", "since: must be a time such as 2026-10-01T12:00:00Z (RFC 3339)"},
	} {
		t.Run(name, func(t *testing.T) {
			res, body := h.do(try.method, try.path, key, try.body)
			var p struct {
				Type, Detail string
				Errors       []struct{ Pointer, Detail string }
			}
			if err := json.Unmarshal([]byte(body), &p); err != nil {
				t.Fatalf("%d %s: %v", res.StatusCode, body, err)
			}
			says := p.Detail
			if len(p.Errors) > 0 {
				says = p.Errors[0].Pointer + " " + p.Errors[0].Detail
			}
			if res.StatusCode != try.status || p.Type != "/problems/"+try.slug || says != try.says {
				t.Errorf("got %d %s", res.StatusCode, body)
			}
		})
	}
}

// TestOperations shows that a table's rows are checked against a real contract.
func TestOperations(t *testing.T) {
	_, err := httpd.Scopes[exchange.StrictServerInterface, exchange.StrictHandlerFunc](httpd.Table{"PublishIndicator": {access.Publish}})
	if err == nil {
		t.Error("a table with one row was taken")
	}
}
