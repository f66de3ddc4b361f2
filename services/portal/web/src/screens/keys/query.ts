// Keys of a member or of a person, and the browsers that a person is signed in by: to the hub a session is a key that ends.
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, type Schemas, sure } from '../../api/client';
import { every, queries } from '../../api/queries';
import type { Tone } from '../../ui/marks';

export type Owner = { member: string } | { person: string };
export type Key = Omit<Schemas['PersonCredential'], 'person'>;
export type Scope = Schemas['PersonScope'];

const key = (of: Owner) => ['keys', 'member' in of ? of.member : '', 'person' in of ? of.person : ''];

export const useKeys = (of: Owner, on = true) =>
  useQuery({
    queryKey: key(of),
    enabled: on,
    queryFn: (): Promise<Key[]> => every<Key>((cursor) => {
      const query = { limit: 1000, cursor };
      return 'member' in of ? sure(api.GET('/v1/members/{member}/credentials', { params: { path: of, query } })) : sure(api.GET('/v1/people/{person}/credentials', { params: { path: of, query } }));
    }),
  });

export const make = (of: Owner, body: Schemas['PersonCredentialDraft']): Promise<Key & { key: string }> =>
  'member' in of ? sure(api.POST('/v1/members/{member}/credentials', { params: { path: of }, body: body as Schemas['CredentialDraft'] })) : sure(api.POST('/v1/people/{person}/credentials', { params: { path: of }, body }));

const revoke = (of: Owner, credential: string) =>
  'member' in of ? api.DELETE('/v1/members/{member}/credentials/{credential}', { params: { path: { ...of, credential } } }) : api.DELETE('/v1/people/{person}/credentials/{credential}', { params: { path: { ...of, credential } } });

export const useRevoke = (of: Owner, done: () => void) =>
  useMutation({
    mutationFn: async (ids: string[]) => { for (const id of ids) await revoke(of, id); },
    onSuccess: done,
    onSettled: () => queries.invalidateQueries({ queryKey: key(of) }),
  });

export const again = (of: Owner) => queries.invalidateQueries({ queryKey: key(of) });

export const soon = 14 * 86_400_000; // before its end a key is spoken of
export type KeyState = 'live' | 'soon' | 'over' | 'revoked';
export const tones: Record<KeyState, Tone> = { live: 'good', soon: 'warn', over: 'calm', revoked: 'calm' };

export function stateOf(k: Pick<Key, 'expires_at' | 'revoked_at'>): KeyState {
  if (k.revoked_at) return 'revoked';
  const left = k.expires_at ? Date.parse(k.expires_at) - Date.now() : Infinity;
  return left <= 0 ? 'over' : left < soon ? 'soon' : 'live';
}

export const works = (k: Key) => ['live', 'soon'].includes(stateOf(k));
export const isKey = (k: Key) => !k.session;
