package network

import (
	"cmp"
	"container/heap"
	"context"
	"maps"
	"slices"

	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/scope"
)

// walk goes from a start to whatever is tied to it, the strongest path first (Dijkstra's, with a
// product for a sum: a path is at most as strong as any part of it).
type walk struct {
	ties  Ties
	read  int // claims
	depth int // how far from the start it goes
	queue queue
	best  map[observable.Key]*place
	found []*place // in the order in which they were reached
	cut   []observable.Key
}

// place is an observable that was reached.
type place struct {
	key      observable.Key
	what     observable.Observable
	strength float64
	depth    int
	via      *place
	around   *around // nil until it is visited
}

// through reports whether what lies behind the place is tied to what lies before it.
func (p *place) through() bool { return !p.around.hub && !weak(p.what.Type) }

// Find returns the network around a start, as v may know of it now. It has no nodes where v may
// read of nothing that carries the start, or is tied to it. It returns catalog.ErrBodies.
func (b *Book) Find(ctx context.Context, v *scope.View, start observable.Observable) (*Network, error) {
	w := &walk{ties: b.Ties(ctx, v, b.Now()), depth: MaxDepth, best: map[observable.Key]*place{}}
	w.push(&place{key: start.Key(), what: start, strength: 1})
	for w.queue.Len() > 0 && len(w.found) < MaxNodes && w.read < maxRead {
		if p := heap.Pop(&w.queue).(*place); p.around == nil && w.best[p.key] == p {
			w.visit(p)
		}
	}
	if err := w.ties.Err(); err != nil {
		return nil, err
	}
	return b.network(w), nil
}

// visit looks around a place and goes on from it.
func (w *walk) visit(p *place) {
	start := len(w.found) == 0
	p.around = w.look(p.what, start)
	p.what = p.around.of
	w.found = append(w.found, p)
	worth := p.strength
	switch {
	case start:
		// A stranger to all may be a host of strangers, too: it ties nothing beyond itself.
		if !p.through() || p.what.Type == observable.Domain && !p.around.standing {
			w.depth = 1
		}
	case !p.through():
		return
	default:
		worth *= damp(len(p.around.next))
	}
	for _, bond := range p.around.sorted() {
		to := bond.to
		if to.Key() == p.key {
			to = bond.from
		}
		next := &place{key: to.Key(), what: to, strength: worth * bond.weight(), depth: p.depth + 1, via: p}
		switch {
		case next.strength < Least:
		case next.depth > w.depth:
			if w.depth == MaxDepth {
				w.cut = append(w.cut, next.key)
			}
		default:
			w.push(next)
		}
	}
}

// push takes a way to a place, if it is the best that is known.
func (w *walk) push(p *place) {
	if was := w.best[p.key]; was != nil && (was.around != nil || compare(was, p) <= 0) {
		return
	}
	w.best[p.key] = p
	heap.Push(&w.queue, p)
}

// compare puts the stronger path first, then the shorter, then what is the same on every process.
func compare(p, q *place) int {
	return cmp.Or(cmp.Compare(q.strength, p.strength), cmp.Compare(p.depth, q.depth), cmp.Compare(p.key, q.key))
}

type queue []*place

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return compare(q[i], q[j]) < 0 }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(*place)) }
func (q *queue) Pop() any {
	last := len(*q) - 1
	p := (*q)[last]
	*q = (*q)[:last]
	return p
}

// network is what a walk has found.
func (b *Book) network(w *walk) *Network {
	if len(w.found) == 1 && len(w.found[0].around.claims) == 0 {
		return &Network{} // nobody says anything of the start, nor of what would follow from it
	}
	n := &Network{before: map[string]string{}, Truncated: w.unvisited() || w.found[0].around.rest}
	names := make(map[observable.Key]string, len(w.found))
	for _, p := range w.found {
		names[p.key] = b.Name(p.key)
		node := p.node(names[p.key])
		n.Nodes = append(n.Nodes, node)
		if p.via != nil {
			n.before[node.ID] = names[p.via.key]
		}
	}
	for _, k := range w.cut {
		n.Truncated = n.Truncated || names[k] == ""
	}
	slices.SortFunc(n.Nodes, func(x, y Node) int { return cmp.Or(cmp.Compare(x.rank, y.rank), cmp.Compare(x.ID, y.ID)) })
	n.Edges = edges(w, names)
	return n
}

// unvisited reports whether something that is queued was never reached.
func (w *walk) unvisited() bool {
	return slices.ContainsFunc(w.queue, func(p *place) bool { return w.best[p.key].around == nil })
}

func (p *place) node(name string) Node {
	a := p.around
	node := Node{
		ID: name, Observable: a.of, Strength: p.strength, Depth: p.depth, Hub: a.hub, Weak: weak(a.of.Type), Disputed: a.disputed,
		rank: rankOf(p.strength, name), claims: a.claims,
	}
	if !a.hub {
		node.Indicators = len(a.claims)
	}
	brands := map[string]bool{}
	for _, k := range a.claims {
		for _, brand := range k.Brands {
			brands[brand] = true
		}
	}
	node.Brands = slices.Sorted(maps.Keys(brands))
	return node
}

// edges are the ties among what was found: each once, as seen from an end of which all is read.
func edges(w *walk, names map[observable.Key]string) []Edge {
	var all []Edge
	done := map[bondKey]bool{}
	for n, p := range w.found {
		if n > 0 && p.around.hub {
			continue
		}
		for _, bond := range p.around.sorted() {
			key := bondKey{bond.from.Key(), bond.to.Key(), bond.relation}
			from, to := names[key.from], names[key.to]
			if from == "" || to == "" || done[key] {
				continue
			}
			done[key] = true
			e := Edge{From: from, To: to, Relation: bond.relation, Weight: bond.weight(), Publishers: len(bond.witnesses)}
			for _, k := range bond.claims {
				e.Indicators = append(e.Indicators, k.ID)
			}
			all = append(all, e)
		}
	}
	return all
}
