package protection

import (
	"errors"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
)

// Schema is the version of a protection entry's body.
const Schema = 1

// Verbs of protection entries.
const (
	VerbCreated = "created"
	VerbChanged = "changed"
	VerbDeleted = "deleted"
)

// ErrSchema says that an entry was written by a newer hub than this one.
var ErrSchema = errors.New("protection: written by a newer version")

type wire struct {
	Member   id.Member        `json:"member"`
	Name     string           `json:"name"`
	Purpose  Purpose          `json:"purpose"`
	Level    Level            `json:"level"`
	Keys     []observable.Key `json:"keys,omitempty"`
	Hashes   []string         `json:"hashes,omitempty"`
	Count    int              `json:"count,omitzero"`
	Words    []string         `json:"words,omitempty"`
	Gone     bool             `json:"gone,omitzero"`
	Created  time.Time        `json:"created_at"`
	Modified time.Time        `json:"modified_at"`
}

// Encode gives the body of a list's entry.
func Encode(l List) ([]byte, error) {
	body, err := json.Marshal(wire{
		l.Member, l.Name, l.Purpose, l.Level, l.Keys, l.Hashes, l.Count, l.Words, l.Gone, l.Created.UTC(), l.Modified.UTC(),
	})
	if err != nil {
		return nil, fmt.Errorf("protection %s: %w", l.ID, err)
	}
	return body, nil
}

// Decode reads a list's entry. It returns ErrSchema for one of a newer schema.
func Decode(e ledger.Entry) (List, error) {
	if e.Schema > Schema {
		return List{}, fmt.Errorf("%s: schema %d: %w", e.ID, e.Schema, ErrSchema)
	}
	var w wire
	if err := json.Unmarshal(e.Body, &w); err != nil {
		return List{}, fmt.Errorf("protection %s: %w", e.ID, err)
	}
	return List{
		ID: id.Protection(e.ID), Member: w.Member, Name: w.Name, Purpose: w.Purpose, Level: w.Level, Keys: w.Keys, Hashes: w.Hashes,
		Count: w.Count, Words: w.Words, Gone: w.Gone, Created: w.Created, Modified: w.Modified, Position: e.Position,
	}, nil
}
