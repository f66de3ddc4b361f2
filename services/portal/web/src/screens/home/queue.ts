// What waits for the person: asked of the public API by what their roles give, and sorted by how much it matters.
import { IconBellRinging, IconGavel, IconKey, IconScale, IconShieldCheck, IconTargetArrow, IconWebhook } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, sure } from '../../api/client';
import { useForces, useRights } from '../../api/queries';
import type { Tone } from '../../ui/marks';
import { useTime } from '../../ui/when';
import { isKey, soon, stateOf, useKeys } from '../keys/query';
import { stateOf as forceState } from '../task-forces/query';
import { screens } from '../table';

export interface Item { key: string; tone: Tone; icon: typeof IconKey; title: string; about: string; at?: string; to?: string }

const week = 7 * 86_400_000;
const limit = { query: { limit: 100 } };
const weight: Record<Tone, number> = { bad: 0, warn: 1, calm: 2, good: 3 };

// to is the way to a screen, where there is one that goes by any of these names.
function to(names: string[], id?: string) {
  const s = screens.find((x) => names.includes(x.name));
  return s && (id ? `${s.at}/${id}` : s.at);
}

export function useQueue() {
  const { t } = useTranslation(['home', 'common']);
  const time = useTime();
  const { me, admin, can, member, manages, person } = useRights();
  const steward = me?.person?.roles.includes('steward') ?? false;
  const ask = <T,>(name: string, on: boolean, queryFn: () => Promise<{ items: T[] }>) => ({ queryKey: [name, 'home'], enabled: !!me && on, queryFn, refetchInterval: 60_000 });
  const disputes = useQuery(ask('disputes', can('read'), () => sure(api.GET('/v1/disputes', { params: { query: { state: 'open', limit: 100 } } }))));
  const held = useQuery(ask('moderation', steward, () => sure(api.GET('/v1/moderation', { params: limit }))));
  const hooks = useQuery(ask('webhooks', !!member && can('subscribe'), () => sure(api.GET('/v1/subscriptions', { params: limit }))));
  const proposals = useQuery(ask('policies', admin, () => sure(api.GET('/v1/policies/proposals', { params: { query: { state: 'open', limit: 100 } } }))));
  const notices = useQuery(ask('notices', !!member && can('read'), () => sure(api.GET('/v1/notices', { params: limit }))));
  const forces = useForces();
  const shared = useKeys({ member: member ?? '' }, !!member && manages(member));
  const own = useKeys({ person: person ?? '' }, !!person);
  const items: Item[] = [];

  for (const d of disputes.data?.items ?? []) {
    const why = t(`why.${d.reason_code}`);
    const base = { key: d.id, icon: IconGavel, at: d.created_at, to: to(['disputes', 'desk'], d.id) };
    if (d.role === 'publisher') items.push({ ...base, tone: 'bad', title: t('dispute.answer'), about: t('dispute.answerHelp', { why }) });
    else if (d.role === 'steward') items.push({ ...base, tone: 'warn', title: t('dispute.settle'), about: t('dispute.settleHelp', { why }) });
    else if (d.role === 'disputer') items.push({ ...base, tone: 'calm', title: t('dispute.mine'), about: t('dispute.mineHelp', { why }) });
  }
  const decide = (held.data?.items ?? []).filter((m) => m.decides);
  if (decide[0]) items.push({ key: 'held', tone: 'warn', icon: IconScale, at: decide[0].held_at, title: t('held', { count: decide.length }), about: t('heldHelp', { when: time.ago(decide[0].held_at) }), to: to(['moderation', 'disputes', 'desk']) });
  for (const s of hooks.data?.items ?? []) {
    const name = s.name || t('hookDefault');
    const base = { key: s.id, icon: IconWebhook, at: s.modified_at, to: to(['webhooks'], s.id) };
    const failed = s.progress?.failed_attempts ?? 0;
    if (s.state === 'disabled') items.push({ ...base, tone: 'bad', title: t('hook.disabled', { name }), about: t('hook.disabledHelp', { why: s.reason ? `${s.reason}.` : '' }).trim() });
    else if (s.state === 'pending') items.push({ ...base, tone: 'warn', title: t('hook.pending', { name }), about: t('hook.pendingHelp') });
    else if (s.state === 'active' && failed > 0) items.push({ ...base, at: undefined, tone: 'warn', title: t('hook.failing', { name }), about: t('hook.failingHelp', { count: failed, when: s.progress?.next_at ? time.ago(s.progress.next_at) : '…' }) });
  }
  for (const p of proposals.data?.items ?? []) {
    const mine = p.author === `u:${person ?? 'admin'}`;
    const words = p.stale ? 'stale' : mine ? 'mine' : 'approve';
    items.push({ key: p.id, tone: words === 'approve' ? 'warn' : 'calm', icon: IconShieldCheck, at: p.created_at, title: t(`proposal.${words}`), about: t(`proposal.${words}Help`, { who: p.author.replace(/^u:/, ''), comment: p.comment }), to: to(['policies'], `proposals/${p.id}`) });
  }
  const keys = [...(shared.data ?? []).map((k) => ({ k, way: to(['members'], member) })), ...(own.data ?? []).map((k) => ({ k, way: to(['settings']) }))];
  for (const { k, way } of keys) {
    const state = stateOf(k);
    if (!isKey(k) || !(state === 'soon' || (state === 'over' && Date.now() - Date.parse(k.expires_at!) < week))) continue;
    items.push({ key: k.id, tone: state === 'over' ? 'bad' : Date.parse(k.expires_at!) - Date.now() < soon / 4 ? 'bad' : 'warn', icon: IconKey, title: t(`key.${state}`, { name: k.name, when: time.ago(k.expires_at!) }), about: t(`key.${state}Help`), to: way });
  }
  for (const f of forces.data ?? []) {
    if (forceState(f) === 'soon') items.push({ key: f.id, tone: 'calm', icon: IconTargetArrow, title: t('force.soon', { name: f.name, when: time.ago(f.ends_at!) }), about: t(admin ? 'force.help' : 'force.helpMember'), to: to(['task-forces'], f.id) });
  }
  const late = (notices.data?.items ?? []).filter((n) => Date.now() - Date.parse(n.last_at) < week).sort((a, b) => b.last_at.localeCompare(a.last_at));
  if (late[0]) items.push({ key: 'notices', tone: 'calm', icon: IconBellRinging, at: late[0].last_at, title: t('notice'), about: t('noticeHelp', { count: late.length, when: time.ago(late[0].last_at) }), to: `/indicators/${late[0].indicator}` });

  const all = [disputes, held, hooks, proposals, notices, forces, shared, own];
  return {
    items: items.sort((a, b) => weight[a.tone] - weight[b.tone] || (b.at ?? '').localeCompare(a.at ?? '')),
    pending: !me || all.some((q) => q.isLoading),
    error: all.find((q) => q.isError)?.error,
    again: () => { for (const q of all) if (q.isError) void q.refetch(); },
  };
}

export const useFresh = (on: boolean) => useQuery({ queryKey: ['indicators', 'home'], enabled: on, queryFn: async (): Promise<Schemas['Indicator'][]> => (await sure(api.GET('/v1/indicators', { params: { query: { limit: 8 } } }))).items });
