// Package network finds what belongs to one infringer: the observables that indicators tie to one
// another, from a start, as one viewer may know of it. A network says nothing that its viewer
// could not work out from the indicators that it may read: what it may not read makes no
// node, no edge, no count, no weight and no place in an order.
package network

import (
	"context"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
)

// ErrNotFound is the answer for a network, or an end of a path, that the caller may know nothing of,
// as for one that is not there.
var ErrNotFound = fault.New(fault.NotFound, "not-found", "There is nothing here.")

// What bounds a network.
const (
	MaxNodes = 5_000
	MaxDepth = 6    // steps from the start
	Least    = 0.05 // strength of a path below which it ties nothing

	// HubAt is with how many neighbours, as the viewer sees them, an observable is shown and not gone
	// through: a forwarder's, a payment provider's, an agent's.
	HubAt = 32

	maxClaims = 1_000  // read about one observable
	maxRead   = 20_000 // read for a network
)

// Relations that no member states, beside those of links: they follow from the observables.
const (
	MatchKey = "match_key" // one mailbox, or one account of a platform, in two spellings
	OnDomain = "domain"    // from a host, page or mailbox to the domain that it is on, where somebody names that too
)

// Ties is what claims are read from: catalog.Ties.
type Ties interface {
	Carrying(k observable.Key, yield func(*catalog.Claim) bool)
	Alike(k observable.Key, yield func(*catalog.Claim) bool)
	Under(root string, yield func(*catalog.Claim) bool)
	// Err says why what was yielded is not all.
	Err() error
}

var _ Ties = (*catalog.Ties)(nil)

// Book finds networks. It is safe for concurrent use.
type Book struct {
	Ties func(ctx context.Context, v *scope.View, now time.Time) Ties
	Name func(k observable.Key) string // the id of a node: a keyed hash, the same for every viewer
	Now  func() time.Time
}

// Node is an observable in a network.
type Node struct {
	ID         string
	Observable observable.Observable
	Strength   float64 // of the strongest path from the start, 1 for the start itself
	Depth      int     // steps on that path
	Hub        bool    // has more than HubAt neighbours: not gone through
	Weak       bool    // of a type that many strangers share: not gone through
	Disputed   bool    // an indicator that carries it is contested
	Indicators int     // how many carry it; 0 for a hub, of which not all are read
	Brands     []string

	rank   Rank
	claims []*catalog.Claim
}

// Edge ties two observables.
type Edge struct {
	From, To   string // ids of nodes
	Relation   string
	Weight     float64
	Indicators []id.Indicator // that say so, in order; none for a relation that no member states
	Publishers int            // that the viewer can tell apart; those it may not know count as one
}

// Network is what was found from a start, the strongest first.
type Network struct {
	Nodes     []Node // the start is the first
	Edges     []Edge
	Truncated bool // there is more, beyond MaxNodes or MaxDepth

	before map[string]string // on the strongest path, by id
}
