package httpd

import (
	"time"

	"github.com/entente-hub/entente/shared/fault"
)

// The faults of the front. Doors use them too: ErrParameter.With("limit: must be from 1 to
// 1000"), ErrBody.At("/tlp", "must be …").
var (
	ErrMalformed   = fault.New(fault.Malformed, "body-malformed", "The body cannot be read.")
	ErrBody        = fault.New(fault.Invalid, "body-invalid", "The body does not have the shape asked for.")
	ErrParameter   = fault.New(fault.Malformed, "parameter-invalid", "A parameter is wrong.")
	ErrNotFound    = fault.New(fault.NotFound, "not-found", "There is nothing here.")
	ErrMethod      = fault.New(fault.Method, "method-not-allowed", "This path does not take that method.")
	ErrMediaType   = fault.New(fault.MediaType, "media-type-unsupported", "This media type is not read here.")
	ErrTooMany     = fault.New(fault.TooMany, "rate-limited", "Too many requests.")
	ErrCrossOrigin = fault.New(fault.Forbidden, "cross-origin", "A page of another site made this request.")
	ErrBehind      = again(time.Second, fault.New(fault.Unavailable, "view-behind", "This hub has not caught up yet."))
)

// again declares a fault after which trying again helps. After would give a copy, and copies
// of that would not match it.
func again(after time.Duration, f *fault.Fault) *fault.Fault {
	f.Retry = after
	return f
}
