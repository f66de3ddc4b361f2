// Whom the policy, the trail and the log speak of, by name as far as the person may know them.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, sure } from './client';
import { useMe, useNames } from './queries';

export function useViewers() {
  const { t } = useTranslation();
  const names = useNames();
  const me = useMe().data;
  const sees = me?.scopes.some((s) => s === 'admin' || s === 'audit' || s === 'manage') ?? false;
  const asked = useQuery({ queryKey: ['people', 'roster'], queryFn: () => sure(api.GET('/v1/people', { params: { query: { limit: 1000 } } })), staleTime: 300_000, enabled: sees });
  const people = new Map(asked.data?.items.map((p) => [p.id, p]));
  const role = (r: string) => (r in roles ? t(`role.${r as Schemas['PersonRole']}`) : r);
  // viewer says "m:<member>", "u:<person>", "role:<role>", an actor with its key behind a slash, "system" and "alliance".
  const viewer = (v: string): string => {
    const [who = '', key] = v.split('/');
    const [kind, id = ''] = [who.slice(0, who.indexOf(':')), who.slice(who.indexOf(':') + 1)];
    if (kind === 'm') return names.member(id);
    if (kind === 'u') return id === 'admin' ? t('person.bootstrap') : (people.get(id)?.name ?? id);
    if (kind === 'role') return role(id);
    if (v === 'system') return t('viewer.system');
    if (v === 'alliance') return t('viewer.alliance');
    return key ? who : v;
  };
  return { ...names, people, viewer };
}

const roles: Record<Schemas['PersonRole'], true> = { admin: true, steward: true, auditor: true, manager: true, analyst: true, reader: true };
