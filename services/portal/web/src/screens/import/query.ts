import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, sure } from '../../api/client';
import type { Sending } from './work';

// useReports are the member's imports, the newest first; while one runs they are asked for again each second.
export const useReports = (sending: boolean) =>
  useInfiniteQuery({
    queryKey: ['imports', 'list'],
    queryFn: ({ pageParam }) => sure(api.GET('/v1/imports', { params: { query: { limit: 20, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: (q) => (sending || q.state.data?.pages.some((p) => p.items.some((i) => i.state === 'running')) ? 1000 : 30_000),
  });

// useOwn is the report of what this page sends: it runs, and was not there before.
export function useOwn(s?: Sending) {
  const all = useReports(s?.state === 'sending').data?.pages.flatMap((p) => p.items) ?? [];
  return s?.state === 'sending' ? all.find((i) => i.state === 'running' && !s.before.includes(i.id)) : undefined;
}

export const useReport = (id: string) =>
  useQuery({
    queryKey: ['imports', 'one', id],
    queryFn: () => sure(api.GET('/v1/imports/{import}', { params: { path: { import: id } } })),
    refetchInterval: (q) => (q.state.data?.state === 'running' ? 1000 : false),
  });
