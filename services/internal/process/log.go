package process

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
)

// ErrLogFormat says that the log's format is not one of text and json.
var ErrLogFormat = errors.New("process: log-format must be text or json")

// logger is the one given, or one to standard error.
func logger(c Config) (*slog.Logger, error) {
	o := &slog.HandlerOptions{Level: c.LogLevel}
	switch {
	case c.Log != nil:
		return c.Log, nil
	case c.LogFormat == "json":
		return slog.New(slog.NewJSONHandler(os.Stderr, o)), nil
	case c.LogFormat == "text", c.LogFormat == "":
		return slog.New(slog.NewTextHandler(os.Stderr, o)), nil
	default:
		return nil, fmt.Errorf("%w, not %q", ErrLogFormat, c.LogFormat)
	}
}
