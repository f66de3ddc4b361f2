package direct_test

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/entente-hub/entente/services/delivery/internal/direct"
	"github.com/entente-hub/entente/shared/access"
)

// certificate is one of 127.0.0.1 in two files, and who is to be trusted for it.
func certificate(t *testing.T) (cert, key string, roots *x509.CertPool) {
	t.Helper()
	s := httptest.NewTLSServer(nil)
	defer s.Close()
	of := s.TLS.Certificates[0]
	secret, err := x509.MarshalPKCS8PrivateKey(of.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	for name, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: of.Certificate[0]}, key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	roots = x509.NewCertPool()
	roots.AddCert(s.Certificate())
	return cert, key, roots
}

func TestTLS(t *testing.T) {
	cert, key, roots := certificate(t)
	settings, err := direct.Certificate(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	s, err := direct.Start(direct.Options{
		Dir: t.TempDir(), Listen: "127.0.0.1:0", WebSocket: "127.0.0.1:0", TLS: settings, Keys: &keys{of: map[string]access.Caller{"key-a": member("maison-a", access.Read)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.Open(t.Context(), "maison-a", time.Time{}); err != nil {
		t.Fatal(err)
	}
	s.Admit()
	trust := func(o *nats.Options) error {
		o.RootCAsCB = func() (*x509.CertPool, error) { return roots, nil }
		return nil
	}
	tcp, ws := s.URLs()
	for _, url := range []string{tcp, ws} {
		nc, err := nats.Connect(url, nats.Token("key-a"), trust)
		if err != nil {
			t.Fatalf("%s: %v", url, err)
		}
		if state, err := nc.TLSConnectionState(); err != nil || !state.HandshakeComplete {
			t.Errorf("%s: %v", url, err)
		}
		nc.Close()
		if nc, err := nats.Connect(url, nats.Token("key-a"), nats.NoReconnect()); err == nil {
			t.Errorf("%s: trusted by all", url)
			nc.Close()
		}
	}
	for _, plain := range []direct.Options{{Listen: "0.0.0.0:0"}, {WebSocket: ":0"}, {Listen: "[::]:0"}, {Listen: "feed.example:0"}} {
		plain.Dir, plain.Keys = t.TempDir(), &keys{}
		if _, err := direct.Start(plain); !errors.Is(err, direct.ErrPlain) {
			t.Errorf("%+v: %v", plain, err)
		}
	}
	if _, err := direct.Certificate(key, cert); err == nil {
		t.Error("a key is a certificate")
	}
}
