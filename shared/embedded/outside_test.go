package embedded_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"log/slog"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nkeys"

	"github.com/entente-hub/entente/shared/embedded"
)

// authority signs certificates of a test.
type authority struct {
	t    *testing.T
	dir  string
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	file string
}

func newAuthority(t *testing.T, name string) *authority {
	t.Helper()
	a := &authority{t: t, dir: t.TempDir()}
	a.file, _ = a.sign(name)
	return a
}

// sign makes a certificate for 127.0.0.1, the authority's own first. It returns its file and its key's.
func (a *authority) sign(name string) (cert, key string) {
	a.t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		a.t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name}, NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: a.cert == nil, BasicConstraintsValid: true,
		KeyUsage:    x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	parent, by := a.cert, a.key
	if parent == nil {
		parent, by = c, k
	}
	der, err := x509.CreateCertificate(rand.Reader, c, parent, k.Public(), by)
	if err != nil {
		a.t.Fatal(err)
	}
	if a.cert == nil {
		if a.cert, err = x509.ParseCertificate(der); err != nil {
			a.t.Fatal(err)
		}
		a.key = k
	}
	secret, err := x509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		a.t.Fatal(err)
	}
	return a.write(name+".crt", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})),
		a.write(name+".key", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))
}

func (a *authority) write(name string, b []byte) string {
	a.t.Helper()
	path := filepath.Join(a.dir, name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		a.t.Fatal(err)
	}
	return path
}

// seed makes a user's nkey. It returns its file, and the public half.
func (a *authority) seed(name string) (file, public string) {
	a.t.Helper()
	k, err := nkeys.CreateUser()
	if err != nil {
		a.t.Fatal(err)
	}
	s, err := k.Seed()
	if err != nil {
		a.t.Fatal(err)
	}
	if public, err = k.PublicKey(); err != nil {
		a.t.Fatal(err)
	}
	return a.write(name, s), public
}

// strict is a server as others run it: mTLS, and nobody but the users of these nkeys.
func (a *authority) strict(o server.Options, public ...string) *server.Server {
	a.t.Helper()
	certFile, keyFile := a.sign("server")
	pair, err := tls.LoadX509KeyPair(certFile, keyFile)
	if err != nil {
		a.t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(a.cert)
	o.Host, o.JetStream, o.StoreDir, o.NoSigs, o.NoLog = "127.0.0.1", true, a.t.TempDir(), true, true
	o.TLS, o.TLSVerify, o.TLSTimeout, o.AuthTimeout = true, true, 5, 5
	o.TLSConfig = &tls.Config{Certificates: []tls.Certificate{pair}, ClientCAs: pool, ClientAuth: tls.RequireAndVerifyClientCert, MinVersion: tls.VersionTLS12}
	for _, p := range public {
		o.Nkeys = append(o.Nkeys, &server.NkeyUser{Nkey: p})
	}
	s, err := server.NewServer(&o)
	if err != nil {
		a.t.Fatal(err)
	}
	s.Start()
	a.t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	if !s.ReadyForConnections(10 * time.Second) {
		a.t.Fatal("the server does not start")
	}
	return s
}

// lines is a log that a test reads.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// TestOutside connects to a server that wants a certificate and an nkey.
func TestOutside(t *testing.T) {
	ours, theirs := newAuthority(t, "ours"), newAuthority(t, "theirs")
	seed, public := ours.seed("user.nk")
	other, _ := ours.seed("other.nk")
	cert, key := ours.sign("client")
	strangers, strangersKey := theirs.sign("client")
	s := ours.strict(server.Options{Port: -1}, public)
	in := embedded.Outside{URL: s.ClientURL(), NKey: seed, CA: ours.file, Cert: cert, Key: key, Name: "test"}
	dial := func(t *testing.T, w embedded.Outside, within time.Duration) (*embedded.Conn, error) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), within)
		defer cancel()
		c, err := embedded.Dial(ctx, w)
		if err == nil {
			t.Cleanup(c.Close)
		}
		return c, err
	}
	t.Run("with all that it wants", func(t *testing.T) {
		c, err := dial(t, in, 10*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		stream(t, c.JetStream())
	})
	t.Run("as somebody else it is refused, and says so", func(t *testing.T) {
		w := in
		w.NKey = other
		if _, err := dial(t, w, 10*time.Second); !errors.Is(err, embedded.ErrNotConnected) || !strings.Contains(err.Error(), "uthorization") {
			t.Errorf("got %v", err)
		}
	})
	for name, change := range map[string]func(*embedded.Outside){
		"without a certificate":   func(w *embedded.Outside) { w.Cert, w.Key = "", "" },
		"with a stranger's":       func(w *embedded.Outside) { w.Cert, w.Key = strangers, strangersKey },
		"a server that it cannot": func(w *embedded.Outside) { w.CA = theirs.file },
	} {
		t.Run(name+" it waits, and says why", func(t *testing.T) {
			w, said := in, &lines{}
			w.Log = slog.New(slog.NewTextHandler(said, nil))
			change(&w)
			if _, err := dial(t, w, time.Second); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got %v", err)
			}
			if !strings.Contains(said.String(), "waiting for it") || !strings.Contains(said.String(), "tls") && !strings.Contains(said.String(), "x509: ") {
				t.Errorf("it said %q", said)
			}
		})
	}
}

