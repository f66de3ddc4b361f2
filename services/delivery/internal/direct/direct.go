// Package direct lets members connect NATS clients of their own. It is a NATS server apart from
// the hub's: what members reach has no ledger in it, only the feeds of those who asked for one.
// Each member is in an account of its own, which imports the subjects of its feed and the means
// to pull and acknowledge from one durable consumer, and nothing else: a subject that a client
// names, as a reply too, means that of its own account (tried: within one account a member could
// store a forged message under another's subject).
//
// A feed is a stream that keeps, of each record, the newest thing told, until the member has
// acknowledged it. What is recalled is overwritten on disk.
package direct

import (
	"crypto/tls"
	"errors"
	"log/slog"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
)

// Errors of Start, to be matched with errors.Is.
var (
	ErrPlain      = errors.New("direct: without a certificate the feed may listen on a loopback address only")
	ErrNotStarted = errors.New("direct: the server did not start")
)

// Keys tell who connects, and whether it may still be connected: access.Keyring.
type Keys interface {
	// Authenticate takes what an Authorization header would hold.
	Authenticate(header string) (access.Caller, error)
	Current(c access.Caller) bool
}

var _ Keys = (*access.Keyring)(nil)

// Options for Start. Dir, Keys, and one of the two addresses are needed.
type Options struct {
	Dir       string      // of its own
	Listen    string      // host:port for NATS over TCP; "": none
	WebSocket string      // host:port for NATS over WebSocket; "": none
	TLS       *tls.Config // nil: plain, on loopback addresses only
	Keys      Keys
	On        func(id.Member) time.Time // since when a member has a feed; zero: it has none; nil: those that are open have
	Most      int                       // connections of one member at once; 0: 10
	Patience  time.Duration             // for a client to take what is written; 0: 10 s
	Log       *slog.Logger              // nil: silence
}

// Durable is the name of the consumer that each feed has.
const Durable = "main"

// Sync is how often the disk is made to catch up: what is written may be lost with the machine's
// power until then, and is written again from the ledger (feed.Writer keeps its cursor back).
const Sync = time.Second

// Limits of one connection and of a consumer.
const (
	maxSubscriptions = 64
	maxUnread        = 8 << 20 // bytes: a client that does not read is cut off there
	maxWaiting       = 64      // pull requests of a consumer
	patience         = 10 * time.Second
	authTimeout      = 5 * time.Second
)

// Stream is the name of a member's feed; Subjects are those of what it holds, as its clients
// subscribe to them.
func Stream(m id.Member) string { return "FEED-" + string(m) }

// Subjects are all of a member's feed.
func Subjects(m id.Member) string { return "feed." + string(m) + ".>" }

// account is the name of a member's.
func account(m id.Member) string { return "member-" + string(m) }
