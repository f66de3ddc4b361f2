package direct

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"

	"github.com/nats-io/nats-server/v2/server"
)

// said hands what the server says to slog, and remembers why it would not start. What clients do
// is chatter: it must not fill the hub's log.
type said struct {
	log   *slog.Logger
	fatal atomic.Pointer[string]
}

var _ server.Logger = (*said)(nil)

func (l *said) say(level slog.Level, format string, v ...any) {
	l.log.Log(context.Background(), level, "feed-server", slog.String("said", fmt.Sprintf(format, v...)))
}

// Noticef takes chatter.
func (l *said) Noticef(format string, v ...any) { l.say(slog.LevelDebug, format, v...) }

// Warnf takes a warning.
func (l *said) Warnf(format string, v ...any) { l.say(slog.LevelInfo, format, v...) }

// Errorf takes an error: most are those of clients.
func (l *said) Errorf(format string, v ...any) { l.say(slog.LevelInfo, format, v...) }

// Fatalf takes what keeps the server from starting.
func (l *said) Fatalf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	l.fatal.Store(&s)
	l.say(slog.LevelError, format, v...)
}

// Debugf and Tracef are never on.
func (l *said) Debugf(string, ...any) {}

// Tracef is never on.
func (l *said) Tracef(string, ...any) {}
