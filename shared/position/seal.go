package position

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"

	"github.com/entente-hub/entente/shared/ledger"
)

// Seal returns 32 characters of unpadded base64url. bind ties the value to its holder and
// question (viewer, filter hash …): Open with another bind fails.
func (s *Sealer) Seal(u Use, bind string, p ledger.Position) string {
	var plain [8]byte
	binary.BigEndian.PutUint64(plain[:], uint64(p))
	sealed, err := s.siv.EncryptDeterministically(plain[:], label(u, bind))
	if err != nil {
		panic(fmt.Sprintf("position: seal: %v", err)) // only a text of 2^31 bytes can fail
	}
	return base64.RawURLEncoding.EncodeToString(sealed)
}
