package mongodb

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/topology"

	"github.com/entente-hub/entente/shared/ledger"
)

func isSelection(err error) bool {
	var selection topology.ServerSelectionError
	return errors.As(err, &selection) || errors.Is(err, mongo.ErrClientDisconnected)
}

// Body is one text of a view: what stands for an entity as of an entry of the ledger.
type Body struct {
	Key, At ledger.Position // of the entity's first entry, and of the one that it is of
	Text    []byte
}

// Bodies is a view of texts by key. What it has is derived from the ledger, and can be made anew from it.
//
//	views         {_id: "bodies", hub, schema, serving: "bodies_1", sweep: when what is older is dropped,
//	               rebuild: {into: "bodies_2", asked: when}}
//	              {_id: "bodies_1", p: up to where in the ledger that has everything}
//	bodies_1      {_id: key, p: at, b: text}
//
// A text of an older entry never takes the place of a newer one's, whoever writes when: so several
// processes may write the same, and what was erased does not come back.
type Bodies struct {
	db      *DB
	hub     string
	schema  int32
	serving atomic.Pointer[mongo.Collection] // nil: not attached
}

// bodiesID names the view.
const bodiesID = "bodies"

// meta is what is known of the view.
type meta struct {
	ID      string    `bson:"_id"`
	Hub     string    `bson:"hub"`
	Schema  int32     `bson:"schema"`
	Serving string    `bson:"serving"`
	Sweep   time.Time `bson:"sweep,omitempty"`
	Rebuild *asked    `bson:"rebuild,omitempty"`
}

// asked is a rebuild that is to be made, or is under way.
type asked struct {
	Into string    `bson:"into"`
	When time.Time `bson:"asked"`
}

// progress is how far a collection is.
type progress struct {
	ID       string `bson:"_id"`
	Position int64  `bson:"p"`
}

// Bodies is the view of a hub, by a name that no other hub has, whose texts are of a version.
func (d *DB) Bodies(hub string, schema int) *Bodies {
	return &Bodies{db: d, hub: hub, schema: int32(schema)}
}

func (d *DB) views() *mongo.Collection { return d.db.Collection("views") }

// Attach finds the view, or begins it, and returns up to which position of the ledger it has everything. One
// of an older version is begun anew. It returns ErrAway, ErrOther and ErrNewer.
func (b *Bodies) Attach(ctx context.Context) (ledger.Position, error) {
	m, err := b.db.meta(ctx)
	if errors.Is(err, ErrNone) {
		m = meta{ID: bodiesID, Hub: b.hub, Schema: b.schema, Serving: bodiesID + "_1"}
		if _, err = b.db.views().InsertOne(ctx, m); mongo.IsDuplicateKeyError(err) { // another process was first
			m, err = b.db.meta(ctx)
		} else {
			err = b.db.heard("begin", err)
		}
	}
	if err != nil {
		return 0, err
	}
	switch {
	case m.Hub != b.hub:
		return 0, fmt.Errorf("%w: name another database in the URI's path", ErrOther)
	case m.Schema > b.schema:
		return 0, fmt.Errorf("%w: version %d, and this is %d", ErrNewer, m.Schema, b.schema)
	case m.Schema < b.schema:
		if m, err = b.renew(ctx, m); err != nil {
			return 0, err
		}
	}
	if err := b.db.begin(ctx, m.Serving); err != nil {
		return 0, err
	}
	b.serving.Store(b.db.db.Collection(m.Serving))
	at, _, err := b.db.progress(ctx, m.Serving)
	return at, err
}

// meta returns ErrNone and ErrAway.
func (d *DB) meta(ctx context.Context) (m meta, err error) {
	err = d.views().FindOne(ctx, bson.D{{Key: "_id", Value: bodiesID}}).Decode(&m)
	if errors.Is(err, mongo.ErrNoDocuments) {
		d.away.Store(false)
		return m, ErrNone
	}
	return m, d.heard("view", err)
}

// renew has an empty collection serve, which no rebuild has begun to fill. What is older stays for as long as
// processes of an older version may read it.
func (b *Bodies) renew(ctx context.Context, was meta) (meta, error) {
	is := was
	is.Schema, is.Serving, is.Sweep, is.Rebuild = b.schema, after(was.Serving), time.Now().Add(readByOlder), nil
	if was.Rebuild != nil {
		is.Serving = after(was.Rebuild.Into)
	}
	if err := b.db.discard(ctx, is.Serving); err != nil { // of a database that was put back, say
		return is, err
	}
	if err := b.db.begin(ctx, is.Serving); err != nil {
		return is, err
	}
	return is, b.replace(ctx, was, is)
}

