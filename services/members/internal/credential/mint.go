package credential

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/entente-hub/entente/services/members/internal/form"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Draft is a credential to be.
type Draft struct {
	Owner
	Name      string
	Scopes    []string  // nil: a member's default ones, or what a person's roles give, that the caller can give
	ExpiresAt time.Time // zero: with the caller's own key where that bounds it, else never
}

// Mint makes a key for a member or a person and returns it, this once, with its credential. A
// caller that is no admin gives no scope and no time that its own key has not; an admin neither,
// where the key is for the admin who asks. What a person's key can do is what the person's roles
// give when it is used.
// It returns ErrNotFound for an owner whose credentials are not the caller's to make,
// ErrForbidden for a key of the alliance's that is not, ErrInvalid with every field that is
// wrong, access.ErrScope for a key that may not manage, ErrAnswerGone where r has made one
// before, and the ledger's errors.
func (b *Book) Mint(ctx context.Context, by access.Caller, d Draft, r ledger.Request) (directory.Credential, string, error) {
	if err := b.gate(by, d.Owner); err != nil {
		return directory.Credential{}, "", err
	}
	g, err := b.grant(by, d.Owner)
	if err != nil {
		return directory.Credential{}, "", err
	}
	now := b.now()
	var sheet form.Sheet
	c := directory.Credential{
		Member:    d.Member,
		Person:    d.Person,
		Name:      sheet.Line("/name", d.Name, MaxName),
		Scopes:    scopes(&sheet, g, d.Scopes),
		ExpiresAt: b.end(&sheet, by, g, d.ExpiresAt, now),
		Created:   now,
	}
	if err := sheet.Err(ErrInvalid); err != nil {
		return directory.Credential{}, "", err
	}
	c.ID = b.ID(r)
	key, hash := b.Keys.Mint(c.ID)
	c.Hash = hash
	if r != (ledger.Request{}) {
		b.Memory.keep(hash, key) // before it is on the ledger, where a repeat finds it
	}
	c, err = b.write(ctx, by, VerbMinted, c, r, now)
	if errors.Is(err, ledger.ErrConflict) {
		return directory.Credential{}, "", ErrAnswerGone
	}
	if err != nil {
		return directory.Credential{}, "", err
	}
	return c, key, nil
}

// end checks until when a new key shall work: where it is bounded, no longer than the one that
// asks.
func (b *Book) end(sheet *form.Sheet, by access.Caller, g grant, asked, now time.Time) time.Time {
	asked = sheet.Future("/expires_at", asked, now)
	own, ok := b.Directory.Credential(by.Credential)
	switch {
	case !g.bounded || ok && (own.ExpiresAt.IsZero() || own.Session): // a session is no key that was given for a time
	case asked.IsZero():
		return own.ExpiresAt
	case asked.After(own.ExpiresAt):
		sheet.At("/expires_at", "must not be after the end of the key that asks, %s", own.ExpiresAt.UTC().Format(time.RFC3339Nano))
	}
	return asked
}

// scopes checks what a new key shall be able to do, and puts it in the order of g.can.
func scopes(sheet *form.Sheet, g grant, asked []string) []string {
	if asked == nil {
		for _, s := range g.unasked {
			if slices.Contains(g.by, s) && slices.Contains(g.can, s) {
				asked = append(asked, string(s))
			}
		}
	}
	if len(asked) == 0 {
		sheet.At("/scopes", "must name at least one")
		return nil
	}
	given := make([]string, 0, len(asked))
	for _, s := range g.can {
		if slices.Contains(asked, string(s)) {
			given = append(given, string(s))
		}
	}
	for i, s := range asked {
		at := fmt.Sprintf("/scopes/%d", i)
		switch {
		case !slices.Contains(g.can, access.Scope(s)):
			sheet.OneOf(at, s, names(g.can))
		case slices.Contains(asked[:i], s):
			sheet.At(at, "is named already")
		case !slices.Contains(g.by, access.Scope(s)):
			sheet.At(at, "is not a scope of the key that asks")
		}
	}
	return given
}

func names(of []access.Scope) []string {
	s := make([]string, len(of))
	for i, x := range of {
		s[i] = string(x)
	}
	return s
}

// NewID names a credential: the same for the same request, so that of two repeats at once one
// loses; at random where there is none. hash is a keyed one (hubkey.Key.ID).
func NewID(hash func(purpose string, parts ...string) string, r ledger.Request) id.Credential {
	if r == (ledger.Request{}) {
		return access.NewID()
	}
	return id.Credential(hash("credential", r.Key)[:16])
}
