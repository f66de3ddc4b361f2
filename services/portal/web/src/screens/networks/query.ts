import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, type Schemas, sure } from '../../api/client';

export type Node = Omit<Schemas['NetworkNode'], 'type'> & { type: Schemas['ObservableType']; by?: string }; // by: shown because that node was expanded, and tied to the start by nothing
export type Edge = Schemas['NetworkEdge'];
export interface Net { nodes: Node[]; edges: Edge[]; more: boolean }

// most is how many nodes are drawn: beyond, nobody sees anything (OpenCTI's users said so).
export const most = 300;

type Observable = Pick<Schemas['NetworkNode'], 'type' | 'value'>;

export const find = (o: Observable, limit = most) => sure(api.GET('/v1/networks', { params: { query: { type: o.type, value: o.value, limit } } }));

const useStart = (id?: string) =>
  useQuery({
    queryKey: ['networks', 'one', id],
    queryFn: () => sure(api.GET('/v1/networks/{network}', { params: { path: { network: id! }, query: { limit: most } } })),
    enabled: id !== undefined,
  });

// usePath is why a node is in a network.
export const usePath = (network: string, to: string, wanted: boolean) =>
  useQuery({
    queryKey: ['networks', 'path', network, to],
    queryFn: () => sure(api.GET('/v1/networks/{network}/path', { params: { path: { network }, query: { to } } })),
    enabled: wanted,
    placeholderData: keepPreviousData,
  });

// useNet is a network, and beside it the neighbours of what was expanded. All of it is asked for
// again when the feed tells of something: what may no longer be seen goes.
export function useNet(id: string | undefined, expanded: Node[]) {
  const start = useStart(id);
  const around = useQueries({
    queries: expanded.map((n) => ({ queryKey: ['networks', 'around', n.id], queryFn: () => find({ type: n.type, value: n.canonical }, 100) })),
    combine: (all) => ({ data: all.map((a) => a.data), busy: all.some((a) => a.isLoading), error: all.find((a) => a.error)?.error }),
  });
  const net = useMemo(() => merge(start.data, expanded, around.data), [start.data, around.data]);
  return { start, net, busy: around.busy, error: around.error };
}

// merge puts the neighbours of what was expanded beside a network, up to as many as are drawn.
export function merge(start: Schemas['Network'] | undefined, expanded: Node[], around: (Schemas['Network'] | undefined)[]): Net {
  const nodes = new Map<string, Node>(start?.nodes.map((n) => [n.id, n as Node]));
  const edges = new Map<string, Edge>();
  const add = (es: Edge[]) => { for (const e of es) if (nodes.has(e.from) && nodes.has(e.to)) edges.set(`${e.from} ${e.to} ${e.relation}`, e); };
  add(start?.edges ?? []);
  let more = Boolean(start?.next_cursor || start?.truncated);
  around.forEach((a, i) => {
    if (!a || !nodes.has(expanded[i]!.id)) return;
    for (const n of a.nodes) {
      if (n.depth > 1 || nodes.has(n.id)) continue;
      if (nodes.size >= most) { more = true; break; }
      nodes.set(n.id, { ...(n as Node), by: expanded[i]!.id });
    }
    if (a.next_cursor) more = true;
    add(a.edges);
  });
  return { nodes: [...nodes.values()], edges: [...edges.values()], more };
}

// ties are the edges at each node.
export function tiesOf(net: Net) {
  const out = new Map<string, Edge[]>(net.nodes.map((n) => [n.id, []]));
  for (const e of net.edges) { out.get(e.from)?.push(e); out.get(e.to)?.push(e); }
  return out;
}

// kinds are the colours: what an observable is, roughly. Its sign says it exactly.
export const kinds: Record<Schemas['ObservableType'], 'web' | 'contact' | 'money' | 'goods' | 'who'> = {
  domain: 'web', store_url: 'web', listing_url: 'web', ip: 'web', tls_certificate: 'web', tracking_id: 'web', app: 'web',
  email: 'contact', phone: 'contact', social_handle: 'contact',
  iban: 'money', bank_account: 'money', payment_account: 'money', crypto_wallet: 'money',
  image: 'goods', gtin: 'goods', waybill: 'goods', address: 'goods',
  marketplace_seller: 'who', company: 'who', person_name: 'who',
};

export const size = (n: Node) => (n.depth === 0 && !n.by ? 19 : n.hub ? 16 : 9 + 6 * (n.by ? 0.2 : n.strength));
