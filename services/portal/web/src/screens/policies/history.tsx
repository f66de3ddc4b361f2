// What was in force, and what any two of them say otherwise.
import { Button, NativeSelect } from '@mantine/core';
import { IconArrowBackUp, IconArrowsDiff } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dot } from '../../ui/marks';
import { Failed, Rows } from '../../ui/say';
import { useTime, When } from '../../ui/when';
import { RollBack } from './dialogs';
import { Diff } from './diff';
import css from './policies.module.css';
import { useHand, useRevision, useRevisions } from './query';
import type { Names } from './words';

export default function History({ names }: { names: Names }) {
  const { t } = useTranslation(['policies', 'common']);
  const time = useTime();
  const go = useNavigate();
  const { admin } = useHand();
  const asked = useRevisions();
  const [back, roll] = useState<{ to: string; name: string }>();
  const { a, b } = useSearch({ strict: false }) as { a?: string; b?: string };
  const items = asked.data?.pages.flatMap((p) => p.items) ?? [];
  const compare = (was: string, is: string) => void go({ to: '/policies/history', search: { a: was, b: is }, resetScroll: false } as never);
  const name = (r: (typeof items)[number]) => (r.id === 'initial' ? t('initial') : r.comment);
  const choices = items.map((r) => ({ value: r.id, label: `${r.activated_at ? `${time.full(r.activated_at)} · ` : ''}${name(r)}` }));
  if (asked.isPending) return <section className="card"><Rows n={3} /></section>;
  if (asked.isError) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  return (
    <>
      <section className={`card ${css.gap}`}>
        <ol className={css.list} aria-label={t('part.history')}>
          {items.map((r, n) => (
            <li key={r.id} className={css.item}>
              <div>
                <div className={css.revision}>{name(r)}</div>
                <div className="label">
                  {r.activated_at ? <When at={r.activated_at} /> : t('initialWas')}
                  {r.author && <> · {t('by', { who: names.viewer(r.author) })}</>}{r.approver && <> · {t('approvedBy', { who: names.viewer(r.approver) })}</>}
                </div>
              </div>
              <div className={css.deeds}>
                {items[n + 1] && <Button size="compact-sm" variant="default" leftSection={<IconArrowsDiff size={15} />} onClick={() => compare(items[n + 1]!.id, r.id)}>{t('whatChanged')}</Button>}
                {n > 0 && admin && <Button size="compact-sm" variant="default" leftSection={<IconArrowBackUp size={15} />} onClick={() => roll({ to: r.id, name: name(r) })}>{t('rollBack')}</Button>}
              </div>
              {n === 0 ? <Dot tone="good">{t('state.activated')}</Dot> : <span className="label">{t('former')}</span>}
            </li>
          ))}
        </ol>
        {asked.hasNextPage && <div className={css.foot}><Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{t('common:do.more')}</Button></div>}
      </section>
      {items.length > 1 && (
        <section className={`card ${css.block}`} aria-label={t('compare')}>
          <div className={css.two}>
            <NativeSelect label={t('from_')} value={a ?? items[1]!.id} onChange={(e) => compare(e.currentTarget.value, b ?? items[0]!.id)} data={choices} />
            <NativeSelect label={t('to')} value={b ?? items[0]!.id} onChange={(e) => compare(a ?? items[1]!.id, e.currentTarget.value)} data={choices} />
          </div>
          <Between a={a ?? items[1]!.id} b={b ?? items[0]!.id} names={names} />
        </section>
      )}
      {back && <RollBack {...back} close={() => roll(undefined)} />}
    </>
  );
}

function Between({ a, b, names }: { a: string; b: string; names: Names }) {
  const was = useRevision(a);
  const is = useRevision(b);
  const wrong = was.error ?? is.error;
  if (wrong) return <Failed error={wrong} />;
  return was.data && is.data ? <Diff was={was.data} is={is.data} names={names} /> : <Rows n={3} />;
}
