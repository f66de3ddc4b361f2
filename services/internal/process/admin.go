package process

import (
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/entente-hub/entente/shared/conf"
	"github.com/entente-hub/entente/shared/hubkey"
)

// minAdminKey is how many characters a bootstrap key has at least.
const minAdminKey = 12

// openAdminKey takes the bootstrap admin's key from the settings or from its file, which is
// made, with mode 0600, where there is neither.
func (p *Process) openAdminKey() error {
	key, where := string(p.Config.BootstrapKey), "ENTENTE_BOOTSTRAP_KEY"
	if key == "" && p.Config.Alone {
		if _, err := os.Stat(p.Config.AdminKeyFile()); errors.Is(err, fs.ErrNotExist) {
			p.Log.Warn("there is no admin here: give all services of a hub the same ENTENTE_BOOTSTRAP_KEY")
			return nil
		}
	}
	if key == "" {
		where = p.Config.AdminKeyFile()
		var err error
		key, p.AdminKeyMade, err = hubkey.Keep(where, newAdminKey)
		if err != nil {
			return fmt.Errorf("process: %w", err)
		}
	}
	if len(key) < minAdminKey {
		return fmt.Errorf("%w: %s has %d characters, it must have %d or more", ErrAdminKey, where, len(key), minAdminKey)
	}
	p.AdminKey = conf.Secret(key)
	return nil
}

func newAdminKey() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	return "ent_admin_" + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b[:]))
}
