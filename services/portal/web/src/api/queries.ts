// What more than one screen asks for.
import { QueryClient, useQuery } from '@tanstack/react-query';
import { api, Fault, sure } from './client';

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

const all = { query: { limit: 1000 } };

// useNames are the members and task forces that the person may know, by id.
export function useNames() {
  const members = useQuery({ queryKey: ['members', 'roster'], queryFn: () => sure(api.GET('/v1/members', { params: all })), staleTime: 300_000 });
  const forces = useQuery({ queryKey: ['task-forces', 'roster'], queryFn: () => sure(api.GET('/v1/task-forces', { params: all })), staleTime: 300_000 });
  const member = new Map(members.data?.items.map((m) => [m.id, m]));
  const force = new Map(forces.data?.items.map((f) => [f.id, f]));
  return {
    members: member,
    forces: force,
    member: (id: string) => member.get(id)?.name ?? id,
    force: (id: string) => force.get(id)?.name ?? id,
  };
}
