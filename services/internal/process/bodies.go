package process

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/cellar"
	"github.com/entente-hub/entente/shared/lease"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/mongodb"
	"github.com/entente-hub/entente/shared/observable"
)

// bodies has what indicators say in MongoDB: it writes what the catalog has folded, in order, and
// tells the catalog what need not be kept at hand any longer. Of several processes one writes.
type bodies struct {
	db       *mongodb.DB
	view     *mongodb.Bodies
	catalog  *catalog.Catalog
	leases   *lease.Leases // nil: this process is the only one
	newest   func() ledger.Position
	head     func(context.Context) (ledger.Position, error)
	grown    func(context.Context, ledger.Position) error // returns once the views hold a position
	follow   func(context.Context, ledger.Position, func([]ledger.Entry) error) error
	log      *slog.Logger
	attached atomic.Bool
	written  atomic.Uint64

	// Of who writes.
	most   int       // that it writes at once: fewer where that took too long
	anew   *rebuild  // under way
	looked time.Time // when it saw how the view stands; zero: it is to look before it writes
	lost   bool      // the view was seen to have less than was written to it
	swept  bool      // nothing is left of what served before
}

const (
	bodiesAtOnce = 1000
	bodiesAtMin  = 10
	bytesAtOnce  = 4 << 20
	bodiesRetry  = time.Second            // after the database did not answer
	bodiesPoll   = 500 * time.Millisecond // between two looks how far the process is that writes
	attachWithin = 5 * time.Second
)

// bodiesSchema is the version of the texts: a newer one is begun anew, and an older process refuses it.
const bodiesSchema = catalog.SchemaBody<<16 | observable.Version

// openBodies adds to the catalog's options where its bodies are: nil where the cellar has them.
func (p *Process) openBodies(ctx context.Context, o *catalog.Options) (*bodies, error) {
	c := p.Config
	if c.MongoDB == "" {
		return nil, nil //nolint:nilnil // no database is no error
	}
	db, err := mongodb.Open(mongodb.Options{URI: string(c.MongoDB), CAFile: c.MongoDBCA, Name: c.Name})
	if err != nil {
		return nil, fmt.Errorf("%w: mongodb: %w", ErrSetting, err)
	}
	b := &bodies{
		db: db, view: db.Bodies(p.Key.ID("mongodb", "hub"), bodiesSchema), log: p.Log, head: p.Ledger.Head,
		newest: func() ledger.Position { return p.Fold.Position() },
		grown:  func(ctx context.Context, x ledger.Position) error { return p.Fold.Wait(ctx, x) },
		follow: func(ctx context.Context, after ledger.Position, fn func([]ledger.Entry) error) error {
			return p.Ledger.Follow(ctx, after, nil, fn)
		},
	}
	if b.leases, err = p.Leases(ctx, "BODIES", 1); err != nil {
		return b, fmt.Errorf("process: %w", err)
	}
	if o.Tail, err = cellar.Open(c.Data); err != nil {
		return b, fmt.Errorf("process: %w", err)
	}
	o.Bodies, o.AtHand = b.view, int(c.BodiesAtHand)
	return b, nil
}

// begin finds the view. While the database is away there is none, and the catalog keeps all bodies itself.
func (b *bodies) begin(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, attachWithin)
	defer cancel()
	err := b.attach(ctx)
	if errors.Is(err, mongodb.ErrAway) || ctx.Err() != nil {
		b.log.WarnContext(ctx, "the database of bodies is away; they are kept at hand until it is there", slog.Any("error", err))
		return nil
	}
	return err
}

func (b *bodies) attach(ctx context.Context) error {
	has, err := b.view.Attach(ctx)
	if err != nil {
		return err
	}
	head, err := b.head(ctx)
	if err != nil {
		return err
	}
	if has > head {
		b.log.WarnContext(ctx, "the view in the database is ahead of the ledger, so it is of another: it is begun anew", slog.Uint64("view", uint64(has)), slog.Uint64("ledger", uint64(head)))
		if err := b.view.Forget(ctx); err != nil {
			return err
		}
		has = 0
	}
	b.catalog.Settle(has)
	b.written.Store(uint64(has))
	b.attached.Store(true)
	return nil
}

// Run writes until ctx ends. It returns mongodb.ErrOther and mongodb.ErrNewer.
func (b *bodies) Run(ctx context.Context) error {
	for !b.attached.Load() {
		err := b.attach(ctx)
		if errors.Is(err, mongodb.ErrOther) || errors.Is(err, mongodb.ErrNewer) {
			return fmt.Errorf("bodies: %w", err)
		}
		if err != nil && !pause(ctx, bodiesRetry) {
			return nil
		}
	}
	if b.leases == nil {
		b.project(ctx)
		return nil
	}
	held := make(chan struct{})
	go func() {
		defer close(held)
		b.leases.Hold(ctx, 0, b.project)
	}()
	for pause(ctx, bodiesPoll) {
		is, err := b.view.Standing(ctx)
		if err == nil {
			b.settle(is.Position)
		}
	}
	<-held
	return nil
}

