package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/ledger"
)

func ledgerCommand(io IO) *cobra.Command {
	c := &cobra.Command{
		Use: "ledger", Short: "Copy the ledger, move it, and prove offline that it was not rewritten",
		Args: cobra.ArbitraryArgs, RunE: needsVerb,
	}
	c.AddCommand(exportCommand(io), importCommand(io), verifyCommand(io))
	return c
}

// book is where a ledger is read from: a stopped hub's folder, or a NATS that runs.
type book struct {
	data, nats string
	outside    embedded.Outside // how to get into that NATS
	makes      bool             // a folder that is not there is made
}

func (b *book) flags(c *cobra.Command) {
	c.Flags().StringVar(&b.data, "data", "", "folder of a hub that is stopped")
	c.Flags().StringVar(&b.nats, "nats", "", "URLs of the NATS that the ledger is on, with commas")
	for _, f := range []struct {
		to              *string
		name, env, help string
	}{
		{&b.outside.Creds, "nats-creds", "ENTENTE_NATS_CREDS", "credentials file for that NATS"},
		{&b.outside.NKey, "nats-nkey", "ENTENTE_NATS_NKEY", "file with the nkey seed of a user of that NATS"},
		{&b.outside.CA, "nats-tls-ca", "ENTENTE_NATS_TLS_CA", "certificates by one of which that NATS's must be signed"},
		{&b.outside.Cert, "nats-tls-cert", "ENTENTE_NATS_TLS_CERT", "certificate to show to that NATS (mTLS)"},
		{&b.outside.Key, "nats-tls-key", "ENTENTE_NATS_TLS_KEY", "its private key"},
	} {
		c.Flags().StringVar(f.to, f.name, os.Getenv(f.env), f.help+" ("+f.env+")")
	}
}

// dialWithin bounds the wait for a NATS: a command does not wait for ever, as a service does.
const dialWithin = 10 * time.Second

// each reads the ledger, oldest entry first.
func (b *book) each(ctx context.Context, fn func([]ledger.Entry) error) (err error) {
	return b.with(ctx, func(l *ledger.Ledger, _ *embedded.Conn) error { return l.All(ctx, fn) })
}

// with opens the ledger for as long as fn takes.
func (b *book) with(ctx context.Context, fn func(*ledger.Ledger, *embedded.Conn) error) (err error) {
	conn, done, err := b.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	l, err := ledger.Open(ctx, conn.JetStream(), ledger.Options{Existing: true})
	if errors.Is(err, ledger.ErrNotFound) {
		return usagef("there is no ledger here: %w", err)
	}
	if err != nil {
		return err
	}
	return fn(l, conn)
}

func (b *book) open(ctx context.Context) (*embedded.Conn, func() error, error) {
	if b.nats != "" {
		ctx, cancel := context.WithTimeout(ctx, dialWithin)
		defer cancel()
		w := b.outside
		w.URL, w.Name = b.nats, "entente ledger"
		conn, err := embedded.Dial(ctx, w)
		if errors.Is(err, embedded.ErrOutside) {
			return nil, nil, usagef("%w", err)
		}
		if err != nil {
			return nil, nil, fmt.Errorf("no NATS at %s: %w", b.nats, err)
		}
		return conn, func() error { conn.Close(); return nil }, nil
	}
	dir := filepath.Join(b.data, "nats")
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) && !b.makes {
		return nil, nil, usagef("%s is not the folder of a hub: it has no %s", b.data, dir)
	}
	s, err := embedded.Start(embedded.Options{Dir: dir})
	if errors.Is(err, embedded.ErrInUse) {
		return nil, nil, fmt.Errorf("%w: stop the hub that runs on it, or have it listen ('entente serve --nats-listen') and read with --nats", err)
	}
	if err != nil {
		return nil, nil, err
	}
	return s.Conn, s.Close, nil
}
