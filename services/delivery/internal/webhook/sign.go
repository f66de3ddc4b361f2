// Package webhook tells an endpoint of an event: a signed POST in the form of Standard
// Webhooks (https://www.standardwebhooks.com), to an address that the hub may dial, and when
// to try again. It never dials a network that it was not allowed, whatever a name resolves to.
package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"time"
)

// The headers of Standard Webhooks.
const (
	HeaderID        = "webhook-id"
	HeaderTimestamp = "webhook-timestamp"
	HeaderSignature = "webhook-signature"
)

// Sign returns the webhook-signature of a body: "v1," and the base64 of HMAC-SHA256 over
// "<id>.<Unix seconds>.<body>".
func Sign(key []byte, id string, at time.Time, body []byte) string {
	mac := hmac.New(sha256.New, key)
	var head [128]byte
	mac.Write(append(strconv.AppendInt(append(append(head[:0], id...), '.'), at.Unix(), 10), '.'))
	mac.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(head[:0]))
}
