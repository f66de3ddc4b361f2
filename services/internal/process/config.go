package process

import (
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/conf"
	"github.com/entente-hub/entente/shared/tracing"
)

// Config are the settings that all services share. Start from Default.
type Config struct {
	Listen         string        `conf:"listen" help:"address to answer on; loopback alone unless told otherwise"`
	PublicURL      string        `conf:"public-url" help:"under which people reach the hub in a browser (https://hub.example), for the portal's sign-in; http://LISTEN by default"`
	MetricsListen  string        `conf:"metrics-listen" help:"address that shows /metrics without a key; none by default"`
	Data           string        `conf:"data" help:"folder of the embedded NATS and the hub's keys"`
	NATS           string        `conf:"nats" help:"URLs of a NATS with JetStream, several of one cluster with commas; without it one runs inside"`
	NATSCreds      string        `conf:"nats-creds" help:"credentials file for that NATS (a user's JWT and seed)"`
	NATSNKey       string        `conf:"nats-nkey" help:"file with the nkey seed of a user of that NATS"`
	NATSCA         string        `conf:"nats-tls-ca" help:"certificates, a PEM file, by one of which that NATS's must be signed; the system's by default"`
	NATSCert       string        `conf:"nats-tls-cert" help:"certificate, a PEM file, to show to that NATS (mTLS)"`
	NATSKey        string        `conf:"nats-tls-key" help:"its private key, a PEM file"`
	NATSListen     string        `conf:"nats-listen" help:"loopback address on which the NATS inside answers others; none by default"`
	MongoDB        conf.Secret   `conf:"mongodb" flag:"too" help:"URI of a MongoDB that keeps what indicators say; without it a file in DATA does. One with a password not as a flag, which others can read"`
	MongoDBCA      string        `conf:"mongodb-ca" help:"certificates (PEM) that its server is trusted by, instead of the system's"`
	BodiesAtHand   int64         `conf:"bodies-at-hand" help:"bytes of the newest bodies that each process keeps although its MongoDB has them, so that what is told to many is not read for each"`
	Replicas       int           `conf:"replicas" help:"copies that a NATS cluster keeps of the ledger and all else: 1, 3 or 5"`
	KeyFile        string        `conf:"key-file" help:"the hub's own key; DATA/hub.key, made at first start. One for all processes of a hub"`
	BootstrapKey   conf.Secret   `conf:"bootstrap-key" help:"the first admin's key, at least 12 characters; else DATA/admin.key, made at first start"`
	RateLimit      float64       `conf:"rate-limit" help:"requests a second that a key may make"`
	RateBurst      int           `conf:"rate-burst" help:"requests that a key may make at once"`
	FailedLimit    float64       `conf:"failed-rate-limit" help:"requests a second without a valid key that an address may make; ten times as many at once"`
	BodyLimit      int64         `conf:"body-limit" help:"bytes of a request's body; imports have no limit"`
	DrainDelay     time.Duration `conf:"drain-delay" help:"how long, once told to end, requests are still taken while /readyz says no: until load balancers have seen that"`
	TrustedProxies []string      `conf:"trusted-proxies" help:"networks whose X-Forwarded-For is believed; none by default"`
	LogLevel       slog.Level    `conf:"log-level" help:"debug, info, warn or error"`
	LogFormat      string        `conf:"log-format" help:"text or json"`

	Alone bool             // one service of several: it makes no admin's key of its own
	Name  string           // of the process, for NATS and logs; "" is "entente"
	Log   *slog.Logger     // nil: to standard error, as LogLevel and LogFormat say
	Now   func() time.Time // nil: time.Now

	Tracer *tracing.Tracer // nil: as the OTEL_ variables say, which without an endpoint is none
	Sync   time.Duration   // of the embedded NATS: 0 is before every acknowledgement (embedded.Options)
}

// Default returns the settings of a hub on one machine.
func Default() Config {
	return Config{
		Listen: "127.0.0.1:8080", Data: "data", Replicas: 1,
		RateLimit: 1000, RateBurst: 2000, FailedLimit: 20, BodyLimit: 1 << 20, BodiesAtHand: 16 << 20, LogFormat: "text",
	}
}

// FromOthers takes what is not set from variables of names that are in use elsewhere: MONGODB_URI.
func (c *Config) FromOthers(environ []string) {
	for _, line := range environ {
		if uri, ok := strings.CutPrefix(line, "MONGODB_URI="); ok && c.MongoDB == "" {
			c.MongoDB = conf.Secret(uri)
		}
	}
}

// check refuses settings that are out of their range, all at once, with ErrSetting.
func (c Config) check() error {
	var errs []error
	refuse := func(bad bool, name, must string) {
		if bad {
			errs = append(errs, fmt.Errorf("%w: %s must be %s", ErrSetting, name, must))
		}
	}
	refuse(c.Replicas != 1 && c.Replicas != 3 && c.Replicas != 5, "replicas", "1, 3 or 5")
	refuse(c.RateLimit <= 0, "rate-limit", "above 0")
	refuse(c.RateBurst <= 0, "rate-burst", "above 0")
	refuse(c.DrainDelay < 0 || c.DrainDelay > 5*time.Minute, "drain-delay", "from 0 to 5m")
	refuse(c.NATS == "" && c.NATSCreds+c.NATSNKey+c.NATSCA+c.NATSCert+c.NATSKey != "", "nats", "given, where nats-creds, -nkey or -tls-… are: the NATS inside needs none")
	refuse(c.NATS == "" && c.Replicas > 1, "replicas", "1 without nats: the NATS inside is one")
	refuse(c.FailedLimit <= 0, "failed-rate-limit", "above 0")
	refuse(c.BodyLimit < 1024, "body-limit", "at least 1024 bytes")
	refuse(c.BodiesAtHand < 0 || c.BodiesAtHand > 1<<30, "bodies-at-hand", "0 to 1 GiB")
	refuse(c.PublicURL != "" && !goodOrigin(c.PublicURL), "public-url", "https://HOST, or http:// with a loopback host, without a path")
	refuse(c.LogFormat != "text" && c.LogFormat != "json", "log-format", "text or json")
	refuse(c.BootstrapKey != "" && len(c.BootstrapKey) < minAdminKey, "ENTENTE_BOOTSTRAP_KEY", fmt.Sprintf("at least %d characters", minAdminKey))
	return errors.Join(errs...)
}

// Shared tells whether other processes may work on the same ledger.
func (c Config) Shared() bool { return c.NATS != "" || c.NATSListen != "" }

// AdminKeyFile is where the bootstrap admin's key is kept where none is given.
func (c Config) AdminKeyFile() string { return filepath.Join(c.Data, "admin.key") }

func (c Config) keyFile() string {
	if c.KeyFile != "" {
		return c.KeyFile
	}
	return filepath.Join(c.Data, "hub.key")
}