// number is a collection's: what comes later has a higher one.
func number(name string) int {
	digits, ok := strings.CutPrefix(name, bodiesID+"_")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil {
		return 0
	}
	return n
}

// after names the collection that comes after one.
func after(name string) string { return bodiesID + "_" + strconv.Itoa(number(name)+1) }

// replace puts what is known of the view in the place of what was. It returns ErrMoved where that is no longer so.
func (b *Bodies) replace(ctx context.Context, was, is meta) error {
	filter := bson.D{{Key: "_id", Value: bodiesID}, {Key: "serving", Value: was.Serving}}
	if was.Rebuild != nil {
		filter = append(filter, bson.E{Key: "rebuild.into", Value: was.Rebuild.Into})
	}
	done, err := b.db.views().ReplaceOne(ctx, filter, is)
	if err == nil && done.MatchedCount == 0 {
		err = ErrMoved
	}
	return b.db.heard("switch", err)
}

func (d *DB) progress(ctx context.Context, name string) (at ledger.Position, begun bool, err error) {
	var p progress
	err = d.views().FindOne(ctx, bson.D{{Key: "_id", Value: name}}).Decode(&p)
	if begun = err == nil; errors.Is(err, mongo.ErrNoDocuments) {
		err = nil
	}
	return ledger.Position(p.Position), begun, d.heard("position", err)
}

// Forget begins the view anew, empty: where it is not of this ledger.
func (b *Bodies) Forget(ctx context.Context) error {
	m, err := b.db.meta(ctx)
	if err != nil {
		return err
	}
	if m, err = b.renew(ctx, m); err != nil {
		return err
	}
	b.serving.Store(b.db.db.Collection(m.Serving))
	return nil
}

// Standing is how a view stands.
type Standing struct {
	Position ledger.Position // up to where in the ledger it has everything
	Newer    bool            // a newer version has begun its own, and this one is as it was
	Rebuild  string          // the collection that it is asked to be made anew in; "": it is not
}

// Standing tells how the view stands, and follows a switch by another process. It returns ErrAway, and ErrNone where
// there is none any longer.
func (b *Bodies) Standing(ctx context.Context) (is Standing, err error) {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	m, err := b.db.meta(ctx)
	if err != nil {
		return is, err
	}
	s := b.serving.Load()
	is.Newer = m.Schema > b.schema
	if !is.Newer {
		if m.Rebuild != nil {
			is.Rebuild = m.Rebuild.Into
		}
		if s == nil || s.Name() != m.Serving {
			s = b.db.db.Collection(m.Serving)
			b.serving.Store(s)
		}
	}
	if s == nil {
		return is, ErrAway
	}
	is.Position, _, err = b.db.progress(ctx, s.Name())
	return is, err
}

// begin says that a collection has nothing, where nothing is said of it.
func (d *DB) begin(ctx context.Context, name string) error {
	filter, update := bson.D{{Key: "_id", Value: name}}, bson.D{{Key: "$setOnInsert", Value: bson.D{{Key: "p", Value: int64(0)}}}}
	_, err := d.views().UpdateOne(ctx, filter, update, options.UpdateOne().SetUpsert(true))
	if mongo.IsDuplicateKeyError(err) {
		err = nil
	}
	return d.heard("begin", err)
}

// advance says that a collection has everything up to a position, as it had up to another. It returns ErrLost where it
// has not that: it was dropped, or put back from an older copy.
func (d *DB) advance(ctx context.Context, name string, from, upTo ledger.Position) error {
	filter := bson.D{{Key: "_id", Value: name}, {Key: "p", Value: bson.D{{Key: "$gte", Value: int64(from)}, {Key: "$lt", Value: int64(upTo)}}}}
	done, err := d.views().UpdateOne(ctx, filter, bson.D{{Key: "$set", Value: bson.D{{Key: "p", Value: int64(upTo)}}}})
	if err != nil || done.MatchedCount > 0 {
		return d.heard("position", err)
	}
	at, begun, err := d.progress(ctx, name)
	if err == nil && (!begun || at < from) {
		err = fmt.Errorf("%w: %s is at %d, and was at %d", ErrLost, name, at, from)
	}
	return err
}

func (b *Bodies) attached() (*mongo.Collection, error) {
	s := b.serving.Load()
	if s == nil {
		return nil, ErrAway
	}
	return s, nil
}

