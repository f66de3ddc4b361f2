// Lays a network out beside the page's own thread (ForceAtlas2): however large it is, the page answers.
import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';

export interface Wanted {
  nodes: { id: string; size: number; depth: number; at?: [number, number] }[]; // at: where it stands already
  edges: { from: string; to: string; weight: number }[];
}
export type Places = Record<string, [number, number]>;

// The same network is laid out the same each time: it begins on circles by depth, and nothing is random.
function lay({ nodes, edges }: Wanted): Places {
  const graph = new Graph({ multi: false, type: 'undirected' });
  const turn = Math.PI * (3 - Math.sqrt(5));
  nodes.forEach((n, i) => {
    const r = 40 + 120 * n.depth + (i % 7) * 6;
    const [x, y] = n.at ?? (n.depth === 0 ? [0, 0] : [r * Math.cos(i * turn), r * Math.sin(i * turn)]);
    graph.addNode(n.id, { x, y, size: n.size + 5 });
  });
  for (const e of edges) if (e.from !== e.to && graph.hasNode(e.from) && graph.hasNode(e.to) && !graph.hasEdge(e.from, e.to)) graph.addEdge(e.from, e.to, { weight: e.weight });
  const known = nodes.filter((n) => n.at).length > nodes.length / 2;
  forceAtlas2.assign(graph, {
    iterations: known ? 60 : nodes.length > 120 ? 160 : 300,
    getEdgeWeight: 'weight',
    settings: { ...forceAtlas2.inferSettings(graph), adjustSizes: true, barnesHutOptimize: nodes.length > 150, gravity: 0.6, scalingRatio: 14, slowDown: 4, edgeWeightInfluence: 0.5 },
  });
  const out: Places = {};
  graph.forEachNode((id, a) => { out[id] = [a.x as number, a.y as number]; });
  return out;
}

self.onmessage = (e: MessageEvent<{ turn: number; wanted: Wanted }>) => self.postMessage({ turn: e.data.turn, places: lay(e.data.wanted) });
