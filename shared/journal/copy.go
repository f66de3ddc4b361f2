package journal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/nats-io/jsm.go"
	"github.com/nats-io/jsm.go/api"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// metaFile is the last file that a saved journal gets: one without it is not whole.
const metaFile = "backup.json"

// ErrThere says that a journal cannot be brought back, as there is one with records.
var ErrThere = errors.New("journal: there is one already")

// Save writes the journals there are, of those named, to a folder each under dir: records, places
// and ages as they are, in the server's own form. What dir had of them before is replaced. It
// returns the names of those that there were.
func Save(ctx context.Context, js jetstream.JetStream, names []string, dir string) ([]string, error) {
	m, err := jsm.New(js.Conn(), jsm.WithTimeout(answerWithin))
	if err != nil {
		return nil, fmt.Errorf("save journals: %w", err)
	}
	var saved []string
	for _, name := range names {
		known, err := m.IsKnownStream(name)
		if err != nil {
			return saved, fmt.Errorf("save journal %s: %w: %w", name, ErrUnavailable, err)
		}
		if !known {
			continue
		}
		if err := save(ctx, m, name, filepath.Join(dir, name)); err != nil {
			return saved, fmt.Errorf("save journal %s: %w", name, err)
		}
		saved = append(saved, name)
	}
	return saved, nil
}

// save writes beside what is there, and then takes its place.
func save(ctx context.Context, m *jsm.Manager, name, to string) error {
	s, err := m.LoadStream(name)
	if err != nil {
		return err
	}
	fresh := to + ".new"
	if err := os.RemoveAll(fresh); err != nil {
		return err
	}
	if _, err := s.SnapshotToDirectory(ctx, fresh, jsm.SnapshotHealthCheck()); err != nil {
		return err
	}
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	return os.Rename(fresh, to)
}

// Saved are the names of the journals that Save has put under dir.
func Saved(dir string) ([]string, error) {
	all, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("saved journals: %w", err)
	}
	var names []string
	for _, e := range all {
		if _, err := os.Stat(filepath.Join(dir, e.Name(), metaFile)); err == nil && !strings.HasSuffix(e.Name(), ".new") {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// BringBack makes a saved journal again, with so many replicas. One that is there and has no record is
// replaced, and one that is as it was saved is left: it was brought back before. It returns ErrThere
// for any other. What a cluster does not answer, or refuses as its nodes do not all know yet who takes
// the records or that an empty journal is gone, it is asked again for some time.
func BringBack(ctx context.Context, js jetstream.JetStream, dir, name string, replicas int) error {
	for until := time.Now().Add(askedFor); ; {
		err := bringBack(ctx, js, dir, name, replicas)
		if !passes(err) || time.Now().After(until) {
			return err
		}
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
			return err
		}
	}
}

// askedFor is how long a cluster is asked that does not answer.
const askedFor = time.Minute

// nameInUse is the server's JSStreamNameExistRestoreFailedErr: a node that leads has not heard yet that
// the empty journal is deleted, or an attempt whose answer was lost has brought the journal back.
const nameInUse = 10130

// passes says of an error of bringBack that it may be gone when asked again.
func passes(err error) bool {
	var said api.ApiError
	away := errors.As(err, &said) && (said.Code == http.StatusServiceUnavailable || said.ErrCode == nameInUse)
	return away || errors.Is(err, nats.ErrNoResponders) || errors.Is(err, nats.ErrTimeout)
}

func bringBack(ctx context.Context, js jetstream.JetStream, dir, name string, replicas int) error {
	m, err := jsm.New(js.Conn(), jsm.WithTimeout(time.Minute))
	if err != nil {
		return fmt.Errorf("bring back journal %s: %w", name, err)
	}
	from := filepath.Join(dir, name)
	saved, err := read(filepath.Join(from, metaFile))
	if err != nil {
		return fmt.Errorf("bring back journal %s: %w", name, err)
	}
	switch there, err := m.LoadStream(name); {
	case jsm.IsNatsError(err, uint16(jetstream.JSErrCodeStreamNotFound)):
	case err != nil:
		return fmt.Errorf("bring back journal %s: %w: %w", name, ErrUnavailable, err)
	default:
		state, err := there.State()
		if err != nil {
			return fmt.Errorf("bring back journal %s: %w: %w", name, ErrUnavailable, err)
		}
		if state.LastSeq > 0 {
			if saved.State.LastSeq == state.LastSeq && saved.State.Msgs == state.Msgs {
				return nil
			}
			return fmt.Errorf("bring back journal %s: %w", name, ErrThere)
		}
		if err := there.Delete(); err != nil {
			return fmt.Errorf("bring back journal %s: %w", name, err)
		}
	}
	saved.Config.Replicas = max(replicas, 1)
	if _, _, err := m.RestoreSnapshotFromDirectory(ctx, name, from, jsm.RestoreConfiguration(saved.Config)); err != nil {
		return fmt.Errorf("bring back journal %s: %w", name, err)
	}
	return nil
}

// read is what a saved journal was.
func read(file string) (r api.JSApiStreamRestoreRequest, err error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return r, err
	}
	return r, json.Unmarshal(b, &r)
}
