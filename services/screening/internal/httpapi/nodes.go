package httpapi

import (
	"math"

	api "github.com/entente-hub/entente/api/screening"
	"github.com/entente-hub/entente/services/screening/internal/network"
)

// maxNamed is how many of an edge's indicators are named.
const maxNamed = 10

func toNetwork(n *network.Network, p network.Page) api.Network {
	return api.Network{Nodes: toNodes(p.Nodes), Edges: toEdges(p.Edges), Truncated: n.Truncated}
}

func toNodes(nodes []network.Node) []api.NetworkNode {
	out := make([]api.NetworkNode, len(nodes))
	for i := range nodes {
		n := &nodes[i]
		out[i] = api.NetworkNode{
			ID: n.ID, Type: n.Observable.Type.String(), Value: n.Observable.Raw, Canonical: n.Observable.Canonical,
			Strength: thousandths(n.Strength), Depth: n.Depth, Hub: n.Hub, Weak: n.Weak, Disputed: n.Disputed, Brands: n.Brands,
		}
		if !n.Hub {
			out[i].Indicators = &n.Indicators
		}
	}
	return out
}

func toEdges(edges []network.Edge) []api.NetworkEdge {
	out := make([]api.NetworkEdge, len(edges))
	for i := range edges {
		e := &edges[i]
		out[i] = api.NetworkEdge{
			From: e.From, To: e.To, Relation: api.NetworkEdgeRelation(e.Relation), Weight: e.Weight, Publishers: e.Publishers,
			Count: len(e.Indicators),
		}
		for _, name := range e.Indicators[:min(maxNamed, len(e.Indicators))] {
			out[i].Indicators = append(out[i].Indicators, string(name))
		}
	}
	return out
}

func thousandths(x float64) float64 { return math.Round(1000*x) / 1000 }