// TestOutside_files wants a clear word about each file that is none of its kind.
func TestOutside_files(t *testing.T) {
	a := newAuthority(t, "ours")
	cert, key := a.sign("client")
	_, otherKey := a.sign("another")
	seed, public := a.seed("user.nk")
	none, junk := filepath.Join(a.dir, "none"), a.write("junk", []byte("junk\n"))
	server, err := nkeys.CreateAccount()
	if err != nil {
		t.Fatal(err)
	}
	accountSeed, err := server.Seed()
	if err != nil {
		t.Fatal(err)
	}
	account := a.write("account.nk", accountSeed)
	half := a.write("half.creds", []byte("-----BEGIN NATS USER JWT-----\na.b.c\n------END NATS USER JWT------\n"))
	for name, x := range map[string]struct {
		set  embedded.Outside
		says string
	}{
		"an address that is none":      {embedded.Outside{URL: "hub.example:4222"}, "nats://HOST:4222"},
		"a password in the address":    {embedded.Outside{URL: "nats://a:4222,nats://ann:s3cret@b:4222"}, "comes by file"},
		"creds that are not there":     {embedded.Outside{Creds: none}, "nats-creds: open"},
		"creds that are none":          {embedded.Outside{Creds: junk}, "holds no token"},
		"creds without a seed":         {embedded.Outside{Creds: half}, "holds no seed"},
		"a seed that is not there":     {embedded.Outside{NKey: none}, "nats-nkey"},
		"a seed that is none":          {embedded.Outside{NKey: junk}, "holds no user's seed"},
		"an account's seed":            {embedded.Outside{NKey: account}, "holds no user's seed"},
		"the public half":              {embedded.Outside{NKey: a.write("public", []byte(public))}, "holds no user's seed"},
		"creds and a seed":             {embedded.Outside{Creds: half, NKey: seed}, "two ways"},
		"authorities that are not":     {embedded.Outside{CA: none}, "nats-tls-ca: open"},
		"authorities that are none":    {embedded.Outside{CA: key}, "holds no certificate"},
		"a certificate without a key":  {embedded.Outside{Cert: cert}, "go together"},
		"a key without a certificate":  {embedded.Outside{Key: key}, "go together"},
		"a certificate that is none":   {embedded.Outside{Cert: junk, Key: key}, "nats-tls-cert and nats-tls-key"},
		"a key of another certificate": {embedded.Outside{Cert: cert, Key: otherKey}, "does not match"},
	} {
		t.Run(name, func(t *testing.T) {
			if x.set.URL == "" {
				x.set.URL = "nats://127.0.0.1:1"
			}
			_, err := embedded.Dial(t.Context(), x.set)
			if !errors.Is(err, embedded.ErrOutside) || !strings.Contains(err.Error(), x.says) {
				t.Errorf("got %v, want %q", err, x.says)
			}
			if err != nil && (strings.Contains(err.Error(), "s3cret") || strings.Contains(err.Error(), string(accountSeed))) {
				t.Error("the secret is in it")
			}
		})
	}
}
