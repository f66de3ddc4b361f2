package transparency

import (
	"errors"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/entente-hub/entente/shared/ledger"
)

// ErrSchema says that a checkpoint's entry was written by a newer hub than this one.
var ErrSchema = errors.New("transparency: written by a newer version")

// periodicRow is the shape on the ledger.
type periodicRow struct {
	Period time.Time `json:"period"`
	Note   string    `json:"note"`
}

// EncodePeriodic gives the body of a checkpoint's entry (schema 1); DecodePeriodic reads it back.
func EncodePeriodic(period time.Time, note string) ([]byte, error) {
	b, err := json.Marshal(periodicRow{period.UTC(), note}, json.Deterministic(true))
	if err != nil {
		return nil, fmt.Errorf("transparency: %w", err)
	}
	return b, nil
}

// DecodePeriodic reads a checkpoint's entry. It returns ErrSchema for one of a newer version.
func DecodePeriodic(e *ledger.Entry) (Periodic, error) {
	if e.Schema > Schema {
		return Periodic{}, fmt.Errorf("%w: position %d: schema %d", ErrSchema, e.Position, e.Schema)
	}
	var row periodicRow
	if err := json.Unmarshal(e.Body, &row); err != nil {
		return Periodic{}, fmt.Errorf("transparency: position %d: %w", e.Position, err)
	}
	return Periodic{Position: e.Position, Period: row.Period, Note: row.Note}, nil
}
