// Package embedded runs the NATS server inside the hub, with JetStream in a folder of its
// own: no port is opened unless asked for, what is acknowledged is on disk, and a folder has
// one process at a time. Dial connects to a NATS elsewhere instead; the rest of the hub does
// not see the difference.
package embedded

import (
	"errors"
	"log/slog"
	"time"
)

// Errors that Start and Dial return, to be matched with errors.Is.
var (
	ErrInUse        = errors.New("embedded: the folder is in use by another process")
	ErrNotLoopback  = errors.New("embedded: the listener must be on a loopback address")
	ErrNotStarted   = errors.New("embedded: the server did not start")
	ErrNotConnected = errors.New("embedded: not connected")
)

// Options say how the server runs.
type Options struct {
	// Dir is the folder that holds everything; it is made if need be.
	Dir string
	// Listen is a loopback address such as "127.0.0.1:4222", or "127.0.0.1:0" for any free
	// port, for services that run beside this process. Whoever reaches it may do everything.
	// Empty: no listener, the server is reached from inside the process alone.
	Listen string
	// SyncInterval is how often the disk is made to catch up: zero, the default, is before
	// every acknowledgement. Anything else may lose what was acknowledged if the machine
	// (not merely the process) fails; it is for tests and for the curious.
	SyncInterval time.Duration
	// Log takes what the server says; nil is silence.
	Log *slog.Logger
}
