package limits

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
)

// Documents is a database of MongoDB, asked by the driver as the views' is, and by nothing else.
type Documents struct {
	client *mongo.Client
	db     *mongo.Database
}

// OpenDocuments opens the database of a name at a server.
func OpenDocuments(uri, name string) (*Documents, error) {
	client, err := mongo.Connect(options.Client().ApplyURI(uri).SetWriteConcern(writeconcern.Majority()).SetRetryWrites(false))
	if err != nil {
		return nil, fmt.Errorf("limits: %w", err)
	}
	return &Documents{client, client.Database(name)}, nil
}

// Drop drops the database, and ends all connections.
func (d *Documents) Drop(ctx context.Context) error {
	err := d.db.Drop(ctx)
	if closed := d.client.Disconnect(ctx); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("limits: drop: %w", err)
	}
	return nil
}

// Serving is the name of the collection that serves a view (shared/mongodb).
func (d *Documents) Serving(ctx context.Context, view string) (string, error) {
	var is struct{ Serving string }
	if err := d.db.Collection("views").FindOne(ctx, bson.D{{Key: "_id", Value: view}}).Decode(&is); err != nil {
		return "", fmt.Errorf("limits: view %s: %w", view, err)
	}
	return is.Serving, nil
}

// Newest returns the n greatest numbers that are an _id, the greatest first.
func (d *Documents) Newest(ctx context.Context, of string, n int) ([]int64, error) {
	found, err := d.db.Collection(of).Find(ctx, bson.D{}, options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetLimit(int64(n)).SetProjection(bson.D{{Key: "_id", Value: 1}}))
	if err != nil {
		return nil, fmt.Errorf("limits: %w", err)
	}
	var all []struct {
		ID int64 `bson:"_id"`
	}
	if err := found.All(ctx, &all); err != nil {
		return nil, fmt.Errorf("limits: %w", err)
	}
	ids := make([]int64, len(all))
	for k, x := range all {
		ids[k] = x.ID
	}
	return ids, nil
}

// Read reads all documents, in the order of their _id.
func (d *Documents) Read(ctx context.Context, of string) ([]bson.Raw, error) {
	found, err := d.db.Collection(of).Find(ctx, bson.D{}, options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetBatchSize(5000))
	if err != nil {
		return nil, fmt.Errorf("limits: %w", err)
	}
	var all []bson.Raw
	if err := found.All(ctx, &all); err != nil {
		return nil, fmt.Errorf("limits: %w", err)
	}
	return all, nil
}

// One finds one document by its _id.
func (d *Documents) One(ctx context.Context, of string, id int64) error {
	if _, err := d.db.Collection(of).FindOne(ctx, bson.D{{Key: "_id", Value: id}}).Raw(); err != nil {
		return fmt.Errorf("limits: %w", err)
	}
	return nil
}

// Page finds documents by their _id and goes through them. They are asked for in one batch and no more (a negative
// limit), which DocumentDB answers with a sixth less work than what might be continued.
func (d *Documents) Page(ctx context.Context, of string, ids []int64) error {
	found, err := d.db.Collection(of).Find(ctx, bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}}, options.Find().SetLimit(-int64(len(ids))).SetBatchSize(int32(len(ids))))
	if err != nil {
		return fmt.Errorf("limits: %w", err)
	}
	n := 0
	for found.Next(ctx) {
		n++
	}
	if err := found.Close(ctx); err != nil {
		return fmt.Errorf("limits: %w", err)
	}
	if err := found.Err(); err != nil {
		return fmt.Errorf("limits: %w", err)
	}
	if n != len(ids) {
		return fmt.Errorf("limits: %d of %d documents", n, len(ids))
	}
	return nil
}

// Insert puts documents into a collection, so many at once and in no order, one bulk after the other, and returns how
// long that took.
func (d *Documents) Insert(ctx context.Context, into string, all []bson.Raw, size int) (time.Duration, error) {
	began := time.Now()
	for len(all) > 0 {
		part := all[:min(size, len(all))]
		all = all[len(part):]
		if _, err := d.db.Collection(into).InsertMany(ctx, part, options.InsertMany().SetOrdered(false)); err != nil {
			return 0, fmt.Errorf("limits: %w", err)
		}
	}
	return time.Since(began), nil
}

// Size is what a collection takes, in bytes; 0 where the server does not say.
type Size struct{ Documents, Storage, Index int64 }

// Size asks the server (collStats): what the documents are together, what is kept of them, and of the index of _id.
func (d *Documents) Size(ctx context.Context, of string) (Size, error) {
	raw, err := d.db.RunCommand(ctx, bson.D{{Key: "collStats", Value: of}}).Raw()
	if err != nil {
		return Size{}, fmt.Errorf("limits: %w", err)
	}
	number := func(path ...string) int64 {
		v, err := raw.LookupErr(path...)
		if err != nil {
			return 0
		}
		n, ok := v.AsInt64OK()
		if f, isFloat := v.DoubleOK(); !ok && isFloat {
			n = int64(f)
		}
		return n
	}
	return Size{number("size"), number("storageSize"), number("indexSizes", "_id_")}, nil
}
