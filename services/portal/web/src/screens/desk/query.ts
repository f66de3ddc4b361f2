import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, Fault, type Schemas, sure } from '../../api/client';

export type Dispute = Schemas['Dispute'];
export type Held = Schemas['Moderation'];
export const states = ['open', 'upheld', 'withdrawn', 'dropped', 'closed'] as const satisfies Dispute['state'][];

const soon = 15_000; // what others say and open is not in everybody's feed

// Of what is open, that which is due first is first; of what is over, the newest.
export const useDisputes = (state: Dispute['state'] | 'all') =>
  useInfiniteQuery({
    queryKey: ['desk', 'disputes', state],
    queryFn: ({ pageParam }) => sure(api.GET('/v1/disputes', { params: { query: { limit: 50, cursor: pageParam, state: state === 'all' ? undefined : state, sort: state === 'open' ? 'due' : undefined } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: soon,
  });

export const useHeld = (on: boolean) =>
  useInfiniteQuery({
    queryKey: ['desk', 'held'],
    queryFn: ({ pageParam }) => sure(api.GET('/v1/moderation', { params: { query: { limit: 50, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: soon,
    enabled: on,
  });

export const useDispute = (id: string) => useQuery({ queryKey: ['desk', 'dispute', id], queryFn: () => sure(api.GET('/v1/disputes/{dispute}', { params: { path: { dispute: id } } })), refetchInterval: soon });
export const useOneHeld = (id: string) => useQuery({ queryKey: ['desk', 'held', id], queryFn: () => sure(api.GET('/v1/moderation/{moderation}', { params: { path: { moderation: id } } })), refetchInterval: soon });

// useAccused is the indicator that is contested: null to whom the hub does not show it, any more. Stewards it is never shown to.
export const useAccused = (id: string, on: boolean) =>
  useQuery({
    enabled: on,
    queryKey: ['indicators', 'accused', id],
    queryFn: async () => {
      try {
        return await sure(api.GET('/v1/indicators/{indicator}', { params: { path: { indicator: id } } }));
      } catch (e) {
        if (e instanceof Fault && e.status === 404) return null;
        throw e;
      }
    },
  });
