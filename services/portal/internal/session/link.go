package session

import (
	"context"
	"encoding/base64"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
)

// LinkTime is how long a sign-in link can be used.
const LinkTime = 15 * time.Minute

// maxLink bounds what is opened for a stranger, in characters.
const maxLink = 1024

// Link signs one person in, once.
type Link struct {
	Token   string // base64url
	Person  id.Person
	Expires time.Time
}

// sealed is what a link carries, under the hub's key: nothing is kept of it. The session that it
// will be is named already, and the ledger takes a name once: so a link works once, on whichever
// process and after whichever restart.
type sealed struct {
	Person  id.Person     `json:"person"`
	Session id.Credential `json:"session"`
	Expires time.Time     `json:"expires"`
	By      string        `json:"by"`            // the viewer who made it
	Key     id.Credential `json:"key,omitempty"` // with which; "" for the bootstrap key
}

// Link makes a link that signs p in. For an admin, who could make p a key as well; for the
// bootstrap admin itself alone where p is that.
// It returns access.ErrScope for anyone but an admin, access.ErrUnauthenticated for one who is
// none any more, ErrForbidden for another's link of the bootstrap admin, and ErrNotFound.
func (b *Book) Link(by access.Caller, p id.Person) (Link, error) {
	if err := by.Require(access.Admin); err != nil {
		return Link{}, err
	}
	if !b.Keys.Current(by) {
		return Link{}, access.ErrUnauthenticated
	}
	if p == directory.Bootstrap {
		if by.Person != "" {
			return Link{}, ErrForbidden.With("A link of the bootstrap admin is made with the bootstrap key.")
		}
	} else if found, ok := b.Directory.Person(p); !ok || found.State != directory.StateActive {
		return Link{}, ErrNotFound
	}
	expires := b.now().Add(LinkTime)
	plain, err := json.Marshal(sealed{Person: p, Session: access.NewID(), Expires: expires, By: by.Viewer(), Key: by.Credential})
	if err != nil {
		return Link{}, err
	}
	token := base64.RawURLEncoding.EncodeToString(b.Seal.Seal(nil, nil, plain, b.Keys.Bootstrap()))
	return Link{Token: token, Person: p, Expires: expires}, nil
}

// Open begins the session of a link, and spends it. A link is worth what its maker is: once the
// key that made it is no admin's any more, or the bootstrap key is another, it opens nothing.
// It returns ErrSpent, for whatever reason the link opens nothing, and the ledger's errors.
func (b *Book) Open(ctx context.Context, token string) (Session, error) {
	if len(token) > maxLink {
		return Session{}, ErrSpent
	}
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		return Session{}, ErrSpent
	}
	plain, err := b.Seal.Open(nil, nil, raw, b.Keys.Bootstrap())
	if err != nil {
		return Session{}, ErrSpent
	}
	var l sealed
	if err := json.Unmarshal(plain, &l); err != nil || !b.now().Before(l.Expires) || !b.stands(l) {
		return Session{}, ErrSpent
	}
	return b.begin(ctx, l.Person, l.Session, "Portal, by a link of "+l.By, ErrSpent)
}

// stands reports whether who made a link could make it still.
func (b *Book) stands(l sealed) bool {
	if l.Key == "" {
		return true // the seal holds it to the bootstrap key
	}
	c, ok := b.Directory.Credential(l.Key)
	if !ok {
		return false
	}
	by, in := b.Keys.Admit(c)
	return in && by.Require(access.Admin) == nil
}
