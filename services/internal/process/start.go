package process

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/cellar"
	"github.com/entente-hub/entente/shared/decision"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/embedded"
	"github.com/entente-hub/entente/shared/fold"
	"github.com/entente-hub/entente/shared/hubkey"
	"github.com/entente-hub/entente/shared/idempotency"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/tracing"
)

// Start opens everything that a service stands on; Run then fills the views. With an outside
// NATS it waits for it until ctx ends. Close it when done.
func Start(ctx context.Context, c Config) (*Process, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	log, err := logger(c)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return nil, fmt.Errorf("process: data folder: %w", err)
	}
	p := &Process{Config: c, Log: log, Now: c.Now, Metrics: prometheus.NewRegistry(), asking: make(chan struct{}, 4)}
	if p.Now == nil {
		p.Now = time.Now
	}
	if p.Tracer, p.untrace, err = tracing.Export(ctx, cmp.Or(c.Name, "entente"), os.Environ(), log); err != nil {
		return nil, fmt.Errorf("process: %w", err)
	}
	if c.Tracer != nil {
		p.Tracer = c.Tracer
	}
	if err := p.connect(ctx); err != nil {
		return nil, errors.Join(err, p.untrace(ctx))
	}
	if err := p.open(ctx); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

// connect starts the NATS inside, or dials the one outside.
func (p *Process) connect(ctx context.Context) error {
	c := p.Config
	if c.NATS == "" {
		s, err := embedded.Start(embedded.Options{
			Dir: filepath.Join(c.Data, "nats"), Listen: c.NATSListen, SyncInterval: c.Sync, Log: p.Log,
		})
		if err != nil {
			return fmt.Errorf("process: %w", err)
		}
		p.conn, p.close = s.Conn, s.Close
		return nil
	}
	conn, err := embedded.Dial(ctx, embedded.Outside{
		URL: c.NATS, Creds: c.NATSCreds, NKey: c.NATSNKey, CA: c.NATSCA, Cert: c.NATSCert, Key: c.NATSKey, Name: cmp.Or(c.Name, "entente"), Log: p.Log,
	})
	if errors.Is(err, embedded.ErrOutside) {
		return fmt.Errorf("%w: %w", ErrSetting, err)
	}
	if err != nil {
		return fmt.Errorf("process: %w", err)
	}
	p.conn, p.close = conn, func() error { conn.Close(); return nil }
	return nil
}

// open makes, in order: the ledger, the keys, the views, and what hangs on them.
func (p *Process) open(ctx context.Context) error {
	err := p.await(ctx, "the ledger", func(ctx context.Context) (err error) {
		p.Ledger, err = ledger.Open(ctx, p.conn.JetStream(), ledger.Options{Replicas: p.Config.Replicas})
		return err
	})
	if err != nil {
		return fmt.Errorf("process: %w", err)
	}
	if err := p.await(ctx, "the ledger", p.openKeys); err != nil {
		return err
	}
	p.Directory = directory.New()
	p.Requests = idempotency.New(p.Now)
	bodies, err := cellar.Open(p.Config.Data)
	if err != nil {
		return fmt.Errorf("process: %w", err)
	}
	of := catalog.Options{
		ETag:      func(x ledger.Position) string { return p.Sealer.Seal(position.ETag, "", x) },
		Pseudonym: pseudonyms(p.Key.ID),
		RangeKey:  p.Key.Derive(RangePurpose, 32),
		Cellar:    bodies,
	}
	if p.bodies, err = p.openBodies(ctx, &of); err != nil {
		return err
	}
	p.Catalog = catalog.New(of)
	if p.bodies != nil {
		p.bodies.catalog = p.Catalog
		if err := p.bodies.begin(ctx); err != nil {
			return fmt.Errorf("process: %w", err)
		}
	}
	if p.Policies, err = policies.NewCurrent(policies.Initial(), p.Directory, p.Now); err != nil {
		return fmt.Errorf("process: %w", err)
	}
	shadow := p.watch(ctx)
	p.Keyring = access.NewKeyring(p.Directory, p.Key.Derive("access/pepper", 32), string(p.AdminKey), p.Now)
	p.views = &views{}
	for _, v := range []named{{"directory", p.Directory}, {"policy", p.Policies}, {"requests", p.Requests}} {
		if err := p.AddView(v.name, v.view); err != nil {
			return err
		}
	}
	rights := policies.NewRights(p.Policies.Revision, p.Directory)
	if err := p.views.addCatalog("catalog", p.Catalog, &turns{rights: rights, catalog: p.Catalog, log: p.Log}); err != nil {
		return err
	}
	p.Fold = fold.New(p.Ledger, p.views)
	if err := p.openDecisions(ctx); err != nil {
		return err
	}
	p.head = &head{ledger: p.Ledger, now: p.Now, began: p.Now()}
	if p.bodies != nil {
		shadow = append(shadow, p.bodies.Collectors()...)
	}
	return p.measure(shadow...)
}