// project writes what the database does not have, in the order of the ledger, until ctx ends, and makes the view anew
// where that is asked for.
func (b *bodies) project(ctx context.Context) {
	b.lost, b.swept, b.most = false, false, bodiesAtOnce
	defer b.leave()
	failed := false
	b.looked = time.Time{}
	for ctx.Err() == nil {
		more, err := false, error(nil)
		if b.looked.IsZero() { // a rebuild that was left must hear of all that is written
			err = b.lookAgain(ctx)
		}
		if err == nil {
			more, err = b.step(ctx)
		}
		if err == nil && b.anew != nil {
			var on bool
			on, err = b.rebuild(ctx)
			more = more || on
		}
		if err == nil && (!more || time.Since(b.looked) > bodiesPoll) || errors.Is(err, mongodb.ErrLost) {
			err = b.lookAgain(ctx)
		}
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			if !failed {
				b.log.WarnContext(ctx, "bodies are not written to the database; they are kept at hand until they are", slog.Any("error", err))
			}
			failed = true
			b.most = max(b.most/2, bodiesAtMin)
			pause(ctx, bodiesRetry)
		case failed:
			failed = false
			b.log.InfoContext(ctx, "bodies are written to the database again")
		case !more:
			b.idle(ctx)
		}
	}
}

// idle waits some time for the ledger to grow, or for what is asked of a rebuild.
func (b *bodies) idle(ctx context.Context) {
	waiting, cancel := context.WithTimeout(ctx, bodiesPoll)
	defer cancel()
	if b.anew != nil {
		b.anew.wait(waiting)
		return
	}
	_ = b.grown(waiting, b.newest()+1)
}

// lookAgain looks, and says that nothing is to be written until that was done.
func (b *bodies) lookAgain(ctx context.Context) error {
	b.looked = time.Time{}
	err := b.look(ctx)
	if err == nil {
		b.looked = time.Now()
	}
	return err
}

// look sees how the view stands: whether it is to be made anew, as somebody asks for it or it has lost what it had, and
// whether there is something of an older one to drop.
func (b *bodies) look(ctx context.Context) error {
	is, err := b.view.Standing(ctx)
	if errors.Is(err, mongodb.ErrNone) {
		_, err = b.view.Attach(ctx)
	}
	if err != nil {
		return err
	}
	b.settle(is.Position)
	less := is.Position < ledger.Position(b.written.Load()) && !is.Newer
	switch {
	case is.Rebuild != "" && b.anew == nil:
		b.lost = less
		return b.beginAnew(ctx, is.Rebuild)
	case is.Rebuild == "" && less && b.lost:
		b.log.WarnContext(ctx, "the database has lost what was written to it: it is made anew", slog.Uint64("has", uint64(is.Position)), slog.Uint64("had", b.written.Load()))
		return b.db.AskRebuild(ctx)
	default:
		b.lost = less // twice, before it counts
	}
	if !b.swept && b.anew == nil {
		b.swept, err = b.view.Sweep(ctx)
	}
	return err
}

// step writes some, and reports whether there may be more.
func (b *bodies) step(ctx context.Context) (more bool, err error) {
	texts, upTo := b.catalog.Unsettled(b.most, bytesAtOnce)
	from := ledger.Position(b.written.Load())
	if upTo <= from || b.lost && b.anew != nil { // what has lost something is left as it is
		return false, nil
	}
	bodies := inDatabase(texts)
	if err := b.bury(ctx, bodies); err != nil {
		return false, err
	}
	if err := b.view.Write(ctx, bodies, from, upTo); err != nil {
		return false, err
	}
	b.settle(upTo)
	b.most = min(2*b.most, bodiesAtOnce)
	return len(texts) > 0, nil
}

func inDatabase(texts []catalog.Body) []mongodb.Body {
	all := make([]mongodb.Body, len(texts))
	for n, x := range texts {
		all[n] = mongodb.Body(x)
	}
	return all
}

func (b *bodies) settle(upTo ledger.Position) {
	if upTo > ledger.Position(b.written.Load()) {
		b.written.Store(uint64(upTo))
		b.catalog.Settle(upTo)
	}
}

// away reports whether bodies that are not at hand cannot be read now.
func (b *bodies) away() bool { return !b.attached.Load() || b.db.Away() }

// Collectors are what the metrics show of it.
func (b *bodies) Collectors() []prometheus.Collector {
	return []prometheus.Collector{
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "entente_mongodb_connected", Help: "1 while the database of bodies answers.",
		}, func() float64 {
			if b.away() {
				return 0
			}
			return 1
		}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "entente_bodies_owing", Help: "Bodies that the database does not have yet, and that are kept at hand.",
		}, func() float64 { return float64(b.catalog.Owing()) }),
	}
}

// pause reports false where ctx ended first.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
