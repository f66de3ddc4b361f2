package embedded

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"
)

// ErrOutside says that a setting of the NATS elsewhere cannot be: which, and why, without what is
// secret of it.
var ErrOutside = errors.New("embedded: a setting of the NATS outside is wrong")

// options checks what says how to get in, and makes options of it. Files are read again at each
// connection: a certificate or a seed may be replaced while we run.
func (w Outside) options() ([]nats.Option, error) {
	for address := range strings.SplitSeq(w.URL, ",") {
		u, err := url.Parse(strings.TrimSpace(address))
		switch {
		case err != nil, u.Host == "", u.Scheme != "nats" && u.Scheme != "tls" && u.Scheme != "ws" && u.Scheme != "wss":
			return nil, fmt.Errorf("%w: nats must be like nats://HOST:4222, tls://HOST:4222 or wss://HOST, several with commas", ErrOutside)
		case u.User != nil:
			return nil, fmt.Errorf("%w: nats has a user in it: who we are comes by file (nats-creds, nats-nkey, nats-tls-cert)", ErrOutside)
		}
	}
	var opts []nats.Option
	if w.Creds != "" && w.NKey != "" {
		return nil, fmt.Errorf("%w: nats-creds and nats-nkey are two ways to say who we are", ErrOutside)
	}
	if w.Creds != "" {
		if err := checkCreds(w.Creds); err != nil {
			return nil, fmt.Errorf("%w: nats-creds: %w", ErrOutside, err)
		}
		opts = append(opts, nats.UserCredentials(w.Creds))
	}
	if w.NKey != "" {
		option, err := nats.NkeyOptionFromSeed(w.NKey)
		if err != nil {
			return nil, fmt.Errorf("%w: nats-nkey: %s holds no user's seed (SU…): %w", ErrOutside, w.NKey, err)
		}
		opts = append(opts, option)
	}
	if w.CA != "" {
		pem, err := os.ReadFile(w.CA)
		if err != nil {
			return nil, fmt.Errorf("%w: nats-tls-ca: %w", ErrOutside, err)
		}
		if !x509.NewCertPool().AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("%w: nats-tls-ca: %s holds no certificate in PEM", ErrOutside, w.CA)
		}
		opts = append(opts, nats.RootCAs(w.CA))
	}
	if (w.Cert == "") != (w.Key == "") {
		return nil, fmt.Errorf("%w: nats-tls-cert and nats-tls-key go together", ErrOutside)
	}
	if w.Cert != "" {
		if _, err := tls.LoadX509KeyPair(w.Cert, w.Key); err != nil {
			return nil, fmt.Errorf("%w: nats-tls-cert and nats-tls-key: %w", ErrOutside, err)
		}
		opts = append(opts, nats.ClientCert(w.Cert, w.Key))
	}
	return opts, nil
}

// checkCreds wants a user's token and seed in a credentials file.
func checkCreds(file string) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	token, err := nkeys.ParseDecoratedJWT(b)
	if err != nil || strings.Count(token, ".") != 2 {
		return fmt.Errorf("%s holds no token (BEGIN NATS USER JWT)", file)
	}
	if _, err := nkeys.ParseDecoratedUserNKey(b); err != nil {
		return fmt.Errorf("%s holds no seed (BEGIN USER NKEY SEED)", file)
	}
	return nil
}
