package httpd

import (
	"errors"
	"io"
	"regexp"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/problem"
)

// The four places at which generated code (oapi-codegen's strict Gin server) hands over an
// error. Plug all of them in; its own answers would be no problems:
//
//	StrictGinServerOptions{RequestErrorHandlerFunc: httpd.RequestError,
//		HandlerErrorFunc: httpd.HandlerError, ResponseErrorHandlerFunc: httpd.ResponseError}
//	GinServerOptions{ErrorHandler: httpd.ParameterError}

// RequestError answers a request whose body cannot be read.
func RequestError(c *gin.Context, err error) {
	var f *fault.Fault
	switch f = problem.Of(err); {
	case errors.Is(err, io.EOF):
		err = ErrMalformed.With("The body is empty.")
	case f.Kind == fault.Internal: // reading failed: a cut connection, a bad multipart body
		err = errors.Join(ErrMalformed.With("The body could not be read to its end."), err)
	}
	problem.Write(c, err)
}

// HandlerError answers with what the rules returned.
func HandlerError(c *gin.Context, err error) { problem.Write(c, err) }

// ResponseError is told of an answer that could not be written: a client that left, or a
// defect.
func ResponseError(c *gin.Context, err error) { problem.Write(c, err) }

// parameter finds the name in the errors that generated code makes of bad parameters; they
// have no types, and carry the value, which no log may show.
var parameter = regexp.MustCompile(`^(?:Invalid format for parameter [^:]+: query parameter '([^']+)' is required` +
	`|Invalid format for parameter ([^:]+):` +
	`|(?:Query argument|Header parameter) (\S+) is required` +
	`|Expected one value for ([^,]+),` +
	`|Error (?:unmarshaling|unescaping) (?:cookie )?parameter '([^']+)')`)

// ParameterError answers a request with a bad parameter in its path, query or headers.
func ParameterError(c *gin.Context, err error, _ int) {
	name := "a parameter"
	m := parameter.FindStringSubmatch(err.Error())
	for i := 1; i < len(m); i++ {
		if m[i] != "" {
			name = m[i]
		}
	}
	problem.Write(c, ErrParameter.With("%s: %s", name, wanted(err, m)))
}

// wanted says what a parameter must be, as far as its error tells.
func wanted(err error, m []string) string {
	if len(m) > 3 && (m[1] != "" || m[3] != "") {
		return "is required"
	}
	if len(m) > 4 && m[4] != "" {
		return "must be given once"
	}
	if num, ok := errors.AsType[*strconv.NumError](err); ok {
		switch num.Func {
		case "ParseBool":
			return "must be true or false"
		case "ParseFloat":
			return "must be a number"
		default:
			return "must be a whole number"
		}
	}
	if _, ok := errors.AsType[*time.ParseError](err); ok {
		return "must be a time such as 2026-10-01T12:00:00Z (RFC 3339)"
	}
	return "does not have the form asked for"
}
