package portal

import (
	"crypto/aes"
	"crypto/cipher"
	"fmt"
	"io/fs"
	"time"

	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/services/portal/internal/provider"
	"github.com/entente-hub/entente/shared/conf"
)

// Config are the settings of the service. Start from Default.
type Config struct {
	Portal  string        `conf:"portal" help:"the portal, on, off, or auto: on where the binary was built with it"`
	Session time.Duration `conf:"session-length" help:"after how long people must sign in to the portal again"`
	Issuer  string        `conf:"oidc-issuer" help:"URL of the OpenID Connect provider that people sign in with; without one, by links of entente person link"`
	Client  string        `conf:"oidc-client-id" help:"what this hub is called at the provider; its redirect URI is PUBLIC-URL/session/callback"`
	Secret  conf.Secret   `conf:"oidc-client-secret" help:"of that client; none for one that is public"`
	Claim   string        `conf:"oidc-claim" help:"claim of the ID token that holds a person's id in Entente: one that people cannot set themselves"`

	App fs.FS // nil: the web app that was built into the binary
}

// Default returns the settings of a hub on one machine.
func Default() Config { return Config{Portal: "auto", Session: 12 * time.Hour} }

// Check returns process.ErrSetting.
func (c Config) Check(p process.Config) error {
	switch {
	case c.Portal != "on" && c.Portal != "off" && c.Portal != "auto":
		return fmt.Errorf("%w: portal must be on, off or auto", process.ErrSetting)
	case c.Session < time.Minute || c.Session > 31*24*time.Hour:
		return fmt.Errorf("%w: session-length must be from 1m to 744h", process.ErrSetting)
	case c.Issuer != "" && (c.Client == "" || c.Claim == ""):
		return fmt.Errorf("%w: oidc-issuer needs oidc-client-id and oidc-claim", process.ErrSetting)
	case c.Issuer == "" && (c.Client != "" || c.Claim != "" || c.Secret != ""):
		return fmt.Errorf("%w: oidc-client-id, -claim and -secret need oidc-issuer", process.ErrSetting)
	case c.Issuer != "" && p.PublicURL == "":
		return fmt.Errorf("%w: oidc-issuer needs public-url, which the provider sends people back to", process.ErrSetting)
	}
	return nil
}

// provider is where people sign in, nil for nowhere.
func (c Config) provider(p *process.Process) (*provider.Provider, error) {
	if c.Issuer == "" {
		return nil, nil //nolint:nilnil // links alone
	}
	seal, err := sealer(p, "portal/attempt")
	if err != nil {
		return nil, err
	}
	return provider.New(provider.Options{
		Issuer: c.Issuer, Client: c.Client, Secret: string(c.Secret), Claim: c.Claim,
		Redirect: p.Config.Origin() + "/session/callback", Seal: seal, Now: p.Now,
	}), nil
}

// sealer is AES-256-GCM with random nonces (NIST SP 800-38D), under a key for one purpose: it
// seals a few thousand things a day.
func sealer(p *process.Process, purpose string) (cipher.AEAD, error) {
	block, err := aes.NewCipher(p.Key.Derive(purpose, 32))
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}
