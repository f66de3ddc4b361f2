// Package mongodb keeps views in MongoDB, or in what speaks its protocol. It asks for documents by
// _id alone, relies on nothing but that one document is written whole or not at all, and promises
// that a view is of one hub, of one version of its form, and of no ledger but the hub's.
package mongodb

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/connstring"
)

// Errors to be matched with errors.Is.
var (
	ErrAway    = errors.New("mongodb: the database cannot be reached")
	ErrNewer   = errors.New("mongodb: the view was written by a newer version")
	ErrOther   = errors.New("mongodb: the view is another hub's")
	ErrSetting = errors.New("mongodb: the address cannot be read")
	ErrNone    = errors.New("mongodb: there is no view")
	ErrLost    = errors.New("mongodb: the view does not have what was written to it")
	ErrMoved   = errors.New("mongodb: the view was switched by another process")
)

// Options for Open.
type Options struct {
	URI    string // mongodb:// or mongodb+srv://; the path names the database, "entente" where there is none
	CAFile string // PEM; "": the system's, or what the URI says
	Name   string // of the process, for the server's log
}

// DB is a database. It is safe for concurrent use.
type DB struct {
	client *mongo.Client
	db     *mongo.Database
	away   atomic.Bool
}

// How long a server is looked for, and one operation takes at most.
const (
	selecting = 2 * time.Second
	within    = 30 * time.Second
)

// Open reads the options and asks nothing of the server. It returns ErrSetting.
func Open(o Options) (*DB, error) {
	at, err := connstring.ParseAndValidate(o.URI)
	if err != nil { // whose text may have the password
		return nil, fmt.Errorf("%w: it is no mongodb:// or mongodb+srv:// URI", ErrSetting)
	}
	c := options.Client().ApplyURI(o.URI).SetAppName(o.Name).SetServerSelectionTimeout(selecting).SetConnectTimeout(selecting).
		SetWriteConcern(writeconcern.Majority()).SetRetryWrites(false)
	if o.CAFile != "" {
		if c.TLSConfig, err = trust(c.TLSConfig, o.CAFile); err != nil {
			return nil, err
		}
	}
	client, err := mongo.Connect(c)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", ErrSetting, without(err.Error(), at.Password))
	}
	name := at.Database
	if name == "" {
		name = "entente"
	}
	return &DB{client: client, db: client.Database(name)}, nil
}

// without is a text without a secret.
func without(text, secret string) string {
	if secret == "" {
		return text
	}
	return strings.ReplaceAll(text, secret, "(hidden)")
}

func trust(c *tls.Config, file string) (*tls.Config, error) {
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSetting, err)
	}
	if c == nil {
		c = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	c.RootCAs = x509.NewCertPool()
	if !c.RootCAs.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("%w: %s has no certificate", ErrSetting, file)
	}
	return c, nil
}

// Close ends all connections.
func (d *DB) Close(ctx context.Context) error { return d.client.Disconnect(ctx) }

// Away reports whether the last thing that was asked of the database was not answered.
func (d *DB) Away() bool { return d.away.Load() }

// heard notes whether the database answers, and makes an error of the driver one of ours.
func (d *DB) heard(what string, err error) error {
	unreachable := err != nil && (mongo.IsNetworkError(err) || mongo.IsTimeout(err) || isSelection(err))
	d.away.Store(unreachable)
	switch {
	case err == nil:
		return nil
	case unreachable:
		return fmt.Errorf("%s: %w: %w", what, ErrAway, err)
	}
	return fmt.Errorf("mongodb: %s: %w", what, err)
}
