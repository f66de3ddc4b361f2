package credential

import (
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
)

// Find returns a member's credential, in force or not.
// It returns ErrNotFound where there is none or it is not the caller's to know, and
// access.ErrScope for a key that may not manage.
func (b *Book) Find(by access.Caller, m id.Member, c id.Credential) (directory.Credential, error) {
	if err := b.gate(by, m); err != nil {
		return directory.Credential{}, err
	}
	found, ok := b.Directory.Credential(c)
	if !ok || found.Member != m {
		return directory.Credential{}, ErrNotFound
	}
	return found, nil
}

// List returns a member's credentials, oldest first, revoked ones included.
// It returns the errors of Find.
func (b *Book) List(by access.Caller, m id.Member) ([]directory.Credential, error) {
	if err := b.gate(by, m); err != nil {
		return nil, err
	}
	return b.Directory.Credentials(m), nil
}
