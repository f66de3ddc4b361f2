// Package process is what every service stands on: a connection to NATS (embedded or not),
// the ledger, the views that are folded from it, the policy in force, and the hub's keys,
// opened in the right order and ended in the right order. The hub has one Process for all
// services; a service that runs alone has one of its own.
package process

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/conf"
	"github.com/entente-hub/entente/shared/decision"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/fold"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/hubkey"
	"github.com/entente-hub/entente/shared/idempotency"
	"github.com/entente-hub/entente/shared/journal"
	"github.com/entente-hub/entente/shared/lease"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/protection"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/tracing"
)

// Errors of a start that must not be, to be matched with errors.Is.
var (
	ErrKeyLost  = errors.New("process: the hub's key is missing, and the ledger has entries made under it")
	ErrKeyOther = errors.New("process: this is not the key that the ledger was begun with")
	ErrSetting  = errors.New("a setting is out of its range")
	ErrAdminKey = errors.New("process: the bootstrap key is too short")
	ErrRunning  = errors.New("process: views are added before it runs")
)

// RangePurpose names the key that all members hold, to ask for ranges with (catalog.Range).
const RangePurpose = "screen/range"

// Process is what a service is built on. Its fields are safe for concurrent use.
type Process struct {
	Config Config
	Log    *slog.Logger
	Now    func() time.Time

	Key       hubkey.Key
	Sealer    *position.Sealer
	Ledger    *ledger.Ledger
	Fold      *fold.Fold // write through it: Append returns once the views have the entry
	Directory *directory.Directory
	Requests  *idempotency.Keys
	Catalog   *catalog.Catalog
	Policies  *policies.Current
	Keyring   *access.Keyring
	Decisions *decision.Log // what was decided of records that are sensitive or denied
	Metrics   *prometheus.Registry
	Tracer    *tracing.Tracer // nil: there are no traces

	AdminKey     conf.Secret // the bootstrap admin's: convert to read it
	AdminKeyMade bool        // it was made just now: print it, once

	conn   *embedded.Conn
	asking chan struct{} // holds a token for each question of catchUp under way
	bodies *bodies       // nil: they are in memory
	close  func() error
	views  *views
	head   *head

	untrace func(context.Context) error // sends the last traces

	checking sync.Mutex
	checks   []func(context.Context) httpd.Check

	protections *protection.View // nil: no service asked for it
}

// View returns what the caller that ctx carries (access.From) may do now.
func (p *Process) View(ctx context.Context) *scope.View {
	return p.Policies.Snapshot().View(access.From(ctx).Viewer())
}

// AddView adds a read model that the fold feeds after those of all services (directory,
// requests, catalog). The name is shown by /readyz. It returns ErrRunning once Run was called.
func (p *Process) AddView(name string, v fold.View) error { return p.views.add(name, v) }

// AddCheck adds to what /readyz tells: of a database, say. It is asked on every request of anyone,
// and must answer at once.
func (p *Process) AddCheck(check func(context.Context) httpd.Check) {
	p.checking.Lock()
	defer p.checking.Unlock()
	p.checks = append(p.checks, check)
}

// Journal opens a journal on the process's NATS.
func (p *Process) Journal(ctx context.Context, name string, l journal.Limits) (*journal.Journal, error) {
	var j *journal.Journal
	err := p.await(ctx, name, func(ctx context.Context) (err error) {
		j, err = journal.Open(ctx, p.conn.JetStream(), name, l, p.Config.Replicas)
		return err
	})
	return j, err
}

// Leases opens the leases of a work that processes share; nil where this process is the only one, as
// the NATS inside it answers nobody else.
func (p *Process) Leases(ctx context.Context, name string, parts int) (*lease.Leases, error) {
	if !p.Config.Shared() {
		return nil, nil //nolint:nilnil // no leases are no error
	}
	var l *lease.Leases
	err := p.await(ctx, name, func(ctx context.Context) (err error) {
		l, err = lease.Open(ctx, p.conn.JetStream(), name, parts, p.Config.Replicas, p.Log)
		return err
	})
	return l, err
}

// catchUp has the views hold what the ledger holds now.
func (p *Process) catchUp(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	select {
	case p.asking <- struct{}{}:
		defer func() { <-p.asking }()
	case <-ctx.Done():
		return ctx.Err()
	}
	newest, err := p.Ledger.Head(ctx)
	if err != nil {
		return err
	}
	return p.Fold.Wait(ctx, newest)
}

// await is try, again and again while a NATS outside is not up to it yet.
func (p *Process) await(ctx context.Context, what string, try func(context.Context) error) error {
	if p.Config.NATS == "" {
		return try(ctx)
	}
	return p.conn.Await(ctx, p.Log, what, try)
}

// Connected tells whether NATS is reachable now. While it is not, reads go on, and writes are
// ledger.ErrUnavailable.
func (p *Process) Connected() bool { return p.conn.Connected() }

// Ready is closed once the views hold all that the ledger held when Run began.
func (p *Process) Ready() <-chan struct{} { return p.Fold.Ready() }

// Run feeds the views until ctx ends, and keeps the time on the ledger. An error of a view is a
// defect and ends it.
func (p *Process) Run(ctx context.Context) error {
	p.views.freeze()
	keeping, end := context.WithCancel(ctx)
	var clock sync.WaitGroup
	clock.Go(func() { p.keepTime(keeping) })
	defer clock.Wait()
	defer end()
	return p.Fold.Run(ctx)
}

// Close ends the connection, and the embedded server. Call it when Run has returned.
func (p *Process) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := p.untrace(ctx); err != nil {
		p.Log.WarnContext(ctx, "the last traces are not sent", slog.Any("error", err))
	}
	var err error
	if p.bodies != nil {
		err = p.bodies.db.Close(ctx)
	}
	return errors.Join(err, p.close())
}
