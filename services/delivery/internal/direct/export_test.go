package direct

import (
	"testing"

	"github.com/entente-hub/entente/shared/id"
)

// Last is the sequence of the newest message of a feed.
func (s *Server) Last(t *testing.T, m id.Member) uint64 {
	t.Helper()
	stream, err := s.js.Stream(t.Context(), Stream(m))
	if err != nil {
		t.Fatal(err)
	}
	return stream.CachedInfo().State.LastSeq
}
