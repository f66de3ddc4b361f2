import { useQuery } from '@tanstack/react-query';
import { api, type Schemas, sure } from '../../api/client';
import type { Tone } from '../../ui/marks';

export type Force = Schemas['TaskForce'];
export type Seat = Schemas['Seat'];
export const seatRoles = ['lead', 'contributor', 'reader'] as const satisfies readonly Schemas['SeatRole'][];

export type ForceState = 'open' | 'soon' | 'over';
export const tones: Record<ForceState, Tone> = { open: 'good', soon: 'warn', over: 'calm' };

export function stateOf(f: Pick<Force, 'ends_at'>): ForceState {
  const left = f.ends_at ? Date.parse(f.ends_at) - Date.now() : Infinity;
  return left <= 0 ? 'over' : left < 14 * 86_400_000 ? 'soon' : 'open';
}

export const useForce = (force: string) => useQuery({ queryKey: ['task-forces', 'one', force], queryFn: () => sure(api.GET('/v1/task-forces/{task_force}', { params: { path: { task_force: force } } })) });
