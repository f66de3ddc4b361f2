package httpd

import (
	"context"
	"errors"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/problem"
)

// PositionHeader is the consistency token: a write answers with it, and a read that sends it
// is answered from views at least that new.
const PositionHeader = "Ledger-Position"

// Token seals a position for the Ledger-Position header.
func Token(s *position.Sealer, p ledger.Position) string { return s.Seal(position.Token, "", p) }

// await holds a request that names a position until the views have it. Who asks is decided again then: the
// key, or the member, may be one that opens nothing at that position.
func (e *Engine) await(c *gin.Context) {
	sealed := c.GetHeader(PositionHeader)
	caller := access.From(c)
	if sealed == "" || !caller.Known() {
		return
	}
	p, ok := e.o.Sealer.Open(position.Token, "", sealed)
	if !ok {
		problem.Write(c, ErrParameter.With("%s: is not one that this hub gave", PositionHeader))
		return
	}
	// Not from c, which Gin uses again while the timer may still look at it.
	ctx, cancel := context.WithTimeout(c.Request.Context(), e.o.WaitFor)
	defer cancel()
	if err := e.o.Views.Wait(ctx, p); err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			err = ErrBehind
		}
		problem.Write(c, err)
		return
	}
	header, err := e.shown(c.Request)
	if err == nil {
		caller, err = e.o.Keys.Authenticate(header)
	}
	if err != nil {
		problem.Write(c, e.Stranger(c, err))
		return
	}
	c.Request = c.Request.WithContext(access.With(c.Request.Context(), caller))
}
