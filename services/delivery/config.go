package delivery

import (
	"context"
	"strings"
	"time"

	"github.com/entente-hub/entente/services/delivery/internal/attempt"
	"github.com/entente-hub/entente/services/delivery/internal/given"
	"github.com/entente-hub/entente/services/delivery/internal/lane"
	"github.com/entente-hub/entente/services/delivery/internal/letter"
	"github.com/entente-hub/entente/services/delivery/internal/webhook"
	"github.com/entente-hub/entente/services/delivery/internal/where"
	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
	"github.com/entente-hub/entente/shared/lease"
)

// Config are the settings of the service. Start from Default.
type Config struct {
	AllowNetworks []string      `conf:"webhook-allow-networks" help:"networks (CIDR) besides public ones that webhooks may dial, on any port and without TLS; none by default"`
	VerifyAll     bool          `conf:"webhook-verify-all" help:"endpoints in webhook-allow-networks, too, must show that they want to be told before they are; others always must"`
	Resolver      string        `conf:"webhook-resolver" help:"DNS server (address:port) that endpoints' names are looked up at; the system's by default"`
	RetryScale    float64       `conf:"webhook-retry-scale" help:"what the waits between attempts (5 s to 24 h) are multiplied by; for tests and demonstrations"`
	Timeout       time.Duration `conf:"webhook-timeout" help:"how long an endpoint has to answer"`
	Posts         int           `conf:"webhook-posts" help:"posts to endpoints under way at once; slow ones do not count"`
	LogAge        time.Duration `conf:"webhook-log-age" help:"how long attempts are kept"`
	LogSize       int64         `conf:"webhook-log-size" help:"bytes of attempts that are kept"`
	LogRecords    int64         `conf:"webhook-log-records" help:"records of attempts, of up to 100, that are kept of a subscription"`
	Streams       int           `conf:"stream-limit" help:"streams that a member may have open at once"`
	Heartbeat     time.Duration `conf:"stream-heartbeat" help:"how often a stream without events shows that it lives"`
	FeedListen    string        `conf:"feed-listen" help:"address for members' own NATS clients, over TCP with TLS; none by default"`
	FeedWebSocket string        `conf:"feed-websocket-listen" help:"the same, over WebSocket; none by default"`
	FeedCert      string        `conf:"feed-tls-cert" help:"certificate of the two, a PEM file; without one they must be loopback addresses"`
	FeedKey       string        `conf:"feed-tls-key" help:"its private key, a PEM file"`
	FeedKeep      time.Duration `conf:"feed-keep" help:"how long a member's direct feed keeps an event"`
	FeedSize      int64         `conf:"feed-size" help:"bytes that a member's direct feed keeps"`
}

// Default returns the settings of a hub on one machine.
func Default() Config {
	log := attempt.DefaultLimits()
	return Config{RetryScale: 1, Timeout: webhook.Timeout, Posts: 64, LogAge: log.Age, LogSize: log.Bytes, LogRecords: log.Records, Streams: 100, Heartbeat: 15 * time.Second, FeedKeep: 7 * 24 * time.Hour, FeedSize: 256 << 20}
}

// opened is what the service stands on besides the process.
type opened struct {
	guard  *webhook.Guard
	sender *webhook.Sender
	vault  *webhook.Vault
	where  *where.Where

	cursors, attempts, given, letters *journal.Journal

	leases *lease.Leases // nil: this process is the only one
}

func (c Config) open(ctx context.Context, p *process.Process) (o opened, err error) {
	allowed, err := webhook.ParseNetworks(strings.Join(c.AllowNetworks, ","))
	if err != nil {
		return o, err
	}
	o.guard = webhook.NewGuard(allowed)
	if c.Resolver != "" {
		if o.guard.Resolver, err = webhook.ResolverAt(c.Resolver); err != nil {
			return o, err
		}
	}
	o.sender = webhook.NewSender(o.guard, webhook.SenderOptions{Now: p.Now, Timeout: c.Timeout})
	if o.vault, err = webhook.NewVault(p.Key.Derive("webhook/secrets", webhook.VaultKeySize)); err != nil {
		return o, err
	}
	if o.where, err = where.New(); err != nil {
		return o, err
	}
	if o.cursors, err = p.Journal(ctx, "CURSORS", lane.Limits()); err != nil {
		return o, err
	}
	if o.letters, err = p.Journal(ctx, "LETTERS", letter.Limits()); err != nil {
		return o, err
	}
	if o.leases, err = p.Leases(ctx, "LANES", lane.Shares); err != nil {
		return o, err
	}
	if o.given, err = p.Journal(ctx, "GIVEN", given.Limits()); err != nil {
		return o, err
	}
	o.attempts, err = p.Journal(ctx, "DELIVERIES", attempt.Limits{Age: c.LogAge, Bytes: c.LogSize, Records: c.LogRecords}.Journal())
	return o, err
}

// webhookID is the name of an event to a subscription, made with a keyed hash
// (hubkey.Key.ID): the same on every attempt, by whichever process.
func webhookID(hash func(purpose string, parts ...string) string) func(id.Subscription, string) string {
	return func(s id.Subscription, of string) string { return "msg_" + hash("webhook", string(s), of) }
}
