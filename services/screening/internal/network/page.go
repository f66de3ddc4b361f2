package network

import (
	"cmp"
	"encoding/base32"
	"encoding/binary"
	"math"
	"slices"
	"strings"

	"github.com/entente-hub/entente/shared/catalog"
)

// Rank is a node's place in the order of its network: by strength, then by id. It is a cursor: what
// comes and goes elsewhere does not move it.
type Rank uint64

// rankOf packs strength and the first 48 bits of the id; of two that agree in them a page's end
// could miss one, once in some 10^8 networks of the largest size.
func rankOf(strength float64, name string) Rank {
	weaker := uint64(math.MaxUint16 - math.Round(math.MaxUint16*strength))
	return Rank(weaker<<48 | bits48(name))
}

func bits48(name string) uint64 {
	var b [10]byte // 16 characters of base32 at the most
	text := strings.ToUpper(name[strings.LastIndexByte(name, '_')+1:])
	_, _ = base32.StdEncoding.WithPadding(base32.NoPadding).Decode(b[:], []byte(text[:min(16, len(text))]))
	return binary.BigEndian.Uint64(b[:8]) >> 16
}

// Page is a part of a network.
type Page struct {
	Nodes []Node
	Edges []Edge // among these nodes, and between them and those of the pages before
	Last  Rank   // of the last node
	More  bool
}

// Page returns up to limit nodes after a rank, 0 for the first.
func (n *Network) Page(after Rank, limit int) Page {
	from := 0
	if after > 0 {
		from, _ = slices.BinarySearchFunc(n.Nodes, after+1, func(x Node, r Rank) int { return cmp.Compare(x.rank, r) })
	}
	to := min(from+limit, len(n.Nodes))
	p := Page{Nodes: n.Nodes[from:to], More: to < len(n.Nodes)}
	if to > from {
		p.Last = n.Nodes[to-1].rank
	}
	place := make(map[string]int, to)
	for i := range n.Nodes[:to] {
		place[n.Nodes[i].ID] = i + 1
	}
	for _, e := range n.Edges {
		if a, b := place[e.From], place[e.To]; a > 0 && b > 0 && max(a, b) > from {
			p.Edges = append(p.Edges, e)
		}
	}
	return p
}

// Sensitive yields what the nodes were made of that is red or personal, for writing down that it
// was shown.
func Sensitive(nodes []Node) []catalog.Item {
	var items []catalog.Item
	had := map[*catalog.Claim]bool{}
	for i := range nodes {
		for _, k := range nodes[i].claims {
			if k.Sensitive != nil && !had[k] {
				had[k] = true
				items = append(items, catalog.Item{ID: k.ID, Sensitive: k.Sensitive})
			}
		}
	}
	return items
}
