package network

import "slices"

// Path is why two observables are in one network: the strongest way between them.
type Path struct {
	Nodes []Node   // from the start to the other end
	Edges [][]Edge // between each node and the next: the heaviest first
}

// Path returns the way from the start to the node of an id, false where that is not in the network.
func (n *Network) Path(to string) (Path, bool) {
	at := make(map[string]int, len(n.Nodes))
	for i := range n.Nodes {
		at[n.Nodes[i].ID] = i
	}
	if _, ok := at[to]; !ok {
		return Path{}, false
	}
	var p Path
	for name := to; name != ""; name = n.before[name] {
		p.Nodes = append(p.Nodes, n.Nodes[at[name]])
	}
	slices.Reverse(p.Nodes)
	for i := range p.Nodes[1:] {
		p.Edges = append(p.Edges, n.between(p.Nodes[i].ID, p.Nodes[i+1].ID))
	}
	return p, true
}

// between returns the edges that tie two nodes.
func (n *Network) between(a, b string) []Edge {
	var found []Edge
	for _, e := range n.Edges {
		if e.From == a && e.To == b || e.From == b && e.To == a {
			found = append(found, e)
		}
	}
	slices.SortStableFunc(found, func(x, y Edge) int {
		switch {
		case x.Weight > y.Weight:
			return -1
		case x.Weight < y.Weight:
			return 1
		}
		return 0
	})
	return found
}
