// What the screen asks the hub: its address says it all.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api, type Schemas, sure } from '../../api/client';

export type Item = Schemas['AuditItem'];
export type Decision = Schemas['Decision'];

const names = ['kind', 'verb', 'actor', 'id', 'since', 'until', 'viewer', 'indicator', 'allowed'] as const;
export type Filters = Partial<Record<(typeof names)[number], string>>;

export function useFilters() {
  const raw = useSearch({ strict: false }) as Record<string, string | string[] | undefined>;
  const go = useNavigate();
  const filters: Filters = {};
  for (const n of names) {
    const v = [raw[n]].flat()[0];
    if (v) filters[n] = String(v);
  }
  const set = (change: Filters) => void go({ to: '.', search: (old: object) => ({ ...old, ...change }), replace: true, resetScroll: false } as never);
  const clear = () => void go({ to: '.', search: {}, replace: true } as never);
  return { filters, set, clear };
}

const trail = ({ kind, verb, actor, id, since, until }: Filters) => ({ kind, verb, actor, id, since, until });
const pages = { initialPageParam: undefined as string | undefined, getNextPageParam: (page: { next_cursor?: string | null }) => page.next_cursor ?? undefined, placeholderData: keepPreviousData };

export const useTrail = (f: Filters) =>
  useInfiniteQuery({
    queryKey: ['audit', 'trail', trail(f)],
    queryFn: ({ pageParam, signal }) => sure(api.GET('/v1/audit', { params: { query: { ...trail(f), limit: 50, cursor: pageParam } }, signal })),
    ...pages,
    staleTime: 5_000,
  });

export const useDecisions = ({ viewer, indicator, allowed, since }: Filters) =>
  useInfiniteQuery({
    queryKey: ['audit', 'decisions', viewer, indicator, allowed, since],
    queryFn: ({ pageParam, signal }) => sure(api.GET('/v1/decisions', { params: { query: { viewer, indicator, allowed: allowed === undefined ? undefined : allowed === 'true', since, limit: 50, cursor: pageParam } }, signal })),
    ...pages,
    staleTime: 5_000,
  });

// all is every page of the filtered trail, as far as the person may read it.
export async function all(f: Filters, signal: AbortSignal, came: (n: number) => void): Promise<Item[]> {
  const out: Item[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await sure(api.GET('/v1/audit', { params: { query: { ...trail(f), limit: 1000, cursor } }, signal }));
    out.push(...page.items);
    came(out.length);
    if (!page.next_cursor) return out;
    cursor = page.next_cursor;
  }
}

const columns = ['at', 'kind', 'id', 'verb', 'actor', 'position'] as const;

// csvOf is RFC 4180; what a spreadsheet would take for a formula is kept from being one.
export const csvOf = (items: Item[]) =>
  [columns.join(','), ...items.map((i) => columns.map((c) => `"${(/^[=+\-@\t]/.test(i[c]) ? `'${i[c]}` : i[c]).replaceAll('"', '""')}"`).join(','))].join('\r\n') + '\r\n';
export const ndjsonOf = (items: Item[]) => items.map((i) => JSON.stringify(i)).join('\n') + (items.length ? '\n' : '');

export function save(name: string, type: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const a = Object.assign(document.createElement('a'), { href: url, download: name });
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

// What can be done to each kind of entity.
export const verbs = {
  member: ['enrolled', 'changed', 'suspended', 'reinstated'],
  person: ['added', 'changed', 'suspended', 'reinstated'],
  credential: ['minted', 'revoked', 'signed_in', 'signed_out'],
  taskforce: ['created', 'changed'],
  indicator: ['published', 'revised', 'shared', 'restricted', 'revoked', 'held', 'refused', 'disputed', 'upheld', 'withdrawn', 'erased'],
  sighting: ['added', 'retracted'],
  dispute: ['opened', 'stated', 'dropped', 'settled'],
  moderation: ['released', 'refused'],
  policy: ['activated'],
  proposal: ['proposed', 'changed', 'simulated', 'approved', 'rejected', 'withdrawn'],
  subscription: ['created', 'changed', 'verified', 'paused', 'resumed', 'disabled', 'replayed', 'rotated', 'retired', 'deleted'],
  alarm: ['failing', 'disabled'],
  feed: ['on', 'off', 'replayed'],
  protection: ['created', 'changed', 'deleted'],
  search: ['created', 'changed', 'deleted'],
  notice: ['matched'],
  erasure: ['erased'],
  checkpoint: ['signed'],
  clock: ['passed'],
  lost: ['lost'],
} as const;
export type Kind = keyof typeof verbs;
export const kinds = Object.keys(verbs) as Kind[];
