package feed

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// errSchema says that an entry was written by a newer hub.
var errSchema = errors.New("feed: unknown schema")

// row is a feed as its entry has it (schema 1).
type row struct {
	Off      bool            `json:"off,omitempty"`
	After    catalog.Mark    `json:"after,omitempty"`
	Since    ledger.Position `json:"since,omitempty"`
	Created  time.Time       `json:"created"`
	Modified time.Time       `json:"modified"`
}

func encode(f Feed) []byte {
	body, err := json.Marshal(row{Off: f.Off, After: f.From, Since: f.Since, Created: f.Created, Modified: f.Modified})
	if err != nil {
		panic("feed: " + err.Error()) // numbers and times in range always marshal
	}
	return body
}

// Decode reads a feed entry.
func Decode(e ledger.Entry) (Feed, error) {
	if e.Schema != Schema {
		return Feed{}, fmt.Errorf("%w %d", errSchema, e.Schema)
	}
	var r row
	if err := json.Unmarshal(e.Body, &r); err != nil {
		return Feed{}, fmt.Errorf("feed: %w", err)
	}
	f := Feed{Member: id.Member(e.ID), Off: r.Off, From: r.After, Since: r.Since, Created: r.Created, Modified: r.Modified}
	return f.placed(e.Verb, e.Position), nil
}
