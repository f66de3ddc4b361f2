package embedded_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nkeys"

	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/hubtest"
)

// seed makes a user's nkey. It returns its file, and the public half.
func seed(t *testing.T, a *hubtest.Authority, name string) (file, public string) {
	t.Helper()
	k, err := nkeys.CreateUser()
	if err != nil {
		t.Fatal(err)
	}
	s, err := k.Seed()
	if err != nil {
		t.Fatal(err)
	}
	if public, err = k.PublicKey(); err != nil {
		t.Fatal(err)
	}
	return a.Write(name, s), public
}

// strict is a server as others run it: mTLS, and nobody but the users of these nkeys.
func strict(t *testing.T, a *hubtest.Authority, o server.Options, public ...string) *server.Server {
	t.Helper()
	certFile, keyFile := a.Sign("server")
	pair, err := tls.LoadX509KeyPair(certFile, keyFile)
	if err != nil {
		t.Fatal(err)
	}
	o.Host, o.JetStream, o.StoreDir, o.NoSigs, o.NoLog = "127.0.0.1", true, t.TempDir(), true, true
	o.TLS, o.TLSVerify, o.TLSTimeout, o.AuthTimeout = true, true, 5, 5
	o.TLSConfig = &tls.Config{Certificates: []tls.Certificate{pair}, ClientCAs: a.Pool(), ClientAuth: tls.RequireAndVerifyClientCert, MinVersion: tls.VersionTLS12}
	for _, p := range public {
		o.Nkeys = append(o.Nkeys, &server.NkeyUser{Nkey: p})
	}
	s, err := server.NewServer(&o)
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("the server does not start")
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
	ours, theirs := hubtest.NewAuthority(t), hubtest.NewAuthority(t)
	mine, public := seed(t, ours, "user.nk")
	other, _ := seed(t, ours, "other.nk")
	cert, key := ours.Sign("client")
	strangers, strangersKey := theirs.Sign("client")
	s := strict(t, ours, server.Options{Port: -1}, public)
	in := embedded.Outside{URL: s.ClientURL(), NKey: mine, CA: ours.File, Cert: cert, Key: key, Name: "test"}
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
		"a server that it cannot": func(w *embedded.Outside) { w.CA = theirs.File },
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
	a := hubtest.NewAuthority(t)
	cert, key := a.Sign("client")
	_, otherKey := a.Sign("another")
	mine, public := seed(t, a, "user.nk")
	none, junk := filepath.Join(t.TempDir(), "none"), a.Write("junk", []byte("junk\n"))
	server, err := nkeys.CreateAccount()
	if err != nil {
		t.Fatal(err)
	}
	accountSeed, err := server.Seed()
	if err != nil {
		t.Fatal(err)
	}
	account := a.Write("account.nk", accountSeed)
	half := a.Write("half.creds", []byte("-----BEGIN NATS USER JWT-----\na.b.c\n------END NATS USER JWT------\n"))
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
		"the public half":              {embedded.Outside{NKey: a.Write("public", []byte(public))}, "holds no user's seed"},
		"creds and a seed":             {embedded.Outside{Creds: half, NKey: mine}, "two ways"},
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
