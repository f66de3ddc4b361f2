import { Button } from '@mantine/core';
import { IconGavel, IconTextScan2 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { useNames } from '../../api/queries';
import { Dot, type Tone } from '../../ui/marks';
import { Empty, Failed, Rows } from '../../ui/say';
import { useTime } from '../../ui/when';
import css from './desk.module.css';
import { type Dispute, useDisputes, type useHeld } from './query';

export const tones: Record<Dispute['state'], Tone> = { open: 'warn', upheld: 'good', withdrawn: 'bad', dropped: 'calm', closed: 'calm' };

// Due is by when a dispute should be settled.
export function Due({ of: d }: { of: Dispute }) {
  const { t } = useTranslation('desk');
  const time = useTime();
  if (!d.due_at) return null;
  const late = Date.parse(d.due_at) < Date.now();
  return <time dateTime={d.due_at} title={time.full(d.due_at)} className={late ? css.late : undefined}>{late ? t('overdue', { when: time.day(d.due_at) }) : t('due', { when: time.days(d.due_at) })}</time>;
}

export function Disputes({ state, steward, open, names }: { state: Dispute['state'] | 'all'; steward: boolean; open?: string; names: ReturnType<typeof useNames> }) {
  const { t } = useTranslation(['desk', 'common']);
  const time = useTime();
  const asked = useDisputes(state);
  const items = asked.data?.pages.flatMap((p) => p.items) ?? [];
  if (asked.isPending) return <Rows n={5} />;
  if (asked.isError) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  if (items.length === 0) return <Empty icon={IconGavel} title={t(state === 'open' ? 'none' : 'noneState')}>{state === 'open' && t(steward ? 'noneSteward' : 'noneMember')}</Empty>;
  const whose = (d: Dispute) => (d.role === 'publisher' ? t('against') : d.role === 'disputer' ? t('yours') : d.member ? t('byMember', { who: names.member(d.member) }) : t('byDesk'));
  return (
    <>
      <ul className={css.list}>
        {items.map((d) => (
          <li key={d.id} className={css.item} data-open={d.id === open || undefined}>
            <Link to={`/desk/${d.id}` as string} search={true as never} resetScroll={false} className={css.name}>{t(`code.${d.reason_code}`)}</Link>
            {state === 'open' ? <span className="label num"><Due of={d} /></span> : <Dot tone={tones[d.state]}>{t(`state.${d.state}`)}</Dot>}
            <span className="label">{whose(d)}</span>
            <span className="label num">{state !== 'open' && d.due_at ? <Due of={d} /> : <time dateTime={d.created_at}>{time.day(d.created_at)}</time>}</span>
          </li>
        ))}
      </ul>
      {asked.hasNextPage && <More asked={asked} />}
    </>
  );
}

export function Helds({ asked, open }: { asked: ReturnType<typeof useHeld>; open?: string }) {
  const { t } = useTranslation(['desk', 'common']);
  const time = useTime();
  const items = asked.data?.pages.flatMap((p) => p.items) ?? [];
  if (asked.isPending) return <Rows n={5} />;
  if (asked.isError) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  if (items.length === 0) return <Empty icon={IconTextScan2} title={t('heldNone')}>{t('heldNoneHelp')}</Empty>;
  return (
    <>
      <ul className={css.list}>
        {items.map((m) => (
          <li key={m.id} className={css.item} data-open={m.id === open || undefined}>
            <Link to={`/desk/${m.id}` as string} search={{ show: 'held' } as never} resetScroll={false} className={css.name}>{[...new Set(m.findings.map((f) => t(`rule.${f.rule}`)))].join(', ')}</Link>
            <span>{!m.decides && <Dot tone="calm">{t('notYours')}</Dot>}</span>
            <span className="label">{t(`common:type.${m.type}`)}</span>
            <span className="label num">{t('waiting', { when: time.day(m.held_at) })}</span>
          </li>
        ))}
      </ul>
      {asked.hasNextPage && <More asked={asked} />}
    </>
  );
}

function More({ asked }: { asked: { isFetchingNextPage: boolean; fetchNextPage: () => unknown } }) {
  const { t } = useTranslation();
  return <div style={{ padding: 12, textAlign: 'center' }}><Button variant="subtle" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{t('do.more')}</Button></div>;
}
