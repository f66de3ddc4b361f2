package search

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/revision"
)

// Book is where searches are kept. It is safe for concurrent use.
type Book struct {
	Shelf   *Shelf
	Ledger  Ledger
	Current func(by access.Caller) bool             // whether a caller would still be let in
	ID      func(owner string, of string) id.Search // a keyed PRF
	Random  func(n int) []byte                      // of a cryptographic source
	Now     func() time.Time
}

// NewID is the name of a search, made with a keyed hash (hubkey.Key.ID) of its owner and of the
// request that made it.
func NewID(hash func(purpose string, parts ...string) string) func(owner, of string) id.Search {
	return func(owner, of string) id.Search { return id.Search("sea_" + hash("search", owner, of)) }
}

// gate lets in who may read, with a key that is in force now.
func (b *Book) gate(by access.Caller) error {
	if err := by.Require(access.Read); err != nil {
		return err
	}
	if !b.Current(by) {
		return access.ErrUnauthenticated
	}
	return nil
}

// Find returns the caller's search: another's is ErrNotFound just as one that there is not.
func (b *Book) Find(by access.Caller, s id.Search) (Saved, error) {
	if err := b.gate(by); err != nil {
		return Saved{}, err
	}
	found, ok := b.Shelf.Find(by.Asker(), s)
	if !ok {
		return Saved{}, ErrNotFound
	}
	return found, nil
}

// Create keeps a search of the caller's. It returns ErrInvalid with every field that is wrong,
// ErrTooMany, access.ErrScope, and the ledger's errors.
func (b *Book) Create(ctx context.Context, by access.Caller, d Draft, r ledger.Request) (Saved, error) {
	if err := b.gate(by); err != nil {
		return Saved{}, err
	}
	s := Saved{Owner: by.Asker(), Created: b.Now().UTC().Truncate(time.Millisecond)}
	if d.Name == nil {
		d.Name = new(string)
	}
	if err := s.take(d); err != nil {
		return Saved{}, err
	}
	if len(b.Shelf.Of(s.Owner)) >= MaxSearches {
		return Saved{}, ErrTooMany.With("Delete one that is no longer asked.")
	}
	of := r.Key
	if of == "" {
		of = hex.EncodeToString(b.Random(16))
	}
	s.ID = b.ID(s.Owner, of)
	made, err := b.write(ctx, s, VerbCreated, by.Actor(), r)
	if errors.Is(err, ledger.ErrConflict) {
		return Saved{}, ErrRaced // the same request, at the same time: the door reads it back
	}
	return made, err
}

// Change changes the caller's search. It returns ErrNotFound, ErrMissing without a condition,
// ErrMoved, ErrInvalid, and the ledger's errors.
func (b *Book) Change(ctx context.Context, by access.Caller, s id.Search, d Draft, m revision.Match) (Saved, error) {
	return b.rewrite(ctx, by, s, m, VerbChanged, func(next *Saved) error {
		if d.Name == nil && d.Query == nil {
			return ErrInvalid.At("", "changes nothing; give name, query or both")
		}
		return next.take(d)
	})
}

// Delete drops the caller's search; its question is not in the entry that says so.
func (b *Book) Delete(ctx context.Context, by access.Caller, s id.Search, m revision.Match) (Saved, error) {
	return b.rewrite(ctx, by, s, m, VerbDeleted, func(next *Saved) error {
		next.Gone, next.Name, next.Query = true, "", nil
		return nil
	})
}

func (b *Book) rewrite(ctx context.Context, by access.Caller, s id.Search, m revision.Match, verb string, change func(*Saved) error) (Saved, error) {
	for range 5 {
		next, err := b.Find(by, s)
		if err != nil {
			return Saved{}, err
		}
		if !m.Given {
			return Saved{}, ErrMissing
		}
		if err := m.Holds(next.Position); err != nil {
			return Saved{}, err
		}
		if err := change(&next); err != nil {
			return Saved{}, err
		}
		written, err := b.write(ctx, next, verb, by.Actor(), ledger.Request{})
		if err == nil || !errors.Is(err, ledger.ErrConflict) {
			return written, err
		}
		if !m.Any {
			return Saved{}, ErrMoved
		}
	}
	return Saved{}, ErrRaced
}

// take puts into a search what a draft says, if it is right.
func (s *Saved) take(d Draft) error {
	wrong := ErrInvalid
	if d.Name != nil {
		s.Name = strings.TrimSpace(*d.Name)
		if n := utf8.RuneCountInString(s.Name); n == 0 || n > MaxName || strings.ContainsFunc(s.Name, unicode.IsControl) {
			wrong = wrong.At("/name", "must be one line of 1 to 100 characters")
		}
	}
	if d.Query != nil {
		_, taken, err := Read(d.Query)
		if f, ok := fault.As(err); ok {
			wrong = wrong.At("/query", "%s", f.Detail)
		} else if err != nil {
			return err
		}
		s.Query = taken
	}
	if len(wrong.Fields) > 0 {
		return wrong
	}
	return nil
}

func (b *Book) write(ctx context.Context, next Saved, verb, actor string, r ledger.Request) (Saved, error) {
	next.Modified = b.Now().UTC().Truncate(time.Millisecond)
	e, err := b.Ledger.Append(ctx, ledger.Draft{
		At: next.Modified, Kind: ledger.KindSearch, ID: string(next.ID), Verb: verb, Actor: actor, Schema: Schema, Request: r,
		Body: Encode(next), Expect: next.Position,
	})
	if err != nil {
		return Saved{}, fmt.Errorf("append %s: %w", next.ID, err)
	}
	next.Position = e.Position
	return next, nil
}

// Asked is what a caller asks with a search of its own and some parameters beside: each of these
// stands for the search's own of that name. A search that it does not have is refused as a
// parameter, whether or not there is one.
func (b *Book) Asked(by access.Caller, given url.Values) (url.Values, error) {
	name := given.Get("search")
	if name == "" {
		return given, nil
	}
	kept, ok := b.Shelf.Find(by.Asker(), id.Search(name))
	if !ok {
		return nil, Refused("search", "is not one that you keep")
	}
	all := url.Values{}
	maps.Copy(all, kept.Query)
	maps.Copy(all, given)
	return all, nil
}
