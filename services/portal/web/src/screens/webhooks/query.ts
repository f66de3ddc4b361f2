import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, sure } from '../../api/client';
import type messages from './messages.en';

export type Subscription = Schemas['Subscription'];

export const useSubscriptions = () => useQuery({ queryKey: ['webhooks', 'list'], queryFn: () => sure(api.GET('/v1/subscriptions', { params: { query: { limit: 100 } } })), refetchInterval: 15_000 });

export const useDeliveries = (subscription: string) =>
  useInfiniteQuery({
    queryKey: ['webhooks', 'deliveries', subscription],
    queryFn: ({ pageParam }) => sure(api.GET('/v1/subscriptions/{subscription}/deliveries', { params: { path: { subscription }, query: { limit: 25, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: 5_000,
  });

export const events = ['indicator.published', 'indicator.revised', 'indicator.shared', 'indicator.restricted', 'indicator.revoked', 'indicator.withdrawn', 'indicator.expired', 'indicator.disputed', 'indicator.upheld', 'indicator.erased', 'sighting.added', 'sighting.retracted'] as const;

// useWords says events and filters.
export function useWords() {
  const { t } = useTranslation(['webhooks', 'common']);
  const event = (e: string) => (e in known ? t(`event.${e as keyof (typeof messages)['event']}`) : e);
  const filter = (s: Subscription) => {
    const f = s.filter;
    const said = [
      f.events?.map(event).join(', '), f.types?.map((x) => t(`common:type.${x as Schemas['ObservableType']}`)).join(', '), f.brands?.join(', '), f.tags?.join(', '),
      f.min_confidence !== undefined && `≥ ${f.min_confidence} %`, f.where && 'CEL',
    ].filter(Boolean);
    return said.length ? said.join(' · ') : t('all');
  };
  return { event, filter };
}

const known = Object.fromEntries([...events, 'subscription.test', 'subscription.verify'].map((e) => [e, true]));
