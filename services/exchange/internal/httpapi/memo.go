package httpapi

import (
	"sync"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
)

// memo remembers, for polls that found nothing, how far they looked, so that the next one
// goes on from there. It is a memory, not a promise: without it a poll is slower, not wrong.
type memo struct {
	mu   sync.Mutex
	seen map[poll]look
}

// poll is a question; the rights' version is part of it, for with other rights there may be
// something where there was nothing.
type poll struct {
	viewer  string
	after   catalog.Mark
	version uint64
}

type look struct {
	upTo  catalog.Mark
	since time.Time
}

const (
	maxMemo = 10_000
	memoAge = time.Minute // an embargo that ends shows what was passed over
)

func (m *memo) recall(viewer string, after catalog.Mark, version uint64, now time.Time) catalog.Mark {
	m.mu.Lock()
	defer m.mu.Unlock()
	k := poll{viewer, after, version}
	l, ok := m.seen[k]
	if !ok || now.Sub(l.since) > memoAge {
		delete(m.seen, k)
		return after
	}
	return max(after, l.upTo)
}

func (m *memo) remember(viewer string, after catalog.Mark, version uint64, upTo catalog.Mark, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.seen == nil || len(m.seen) >= maxMemo {
		m.seen = make(map[poll]look)
	}
	k := poll{viewer, after, version}
	l, ok := m.seen[k]
	if !ok {
		l.since = now
	}
	l.upTo = max(l.upTo, upTo)
	m.seen[k] = l
}
