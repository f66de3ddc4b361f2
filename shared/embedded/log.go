package embedded

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"

	"github.com/nats-io/nats-server/v2/server"
)

// logger hands what the server says to slog, and remembers why it would not start.
type logger struct {
	log   *slog.Logger
	fatal atomic.Pointer[string]
}

var _ server.Logger = (*logger)(nil)

func (l *logger) say(level slog.Level, format string, v ...any) {
	if l.log != nil {
		l.log.Log(context.Background(), level, "nats-server", slog.String("said", fmt.Sprintf(format, v...)))
	}
}

// Noticef takes the server's chatter; the hub has news of its own at that level. That a connection is cut is no chatter.
func (l *logger) Noticef(format string, v ...any) {
	level := slog.LevelDebug
	if strings.Contains(format, "Slow Consumer") {
		level = slog.LevelWarn
	}
	l.say(level, format, v...)
}

// Warnf takes a warning.
func (l *logger) Warnf(format string, v ...any) { l.say(slog.LevelWarn, format, v...) }

// Errorf takes an error.
func (l *logger) Errorf(format string, v ...any) { l.say(slog.LevelError, format, v...) }

// Fatalf takes what keeps the server from starting.
func (l *logger) Fatalf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	l.fatal.Store(&s)
	l.say(slog.LevelError, format, v...)
}

// Debugf and Tracef are never on.
func (l *logger) Debugf(string, ...any) {}

// Tracef is never on.
func (l *logger) Tracef(string, ...any) {}
