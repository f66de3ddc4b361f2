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
  const few = nodes.length < 60;
  const settings = { gravity: few ? 0.25 : 0.8, scalingRatio: 12, slowDown: few ? 1 : 3, edgeWeightInfluence: 0, barnesHutOptimize: nodes.length > 150 };
  if (!known) {
    forceAtlas2.assign(graph, { iterations: few ? 900 : nodes.length < 150 ? 400 : 180, settings });
    stretch(graph);
  }
  // Then none may lie over another.
  forceAtlas2.assign(graph, { iterations: 60, settings: { ...settings, adjustSizes: true, slowDown: 6, scalingRatio: 6 } });
  const out: Places = {};
  graph.forEachNode((id, a) => { out[id] = [a.x as number, a.y as number]; });
  return out;
}

// stretch makes the ties long enough for names between them.
function stretch(graph: Graph) {
  let sum = 0;
  graph.forEachEdge((_e, _a, _s, _t, s, t) => { sum += Math.hypot(s.x - t.x, s.y - t.y); });
  const by = graph.size ? (95 * graph.size) / Math.max(1, sum) : 1;
  graph.updateEachNodeAttributes((_n, a) => ({ ...a, x: a.x * by, y: a.y * by }));
}

self.onmessage = (e: MessageEvent<{ turn: number; wanted: Wanted }>) => self.postMessage({ turn: e.data.turn, places: lay(e.data.wanted) });
