import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, sure } from '../../api/client';
import { queries, useNames } from '../../api/queries';
import type { paths } from '../../api/schema';
import type messages from './messages.en';

export type Subscription = Schemas['Subscription'];
export type Event = keyof (typeof messages)['event'];

export const again = () => void queries.invalidateQueries({ queryKey: ['webhooks'] });

// A replay is watched more closely.
export const useSubscriptions = () =>
  useQuery({
    queryKey: ['webhooks', 'list'],
    queryFn: () => sure(api.GET('/v1/subscriptions', { params: { query: { limit: 100 } } })),
    refetchInterval: ({ state }) => (state.data?.items.some(replaying) ? 1_500 : 10_000),
  });

export const replaying = (s: Subscription) => s.progress?.replay !== undefined && !s.progress.replay.ended_at;

// Asked is what the address says of an endpoint's side: a tab, what of its attempts is looked for, and the attempt that is open.
export interface Asked { tab?: string; attempt?: string; state?: Schemas['DeliveryState']; event?: string; of?: string }

export function useAsked() {
  const raw = useSearch({ strict: false }) as Asked;
  const go = useNavigate();
  const set = (change: Asked) => void go({ to: '.', search: (old: object) => ({ ...old, ...change }), replace: !change.attempt, resetScroll: false } as never);
  return { asked: raw, set };
}

type Query = NonNullable<paths['/v1/subscriptions/{subscription}/deliveries']['get']['parameters']['query']>;

// find is a search for what somebody has at hand: a webhook-id, or an indicator's.
const find = (of?: string): Query => (!of ? {} : of.startsWith('ind_') ? { indicator: of } : { webhook_id: of });

export const useDeliveries = (subscription: string, { state, event, of }: Asked) =>
  useInfiniteQuery({
    queryKey: ['webhooks', 'deliveries', subscription, state, event, of],
    queryFn: ({ pageParam }) => sure(api.GET('/v1/subscriptions/{subscription}/deliveries', { params: { path: { subscription }, query: { limit: 25, cursor: pageParam, state, event, ...find(of) } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: 4_000,
  });

export const useDelivery = (subscription: string, delivery: string) =>
  useQuery({ queryKey: ['webhooks', 'delivery', subscription, delivery], queryFn: () => sure(api.GET('/v1/subscriptions/{subscription}/deliveries/{delivery}', { params: { path: { subscription, delivery } } })) });

export const useLetters = (subscription: string) =>
  useInfiniteQuery({
    queryKey: ['webhooks', 'letters', subscription],
    queryFn: ({ pageParam }) => sure(api.GET('/v1/subscriptions/{subscription}/dead-letters', { params: { path: { subscription }, query: { limit: 50, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: 4_000,
  });

export const events = [
  'indicator.published', 'indicator.revised', 'indicator.shared', 'indicator.restricted', 'indicator.revoked', 'indicator.withdrawn', 'indicator.expired', 'indicator.disputed', 'indicator.upheld',
  'indicator.held', 'indicator.refused', 'indicator.erased', 'sighting.added', 'sighting.retracted', 'notice.matched', 'subscription.failing', 'subscription.disabled',
] as const satisfies Event[];

const known = new Set<string>([...events, 'subscription.test', 'subscription.verify', 'batch']);

// useWords says events and filters.
export function useWords() {
  const { t } = useTranslation(['webhooks', 'common']);
  const names = useNames();
  const event = (e: string) => (known.has(e) ? t(`event.${e as Event}`) : e);
  const filter = (s: Subscription) => {
    const f = s.filter;
    const said = [
      f.events?.map(event).join(', '), f.types?.map((x) => t(`common:type.${x as Schemas['ObservableType']}`)).join(', '), f.brands?.join(', '), f.tags?.join(', '),
      f.publishers?.map(names.member).join(', '), f.task_forces?.map(names.force).join(', '), f.min_confidence !== undefined && `≥ ${f.min_confidence} %`, f.where && 'CEL',
    ].filter(Boolean);
    return said.length ? said.join(' · ') : t('all');
  };
  return { event, filter };
}

// The waits between attempts are written as people say them: "5 s, 5 m, 2 h".
const units = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

export const wait = (s: number) => {
  const [unit, n] = (Object.entries(units) as [keyof typeof units, number][]).reverse().find(([, n]) => s >= n && s % n === 0) ?? ['s', 1];
  return `${s / n} ${unit}`;
};

// waits reads them, and is undefined of what cannot be read.
export function waits(text: string): number[] | undefined {
  const read = text.split(',').map((w) => /^\s*(\d+)\s*([smhd])?\s*$/i.exec(w)).map((m) => (m ? Number(m[1]) * units[(m[2]?.toLowerCase() ?? 's') as 's'] : NaN));
  return read.some((n) => !(n >= 1 && n <= 86_400)) || read.length > 20 ? undefined : read;
}

// The hub's own schedule, where a subscription has none (Standard Webhooks).
export const standard = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