// Fetch yields the texts that there are under some keys, in any order. It returns ErrAway, at once while the database
// is known to be.
func (b *Bodies) Fetch(ctx context.Context, keys []ledger.Position, yield func(key, at ledger.Position, text []byte)) error {
	s, err := b.attached()
	if err != nil || b.db.Away() {
		return ErrAway
	}
	found, err := s.Find(ctx, under(keys), options.Find().SetLimit(-int64(len(keys))).SetBatchSize(int32(len(keys)))) // in one answer, which no cursor follows
	if err != nil {
		return b.db.heard("fetch", err)
	}
	for found.Next(ctx) {
		key, _ := found.Current.Lookup("_id").AsInt64OK()
		at, _ := found.Current.Lookup("p").AsInt64OK()
		_, text, _ := found.Current.Lookup("b").BinaryOK()
		yield(ledger.Position(key), ledger.Position(at), text)
	}
	err = found.Err()
	_ = found.Close(context.WithoutCancel(ctx))
	return b.db.heard("fetch", err)
}

// under is the filter of the texts under some keys, of which there is one at least.
func under(keys []ledger.Position) bson.D {
	if len(keys) == 1 {
		return bson.D{{Key: "_id", Value: int64(keys[0])}}
	}
	of := make(bson.A, len(keys))
	for n, k := range keys {
		of[n] = int64(k)
	}
	return bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: of}}}}
}

// Write puts texts in the place of older ones of their keys, and says that the view, which had everything up to one
// position, has it up to another. It returns ErrAway and ErrLost; some may be written then.
func (b *Bodies) Write(ctx context.Context, bodies []Body, from, upTo ledger.Position) error {
	s, err := b.attached()
	if err != nil {
		return err
	}
	return b.db.put(ctx, s, bodies, from, upTo)
}

// put writes to one collection, whichever serves meanwhile: what is said of one is true of no other.
func (d *DB) put(ctx context.Context, to *mongo.Collection, bodies []Body, from, upTo ledger.Position) error {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	if len(bodies) > 0 {
		if err := d.write(ctx, to, bodies); err != nil {
			return err
		}
	}
	return d.advance(ctx, to.Name(), from, upTo)
}

// write writes what is not there yet. Some may be: of a write that was cut short, or another process's.
func (d *DB) write(ctx context.Context, to *mongo.Collection, bodies []Body) error {
	const often = 3
	err := bulk(ctx, to, bodies)
	for n := 0; n < often && mongo.IsDuplicateKeyError(err); n++ { // not every server goes on after the first
		if bodies, err = lacking(ctx, to, bodies); err == nil {
			err = bulk(ctx, to, bodies)
		}
	}
	return d.heard("write", err)
}

func bulk(ctx context.Context, to *mongo.Collection, bodies []Body) error {
	var first []any
	var next []mongo.WriteModel
	for _, x := range bodies {
		if x.Key == x.At { // there can be none that is older
			first = append(first, bson.D{{Key: "_id", Value: int64(x.Key)}, {Key: "p", Value: int64(x.At)}, {Key: "b", Value: bson.Binary{Data: x.Text}}})
			continue
		}
		filter, update := newer(x)
		next = append(next, mongo.NewUpdateOneModel().SetUpsert(true).SetFilter(filter).SetUpdate(update))
	}
	var err error
	if len(first) > 0 {
		_, err = to.InsertMany(ctx, first, options.InsertMany().SetOrdered(false))
	}
	if err == nil && len(next) > 0 {
		_, err = to.BulkWrite(ctx, next, options.BulkWrite().SetOrdered(false))
	}
	return err
}

// lacking are those of some bodies that a collection has not, nor what is newer under their keys.
func lacking(ctx context.Context, in *mongo.Collection, bodies []Body) ([]Body, error) {
	keys := make([]ledger.Position, len(bodies))
	for n := range bodies {
		keys[n] = bodies[n].Key
	}
	found, err := in.Find(ctx, under(keys), options.Find().SetProjection(bson.D{{Key: "p", Value: 1}}))
	if err != nil {
		return nil, err
	}
	var has []struct {
		Key int64 `bson:"_id"`
		At  int64 `bson:"p"`
	}
	if err := found.All(ctx, &has); err != nil {
		return nil, err
	}
	at := make(map[ledger.Position]ledger.Position, len(has))
	for _, x := range has {
		at[ledger.Position(x.Key)] = ledger.Position(x.At)
	}
	var rest []Body
	for _, x := range bodies {
		if p, there := at[x.Key]; !there || p < x.At {
			rest = append(rest, x)
		}
	}
	return rest, nil
}

// newer is the update by which a text takes the place of an older one; where there is one that is not, the insert that
// it comes to meets its key.
func newer(x Body) (filter, update bson.D) {
	return bson.D{{Key: "_id", Value: int64(x.Key)}, {Key: "p", Value: bson.D{{Key: "$lt", Value: int64(x.At)}}}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "p", Value: int64(x.At)}, {Key: "b", Value: bson.Binary{Data: x.Text}}}}}
}
