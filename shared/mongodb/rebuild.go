package mongodb

import (
	"context"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"github.com/entente-hub/entente/shared/ledger"
)

// How long a collection that no longer serves stays: processes look several times a second which one does, and those of
// an older version read theirs until they are replaced.
const (
	readByOthers = time.Minute
	readByOlder  = time.Hour
)

// Rebuild is a view made anew, in a collection of its own, while the old one serves. Who fills it holds the lease of the
// view; what two write at once is the same.
type Rebuild struct {
	view *Bodies
	into *mongo.Collection
}

// Rebuild begins to fill the collection that a rebuild was asked for in, or goes on with it: it has everything up to the
// position. It returns ErrAway.
func (b *Bodies) Rebuild(ctx context.Context, into string) (r *Rebuild, at ledger.Position, err error) {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	at, begun, err := b.db.progress(ctx, into)
	if err != nil {
		return nil, 0, err
	}
	if !begun { // and has what was left by nobody knows whom
		if err := b.db.db.Collection(into).Drop(ctx); err != nil {
			return nil, 0, b.db.heard("rebuild", err)
		}
		if err := b.db.begin(ctx, into); err != nil {
			return nil, 0, err
		}
	}
	return &Rebuild{b, b.db.db.Collection(into)}, at, nil
}

// Name is that of the collection.
func (r *Rebuild) Name() string { return r.into.Name() }

// Write is Bodies.Write to the collection that does not serve yet, with the same errors.
func (r *Rebuild) Write(ctx context.Context, bodies []Body, from, upTo ledger.Position) error {
	return r.view.db.put(ctx, r.into, bodies, from, upTo)
}

// Switch has it serve. What served is dropped some time later, by Sweep. It returns ErrMoved where the rebuild is not
// asked for any longer.
func (r *Rebuild) Switch(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	was, err := r.view.db.meta(ctx)
	if err != nil {
		return err
	}
	if was.Rebuild == nil || was.Rebuild.Into != r.Name() || was.Schema != r.view.schema {
		return ErrMoved
	}
	is := was
	is.Serving, is.Rebuild, is.Sweep = r.Name(), nil, time.Now().Add(readByOthers)
	if err := r.view.replace(ctx, was, is); err != nil {
		return err
	}
	r.view.serving.Store(r.into)
	return nil
}

// Sweep drops the collections that served before, once nobody reads them any longer, and reports whether there is none
// left. What was erased in the one that serves is in them still.
func (b *Bodies) Sweep(ctx context.Context) (clean bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	m, err := b.db.meta(ctx)
	if err != nil {
		return false, err
	}
	if m.Schema != b.schema || time.Now().Before(m.Sweep) {
		return false, nil
	}
	names, err := b.db.db.ListCollectionNames(ctx, bson.D{})
	if err != nil {
		return false, b.db.heard("sweep", err)
	}
	for _, name := range names {
		if strings.HasPrefix(name, bodiesID+"_") && number(name) > 0 && number(name) < number(m.Serving) {
			if err := b.db.discard(ctx, name); err != nil {
				return false, err
			}
		}
	}
	return true, nil
}

// discard leaves nothing of a collection: first what it says of itself.
func (d *DB) discard(ctx context.Context, name string) error {
	if _, err := d.views().DeleteOne(ctx, bson.D{{Key: "_id", Value: name}}); err != nil {
		return d.heard("drop "+name, err)
	}
	return d.heard("drop "+name, d.db.Collection(name).Drop(ctx))
}

// State is what the view of bodies is, to whoever keeps the database.
type State struct {
	Serving   string          // the collection that serves
	Position  ledger.Position // up to where in the ledger it has everything
	Texts     int64           // that it has, about
	Rebuild   string          // the collection that it is made anew in, "" for none
	Asked     time.Time       // when that was
	Rebuilt   ledger.Position // how far it is
	Begun     bool            // a process has taken it up
	NewTexts  int64           // that it has, about
	Leftovers []string        // collections that served, and are dropped at the time
	Sweep     time.Time
}

// BodiesState tells what the view of bodies is, whichever hub's. It returns ErrNone and ErrAway.
func (d *DB) BodiesState(ctx context.Context) (s State, err error) {
	m, err := d.meta(ctx)
	if err != nil {
		return s, err
	}
	s = State{Serving: m.Serving, Sweep: m.Sweep}
	if s.Position, _, err = d.progress(ctx, m.Serving); err != nil {
		return s, err
	}
	if s.Texts, err = d.count(ctx, m.Serving); err != nil {
		return s, err
	}
	names, err := d.db.ListCollectionNames(ctx, bson.D{})
	if err != nil {
		return s, d.heard("state", err)
	}
	for _, name := range names {
		if n := number(name); n > 0 && n < number(m.Serving) {
			s.Leftovers = append(s.Leftovers, name)
		}
	}
	if m.Rebuild == nil {
		return s, nil
	}
	s.Rebuild, s.Asked = m.Rebuild.Into, m.Rebuild.When
	if s.Rebuilt, s.Begun, err = d.progress(ctx, s.Rebuild); err == nil && s.Begun {
		s.NewTexts, err = d.count(ctx, s.Rebuild)
	}
	return s, err
}

func (d *DB) count(ctx context.Context, name string) (int64, error) {
	n, err := d.db.Collection(name).EstimatedDocumentCount(ctx)
	return n, d.heard("state", err)
}

// AskRebuild asks for the view of bodies to be made anew, by the process that writes it. Where that is asked
// for already, it stays so. It returns ErrNone and ErrAway.
func (d *DB) AskRebuild(ctx context.Context) error {
	m, err := d.meta(ctx)
	if err != nil || m.Rebuild != nil {
		return err
	}
	filter := bson.D{{Key: "_id", Value: bodiesID}, {Key: "serving", Value: m.Serving}, {Key: "rebuild", Value: bson.D{{Key: "$exists", Value: false}}}}
	update := bson.D{{Key: "$set", Value: bson.D{{Key: "rebuild", Value: asked{after(m.Serving), time.Now()}}}}}
	if _, err := d.views().UpdateOne(ctx, filter, update); err != nil {
		return d.heard("rebuild", err)
	}
	return nil
}
