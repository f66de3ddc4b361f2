// What the screen asks the hub.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, type Schemas, sure } from '../../api/client';
import { queries, useMe } from '../../api/queries';

export type Policy = Schemas['Policy'];
export type Proposal = Schemas['PolicyProposal'];
export type Summary = Schemas['PolicyProposalSummary'];

export const usePolicy = () => useQuery({ queryKey: ['policies', 'now'], queryFn: () => sure(api.GET('/v1/policies')), refetchInterval: 15_000 });

const pages = { initialPageParam: undefined as string | undefined, getNextPageParam: (page: { next_cursor?: string | null }) => page.next_cursor ?? undefined };

export const useProposals = () =>
  useInfiniteQuery({
    queryKey: ['policies', 'proposals'],
    queryFn: ({ pageParam }) => sure(api.GET('/v1/policies/proposals', { params: { query: { limit: 50, cursor: pageParam } } })),
    ...pages,
    refetchInterval: 10_000,
  });

export const useRevisions = () =>
  useInfiniteQuery({
    queryKey: ['policies', 'revisions'],
    queryFn: ({ pageParam }) => sure(api.GET('/v1/policies/revisions', { params: { query: { limit: 50, cursor: pageParam } } })),
    ...pages,
  });

export const useRevision = (revision?: string) =>
  useQuery({
    queryKey: ['policies', 'revision', revision],
    queryFn: () => sure(api.GET('/v1/policies/revisions/{revision}', { params: { path: { revision: revision! } } })),
    enabled: !!revision,
    staleTime: Infinity, // it never changes
  });

export const useProposal = (proposal?: string) =>
  useQuery({
    queryKey: ['policies', 'proposal', proposal],
    queryFn: () => sure(api.GET('/v1/policies/proposals/{proposal}', { params: { path: { proposal: proposal! } } })),
    enabled: !!proposal,
    refetchInterval: (q) => (q.state.data?.state === 'open' ? 10_000 : false),
  });

export const useExplanation = (indicator: string, viewer: string, act: string) =>
  useQuery({
    queryKey: ['policies', 'explain', indicator, viewer, act],
    queryFn: () => sure(api.GET('/v1/explain', { params: { query: { indicator, viewer, act } } })),
    enabled: !!indicator && !!viewer,
    staleTime: 0,
  });

// changed shows a proposal as it is now, and asks again for the lists that it stands in.
export function changed(p: Proposal) {
  queries.setQueryData(['policies', 'proposal', p.id], p);
  void queries.invalidateQueries({ queryKey: ['policies'], predicate: (q) => q.queryKey[1] !== 'revision' });
  if (p.state === 'activated') void queries.invalidateQueries({ queryKey: ['indicators'] });
}

// useMine is whether the person wrote a proposal, and whether it may decide on any.
export function useHand() {
  const me = useMe().data;
  const viewer = me?.person ? `u:${me.person.id}` : me?.admin ? 'u:admin' : '';
  return { viewer, admin: me?.scopes.includes('admin') ?? false };
}

// gains is whether a proposal shows anyone more, or could: then its author needs another admin.
export const widens = (p: Proposal) => p.wider.length > 0 || !!p.simulation && (p.simulation.visible_gained > 0 || p.simulation.acts.some((a) => a.gained > 0));

// summed are the viewers of all tallies, with the most that any act gains or loses them.
export function summed(s: Schemas['PolicySimulation'], what: 'viewers' | 'types' | 'labels') {
  const out = new Map<string, Schemas['PolicyCount']>();
  for (const tally of s.acts) {
    for (const c of tally[what]) {
      const had = out.get(c.name) ?? { name: c.name, gained: 0, lost: 0 };
      out.set(c.name, { name: c.name, gained: Math.max(had.gained, c.gained), lost: Math.max(had.lost, c.lost) });
    }
  }
  return [...out.values()].sort((a, b) => b.gained + b.lost - a.gained - a.lost);
}