// openKeys reads the hub's key and the admin's, or makes them.
func (p *Process) openKeys(ctx context.Context) error {
	path := p.Config.keyFile()
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		// A new key on an old ledger would give every indicator another id.
		newest, err := p.Ledger.Head(ctx)
		if err != nil {
			return fmt.Errorf("process: %w", err)
		}
		if newest > 0 {
			return fmt.Errorf("%w: restore %s from its backup (or set ENTENTE_KEY_FILE)", ErrKeyLost, path)
		}
	}
	var err error
	if p.Key, err = hubkey.Load(path); err != nil {
		return fmt.Errorf("process: %w", err)
	}
	if p.Sealer, err = position.New(p.Key.Derive("position", position.KeySize)); err != nil {
		return fmt.Errorf("process: %w", err)
	}
	if err := p.checkKey(ctx); err != nil {
		return err
	}
	return p.openAdminKey()
}

// openDecisions opens the log of decisions, which all processes of a hub write to.
func (p *Process) openDecisions(ctx context.Context) error {
	dropped := prometheus.NewCounter(prometheus.CounterOpts{
		Name: "entente_decisions_unlogged_total", Help: "Decisions that are not in the log because it could not keep up.",
	})
	if err := p.Metrics.Register(dropped); err != nil {
		return fmt.Errorf("process: %w", err)
	}
	j, err := p.Journal(ctx, decision.Journal, decision.Limits())
	if err != nil {
		return fmt.Errorf("process: %w", err)
	}
	logged := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "entente_decisions_logged_total", Help: "Decisions written to the log of decisions, by why they are there: denied (a caller was refused), red, personal (and shown), forced, shadow.",
	}, []string{"why"})
	for _, why := range []string{decision.Denied, decision.Red, decision.Personal, decision.Forced, decision.Shadow} {
		logged.WithLabelValues(why)
	}
	if err := p.Metrics.Register(logged); err != nil {
		return fmt.Errorf("process: %w", err)
	}
	p.Decisions = decision.New(j, func(n int) { dropped.Add(float64(n)) })
	p.Decisions.Kept = func(d *decision.Decision) { logged.WithLabelValues(d.Why).Inc() }
	return nil
}

// measure registers what /metrics shows of the process itself.
func (p *Process) measure(more ...prometheus.Collector) error {
	behind := func(name, help string, of func(lag) float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: name, Help: help, ConstLabels: prometheus.Labels{"view": "memory"},
		}, func() float64 {
			l, err := p.lag(context.Background())
			if err != nil {
				return -1
			}
			return of(l)
		})
	}
	connected := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "entente_nats_connected", Help: "1 while NATS is reachable.",
	}, func() float64 {
		if p.Connected() {
			return 1
		}
		return 0
	})
	for _, c := range append(more,
		behind("entente_view_lag_seconds", "How long the oldest entry of the ledger that the view does not hold has waited for this process; -1 while the ledger is away.",
			func(l lag) float64 { return l.wait.Seconds() }),
		behind("entente_view_lag_entries", "Entries on the ledger that the view does not hold; -1 while the ledger is away.",
			func(l lag) float64 { return float64(l.entries) }),
		connected, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	) {
		if err := p.Metrics.Register(c); err != nil {
			return fmt.Errorf("process: %w", err)
		}
	}
	return nil
}
