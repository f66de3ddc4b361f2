// What the screen asks the hub: its address says it all, and is shared as such.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api, Fault, type Schemas, sure } from '../../api/client';
import type { paths } from '../../api/schema';

type Asked = NonNullable<paths['/v1/indicators']['get']['parameters']['query']>;

export const facets = ['type', 'infringement', 'brand', 'tlp', 'state', 'publisher', 'task_force', 'tag'] as const;
export type Facet = (typeof facets)[number];

export type Filters = { [F in Facet]?: string[] } & { q?: string; min_confidence?: number; sort?: 'modified' };

const list = (v: unknown) => (v === undefined ? undefined : [v].flat().map(String));

// useFilters are those in the address.
export function useFilters() {
  const raw = useSearch({ strict: false }) as Record<string, string | string[] | undefined>;
  const go = useNavigate();
  const filters: Filters = {};
  for (const f of facets) if (raw[f]) filters[f] = list(raw[f]);
  const q = list(raw.q)?.[0];
  if (q && q.trim().length > 1) filters.q = q;
  const least = Number(raw.min_confidence);
  if (least > 0 && least <= 100) filters.min_confidence = least;
  if (raw.sort === 'modified') filters.sort = 'modified';
  const set = (change: Partial<Filters>) => void go({ to: '.', search: (old: object) => ({ ...old, ...change }), replace: true, resetScroll: false } as never);
  const clear = () => void go({ to: '.', search: {}, replace: true } as never);
  return { filters, set, clear };
}

export const useIndicators = (f: Filters) =>
  useInfiniteQuery({
    queryKey: ['indicators', 'list', f],
    queryFn: ({ pageParam, signal }) => sure(api.GET('/v1/indicators', { params: { query: { ...(f as Asked), limit: 50, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const useFacets = ({ sort: _, ...f }: Filters) =>
  useQuery({
    queryKey: ['indicators', 'facets', f],
    queryFn: ({ signal }) => sure(api.GET('/v1/indicators/facets', { params: { query: { ...(f as Asked), limit: 12 } }, signal })),
    placeholderData: keepPreviousData,
  });

const path = (indicator: string) => ({ params: { path: { indicator } } });

export const useIndicator = (id: string) => useQuery({ queryKey: ['indicators', 'one', id], queryFn: () => sure(api.GET('/v1/indicators/{indicator}', path(id))) });
export const useHistory = (id: string) => useQuery({ queryKey: ['indicators', 'history', id], queryFn: () => sure(api.GET('/v1/indicators/{indicator}/history', path(id))) });
export const useSightings = (id: string) => useQuery({ queryKey: ['indicators', 'sightings', id], queryFn: () => sure(api.GET('/v1/indicators/{indicator}/sightings', path(id))) });

// useReaders are told to the publisher alone: null to others.
export const useReaders = (id: string) =>
  useQuery({
    queryKey: ['indicators', 'readers', id],
    queryFn: async () => {
      try {
        return (await sure(api.GET('/v1/explain', { params: { query: { indicator: id } } }))).readers ?? [];
      } catch (e) {
        if (e instanceof Fault && e.status === 403) return null;
        throw e;
      }
    },
  });

// exportPath is where the browser takes the same filters' copy from.
export function exportPath(f: Filters) {
  const out = new URLSearchParams();
  for (const [k, v] of Object.entries(f)) if (k !== 'sort') for (const one of [v].flat()) out.append(k, String(one));
  return `/v1/indicators/export?${out}`;
}

// draftOf is what would be published, were the indicator published anew, for others.
export function draftOf(i: Schemas['Indicator'], change: Pick<Schemas['IndicatorDraft'], 'tlp' | 'share' | 'embargo_until'>): Schemas['IndicatorDraft'] {
  return {
    observable: { type: i.observable!.type, value: i.observable!.value ?? '', region: i.observable!.region, fingerprints: i.observable!.fingerprints },
    brands: i.brands, infringement: i.infringement, confidence: i.confidence, basis: i.basis, tags: i.tags, attribution: i.attribution, note: i.note,
    links: i.links?.map((l) => ({ type: l.type, value: l.value, region: l.region, fingerprints: l.fingerprints, relation: l.relation })),
    ...change,
  };
}
