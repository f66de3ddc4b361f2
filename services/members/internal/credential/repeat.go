package credential

import (
	"sync"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
)

// MaxMemory is how many keys a Memory holds; the oldest make room.
const MaxMemory = 1000

// Memory holds the keys that were made lately, for as long as the process lives, so that a
// request that is sent again gets the answer that it may have missed. The zero value is
// ready; it is safe for concurrent use.
type Memory struct {
	mu   sync.Mutex
	keys map[string]string // by hash
	ring []string          // hashes, oldest first
}

// Repeat returns the key of a credential that the caller minted before.
// It returns ErrAnswerGone where it is not in memory any more, and the errors of Find.
func (b *Book) Repeat(by access.Caller, c directory.Credential) (string, error) {
	if err := b.gate(by, OwnerOf(c)); err != nil {
		return "", err
	}
	if key, ok := b.Memory.recall(c.Hash); ok {
		return key, nil
	}
	return "", ErrAnswerGone.With("The credential %s was made, and its key was shown then. Revoke it and make another.", c.ID)
}

func (m *Memory) keep(hash []byte, key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.keys == nil {
		m.keys = map[string]string{}
	}
	if len(m.ring) == MaxMemory {
		delete(m.keys, m.ring[0])
		m.ring = m.ring[1:]
	}
	m.keys[string(hash)] = key
	m.ring = append(m.ring, string(hash))
}

func (m *Memory) recall(hash []byte) (string, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	key, ok := m.keys[string(hash)]
	return key, ok
}
