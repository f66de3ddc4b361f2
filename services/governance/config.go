package governance

import (
	"errors"
	"time"
)

// Config are the settings of the service. Start from Default.
type Config struct {
	CheckpointEvery time.Duration `conf:"checkpoint-every" help:"how often a signed checkpoint is put on the ledger, for members to keep"`
}

// Default returns the settings of a hub on one machine.
func Default() Config { return Config{CheckpointEvery: time.Hour} }

// ErrSetting says that a setting is out of its range.
var ErrSetting = errors.New("governance: checkpoint-every must be at least a second")

func (c Config) check() error {
	if c.CheckpointEvery < time.Second {
		return ErrSetting
	}
	return nil
}
