// Package provider lets people sign in with an OpenID Connect provider: the authorization code
// flow with PKCE (OpenID Connect Core 1.0, 3.1; RFC 7636), state and nonce. It learns who
// somebody is and forgets the rest: no token is kept.
package provider

import (
	"context"
	"crypto/cipher"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-json-experiment/json"
	"golang.org/x/oauth2"
)

// Time is how long a sign-in may take, between Begin and Finish.
const Time = 10 * time.Minute

// pause is how long a provider that is not there is left alone.
const pause = 5 * time.Second

// ErrRefused says that the provider's answer vouches for nobody; the rest of the error says why,
// for the log.
var ErrRefused = errors.New("provider: nobody is vouched for")

// Options name a provider and what this hub is to it.
type Options struct {
	Issuer   string // its URL: Issuer/.well-known/openid-configuration is read at the first sign-in
	Client   string
	Secret   string // "": a public client, by PKCE alone
	Claim    string // of the ID token: whose value is a person's id here
	Redirect string // where the provider sends people back to
	Seal     cipher.AEAD
	Now      func() time.Time
}

// Provider is one provider. It is safe for concurrent use.
type Provider struct {
	o      Options
	client *http.Client

	mu     sync.Mutex
	found  *oidc.Provider
	failed time.Time // when it was last not there
	err    error     // and why
}

// New makes a provider. It does not ask it anything yet: services start in any order.
func New(o Options) *Provider {
	return &Provider{o: o, client: &http.Client{Timeout: 15 * time.Second}}
}

// attempt is what a browser keeps, sealed, while its person is at the provider.
type attempt struct {
	State    string    `json:"state"`
	Nonce    string    `json:"nonce"`
	Verifier string    `json:"verifier"`
	To       string    `json:"to"`
	Expires  time.Time `json:"expires"`
}

// Begin returns where to send the browser, and what it must keep until it comes back. to is the
// page that it wanted.
func (p *Provider) Begin(ctx context.Context, to string) (where, keep string, err error) {
	c, _, err := p.config(ctx)
	if err != nil {
		return "", "", err
	}
	// GenerateVerifier gives 32 random bytes, which is what state and nonce want, too.
	a := attempt{State: oauth2.GenerateVerifier(), Nonce: oauth2.GenerateVerifier(), Verifier: oauth2.GenerateVerifier(), To: to, Expires: p.o.Now().Add(Time)}
	plain, err := json.Marshal(a)
	if err != nil {
		return "", "", fmt.Errorf("provider: %w", err)
	}
	keep = base64.RawURLEncoding.EncodeToString(p.o.Seal.Seal(nil, nil, plain, nil))
	return c.AuthCodeURL(a.State, oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)), keep, nil
}

// Back is what a browser brings from the provider.
type Back struct {
	Kept        string // of Begin
	State, Code string
	Issuer      string // RFC 9207; "" where the provider does not say
	Refused     bool   // the provider says no
}

// Finish returns the value of the claim, and the page that the browser wanted.
// It returns ErrRefused.
func (p *Provider) Finish(ctx context.Context, b Back) (claim, to string, err error) {
	refuse := func(why string, err error) (string, string, error) {
		return "", "", fmt.Errorf("%w: %s: %w", ErrRefused, why, err)
	}
	raw, err := base64.RawURLEncoding.DecodeString(b.Kept)
	if err != nil {
		return refuse("what was kept", err)
	}
	plain, err := p.o.Seal.Open(nil, nil, raw, nil)
	if err != nil {
		return refuse("what was kept", err)
	}
	var a attempt
	if err := json.Unmarshal(plain, &a); err != nil {
		return refuse("what was kept", err)
	}
	switch {
	case !p.o.Now().Before(a.Expires):
		return refuse("time", errTooLate)
	case subtle.ConstantTimeCompare([]byte(a.State), []byte(b.State)) != 1:
		return refuse("state", errOther)
	case b.Issuer != "" && b.Issuer != p.o.Issuer:
		return refuse("issuer", errOther)
	case b.Refused || b.Code == "":
		return refuse("the provider", errSaysNo)
	}
	c, found, err := p.config(ctx)
	if err != nil {
		return "", "", err
	}
	ctx = oidc.ClientContext(ctx, p.client)
	token, err := c.Exchange(ctx, b.Code, oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return refuse("code", err)
	}
	written, _ := token.Extra("id_token").(string)
	idToken, err := found.Verifier(&oidc.Config{ClientID: p.o.Client, Now: p.o.Now}).Verify(ctx, written)
	if err != nil {
		return refuse("ID token", err)
	}
	if subtle.ConstantTimeCompare([]byte(idToken.Nonce), []byte(a.Nonce)) != 1 {
		return refuse("nonce", errOther)
	}
	claim, err = p.claim(idToken)
	if err != nil {
		return refuse("claim", err)
	}
	return claim, a.To, nil
}

var (
	errTooLate = errors.New("it took too long")
	errOther   = errors.New("it is another")
	errSaysNo  = errors.New("it says no")
	errNoClaim = errors.New("it is not there, or no string")
	errMail    = errors.New("the e-mail address is not verified")
)

// claim reads who it is. An e-mail address counts once the provider has verified it.
func (p *Provider) claim(t *oidc.IDToken) (string, error) {
	var claims map[string]any
	if err := t.Claims(&claims); err != nil {
		return "", err
	}
	value, ok := claims[p.o.Claim].(string)
	if !ok || value == "" {
		return "", errNoClaim
	}
	if verified, _ := claims["email_verified"].(bool); p.o.Claim == "email" && !verified {
		return "", errMail
	}
	return value, nil
}

// config finds the provider, once; while it is not there sign-ins try again, those of some seconds
// together: strangers can begin as many as they like.
func (p *Provider) config(ctx context.Context) (*oauth2.Config, *oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found == nil {
		if p.err != nil && p.o.Now().Sub(p.failed) < pause {
			return nil, nil, p.err
		}
		// Its keys are fetched later, too, with this context: not the request's.
		found, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), p.client), p.o.Issuer)
		if err != nil {
			p.failed, p.err = p.o.Now(), fmt.Errorf("provider: %w", err)
			return nil, nil, p.err
		}
		p.found = found
	}
	return &oauth2.Config{
		ClientID: p.o.Client, ClientSecret: p.o.Secret, Endpoint: p.found.Endpoint(), RedirectURL: p.o.Redirect,
		Scopes: []string{oidc.ScopeOpenID, "profile", "email"},
	}, p.found, nil
}
