// What more than one screen asks for.
import { QueryClient, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, Fault, type Schemas, sure } from './client';

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      // Only what may pass by itself is asked again.
      retry: (times, e) => times < 2 && e instanceof Fault && (e.status === 0 || e.status === 503),
    },
  },
});

export const useMe = () => useQuery({ queryKey: ['me'], queryFn: () => sure(api.GET('/v1/me')), staleTime: 300_000 });

// every asks for page after page.
export async function every<T>(page: (cursor?: string) => Promise<{ items: T[]; next_cursor: string | null }>) {
  const all: T[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const p = await page(cursor);
    all.push(...p.items);
    cursor = p.next_cursor ?? undefined;
    more = cursor !== undefined;
  }
  return all;
}

const page = (cursor?: string) => ({ params: { query: { limit: 1000, cursor } } });

// Whom the person may know of: members, people and task forces.
export const useMembers = () => useQuery({ queryKey: ['members', 'list'], queryFn: () => every((c) => sure(api.GET('/v1/members', page(c)))) });
export const usePeople = (on = true) => useQuery({ queryKey: ['people', 'list'], enabled: on, queryFn: () => every((c) => sure(api.GET('/v1/people', page(c)))) });
export const useForces = () => useQuery({ queryKey: ['task-forces', 'list'], queryFn: () => every((c) => sure(api.GET('/v1/task-forces', page(c)))) });

// useRights are what the person may do here, by what the hub says of them.
export function useRights() {
  const me = useMe().data;
  const can = (scope: Schemas['Me']['scopes'][number]) => me?.scopes.includes(scope) ?? false;
  const overall = me?.person?.roles.some((r) => r === 'admin' || r === 'steward' || r === 'auditor') ?? me?.admin ?? false;
  const member = overall ? undefined : me?.member?.id;
  return { me, admin: can('admin'), audits: can('audit') || can('admin'), manages: (m: string) => can('admin') || (can('manage') && m === member), person: me?.person?.id, member, can };
}

// useNames are the members and task forces that the person may know, by id: the same object until they change.
export function useNames() {
  const members = useMembers().data;
  const forces = useForces().data;
  return useMemo(() => {
    const member = new Map(members?.map((m) => [m.id, m]));
    const force = new Map(forces?.map((f) => [f.id, f]));
    return {
      members: member,
      forces: force,
      member: (id: string) => member.get(id)?.name ?? id,
      force: (id: string) => force.get(id)?.name ?? id,
    };
  }, [members, forces]);
}
