import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconChevronRight, IconSend, IconZoomExclamation } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { Dot } from '../../ui/marks';
import { Empty, Failed, Rows } from '../../ui/say';
import { Ago, useNumber, useTime } from '../../ui/when';
import { type Event, events, useAsked, useDeliveries, useWords } from './query';
import css from './webhooks.module.css';

export const went = { delivered: 'good', retrying: 'warn', failed: 'bad' } as const;

// Attempts are the posts to an endpoint, newest first, and a search in them.
export function Attempts({ of }: { of: string }) {
  const { t } = useTranslation(['webhooks', 'common']);
  const words = useWords();
  const { asked, set } = useAsked();
  const [typed, type] = useState(asked.of ?? '');
  const found = useDeliveries(of, asked);
  const items = found.data?.pages.flatMap((p) => p.items) ?? [];
  const narrowed = asked.state || asked.event || asked.of;
  const states = ['', 'failed', 'retrying', 'delivered'] as const;
  return (
    <section aria-label={t('deliveries')}>
      <div className={css.find}>
        <SegmentedControl size="xs" aria-label={t('state.label')} value={asked.state ?? ''} onChange={(v) => set({ state: (v || undefined) as Schemas['DeliveryState'] })} data={states.map((s) => ({ value: s, label: s ? t(`delivery.${s}`) : t('everything') }))} />
        <Select size="xs" aria-label={t('events')} placeholder={t('anyEvent')} clearable clearButtonProps={{ 'aria-label': t('common:do.clear') }} searchable value={asked.event ?? null} onChange={(v) => set({ event: v ?? undefined })} data={[...events, 'subscription.test' as Event].map((e) => ({ value: e as string, label: words.event(e) }))} />
        <form onSubmit={(e) => { e.preventDefault(); set({ of: typed.trim() || undefined }); }} style={{ flex: '1 1 150px' }}>
          <TextInput size="xs" aria-label={t('byId')} placeholder={t('byId')} value={typed} onChange={(e) => { type(e.currentTarget.value); if (!e.currentTarget.value) set({ of: undefined }); }} classNames={{ input: 'mono' }} />
        </form>
      </div>
      {found.isPending ? <Rows n={3} /> : found.isError ? <Failed error={found.error} retry={() => void found.refetch()} /> : items.length === 0 ? (
        narrowed ? <Empty icon={IconZoomExclamation} title={t('attemptsNone')} action={<Button variant="default" size="xs" onClick={() => { type(''); set({ state: undefined, event: undefined, of: undefined }); }}>{t('common:do.clearAll')}</Button>} />
          : <Empty icon={IconSend} title={t('deliveriesNone')}>{t('deliveriesNoneHelp')}</Empty>
      ) : (
        <>
          <ul className={css.tries}>{items.map((d) => <One key={d.webhook_id + d.attempt + d.at} of={d} />)}</ul>
          {found.hasNextPage && <Button variant="default" mt="sm" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{t('common:do.more')}</Button>}
          <p className={css.soft} style={{ margin: '10px 0 0' }}>{t('deliveriesHelp')}</p>
        </>
      )}
    </section>
  );
}

function One({ of: d }: { of: Schemas['Delivery'] }) {
  const { t } = useTranslation(['webhooks', 'common']);
  const words = useWords();
  const number = useNumber();
  const time = useTime();
  const name = <strong>{words.event(d.event)}</strong>;
  return (
    <li className={css.try}>
      <Dot tone={went[d.state]}>{t(`delivery.${d.state}`)}</Dot>
      <span>
        {d.id ? <Link to="." search={((old: object) => ({ ...old, attempt: d.id })) as never} resetScroll={false} className={css.name}>{name}</Link> : name}
        <span className={css.soft}><Ago at={d.at} />{d.attempt > 1 && ` · ${t('attempt', { n: number(d.attempt) })}`}</span>
        {(d.error || d.next_at) && <span className={css.soft}>{d.error}{d.next_at && ` · ${t('next', { when: time.ago(d.next_at) })}`}</span>}
      </span>
      <span className={`num ${css.soft}`}><b>{d.status ?? '—'}</b>{number(d.duration_ms)} ms</span>
      <IconChevronRight size={16} aria-hidden />
    </li>
  );
}
