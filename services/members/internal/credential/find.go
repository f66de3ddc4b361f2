package credential

import (
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
)

// Find returns an owner's credential, in force or not.
// It returns ErrNotFound where there is none or it is not the caller's to know, and
// access.ErrScope for a key that may not manage.
func (b *Book) Find(by access.Caller, o Owner, c id.Credential) (directory.Credential, error) {
	if err := b.gate(by, o); err != nil {
		return directory.Credential{}, err
	}
	found, ok := b.Directory.Credential(c)
	if !ok || OwnerOf(found) != o {
		return directory.Credential{}, ErrNotFound
	}
	return found, nil
}

// List returns an owner's credentials, oldest first, revoked ones included.
// It returns the errors of Find.
func (b *Book) List(by access.Caller, o Owner) ([]directory.Credential, error) {
	if err := b.gate(by, o); err != nil {
		return nil, err
	}
	if o.Person != "" {
		return b.Directory.PersonCredentials(o.Person), nil
	}
	return b.Directory.Credentials(o.Member), nil
}
