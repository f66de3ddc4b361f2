package httpd

import "github.com/gin-gonic/gin"

// secure sets the headers that an API's answers carry; a page (the portal) sets its own over
// them. https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html.
func (e *Engine) secure(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}
