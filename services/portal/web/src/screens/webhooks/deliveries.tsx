import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Dot } from '../../ui/marks';
import { Empty, Failed, Rows } from '../../ui/say';
import { Ago, useNumber, useTime } from '../../ui/when';
import { useDeliveries, useWords } from './query';
import css from './webhooks.module.css';

const tones = { delivered: 'good', retrying: 'warn', failed: 'bad' } as const;

export function Deliveries({ of }: { of: string }) {
  const { t } = useTranslation(['webhooks', 'common']);
  const words = useWords();
  const number = useNumber();
  const time = useTime();
  const asked = useDeliveries(of);
  const items = asked.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <section>
      <h3 style={{ margin: '8px 0 2px' }}>{t('deliveries')}</h3>
      {asked.isPending ? <Rows n={3} /> : asked.isError ? <Failed error={asked.error} retry={() => void asked.refetch()} /> : items.length === 0 ? <Empty icon={IconSend} title={t('deliveriesNone')}>{t('deliveriesNoneHelp')}</Empty> : (
        <>
          <p className="label" style={{ margin: 0 }}>{t('deliveriesHelp')}</p>
          {items.map((d) => (
            <div key={d.webhook_id + d.attempt + d.at} className={css.try}>
              <span><Dot tone={tones[d.state]}>{t(`delivery.${d.state}`)}</Dot> <strong style={{ fontWeight: 560, marginLeft: 8 }}>{words.event(d.event)}</strong></span>
              <span className="num">{d.status ?? t('noAnswer')} · {number(d.duration_ms)} ms</span>
              <span className={`mono ${css.soft}`}>{d.webhook_id}</span>
              <span className={css.soft}><Ago at={d.at} />{d.attempt > 1 && ` · ${t('attempt', { n: d.attempt })}`}</span>
              {(d.error || d.next_at) && <span className={css.soft} style={{ gridColumn: '1 / -1' }}>{d.error}{d.next_at && ` · ${t('next', { when: time.ago(d.next_at) })}`}</span>}
            </div>
          ))}
          {asked.hasNextPage && <Button variant="default" mt="sm" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{t('common:do.more')}</Button>}
        </>
      )}
    </section>
  );
}
