import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { Dot } from '../../ui/marks';
import { Failed, Rows } from '../../ui/say';
import { Ago, useNumber } from '../../ui/when';
import css from './import.module.css';
import { useOwn, useReports } from './query';
import type { Sending } from './work';

type Summary = Schemas['ImportSummary'];

// Ended is how an import went, in a word: that nothing came of it is no success.
export function Ended({ of }: { of: Pick<Summary, 'state' | 'accepted'> }) {
  const { t } = useTranslation('import');
  if (of.state === 'done' && of.accepted === 0) return <Dot tone="bad">{t('nothingDone')}</Dot>;
  return <Dot tone={({ running: 'warn', done: 'good', failed: 'bad' } as const)[of.state]}>{t(`state.${of.state}`)}</Dot>;
}

// Reports are the member's imports, those that run first of all.
export function Reports({ open, sending }: { open?: string; sending?: Sending }) {
  const { t } = useTranslation(['import', 'common']);
  const number = useNumber();
  const asked = useReports(sending?.state === 'sending');
  const own = useOwn(sending);
  const items = asked.data?.pages.flatMap((p) => p.items) ?? [];
  const rejected = (s: Summary) => s.rejected > 0 && ` · ${number(s.rejected)} ${t('which.rejected').toLowerCase()}`;
  return (
    <section className="card">
      <div style={{ padding: '18px 20px 12px' }}>
        <h2 className={css.title}>{t('reports')}</h2>
        <p className={css.help}>{t(items.length ? 'reportsHelp' : asked.isPending ? 'reportsHelp' : 'reportsNoneHelp')}</p>
      </div>
      {asked.isPending ? <Rows n={3} /> : asked.isError ? <Failed error={asked.error} retry={() => void asked.refetch()} /> : (
        <ul className={css.reports}>
          {items.map((s) => (
            <li key={s.id} data-open={s.id === open || undefined}>
              <div className={css.top}><Link to={`/import/${s.id}` as string} resetScroll={false} className={css.name}><Ago at={s.created_at} /></Link><Ended of={s} /></div>
              <div className="label num" style={{ marginTop: 3 }}>{s.state === 'running' ? t('soFar', { count: s.total, n: number(s.total) }) : <>{t('accepted', { n: number(s.accepted) })}{rejected(s)}</>}</div>
              {s.state === 'running' && <div className={css.bar} style={{ marginTop: 8 }} data-open={(s.id !== own?.id) || undefined} aria-hidden><i style={s.id === own?.id && sending ? { width: `${Math.min(100, (100 * s.total) / Math.max(1, sending.lines))}%` } : undefined} /></div>}
            </li>
          ))}
        </ul>
      )}
      {asked.hasNextPage && <div className={css.foot} style={{ justifyContent: 'center' }}><Button variant="subtle" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{t('common:do.more')}</Button></div>}
    </section>
  );
}
