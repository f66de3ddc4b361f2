package position

import (
	"encoding/base64"
	"encoding/binary"

	"github.com/entente-hub/entente/shared/ledger"
)

// Open reads back what Seal made; ok is false for anything else.
func (s *Sealer) Open(u Use, bind, sealed string) (p ledger.Position, ok bool) {
	if len(sealed) != Size {
		return 0, false
	}
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil || len(raw) != base64.RawURLEncoding.DecodedLen(Size) {
		return 0, false
	}
	plain, err := s.siv.DecryptDeterministically(raw, label(u, bind))
	if err != nil || len(plain) != 8 {
		return 0, false
	}
	return ledger.Position(binary.BigEndian.Uint64(plain)), true
}
