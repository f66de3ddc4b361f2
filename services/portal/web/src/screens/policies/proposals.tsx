import { Button } from '@mantine/core';
import { IconFileDiff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { Dot, type Tone } from '../../ui/marks';
import { Empty, Failed, Rows } from '../../ui/say';
import { Ago } from '../../ui/when';
import css from './policies.module.css';
import { type Summary, useProposals } from './query';
import type { Names } from './words';

const tones: Record<Schemas['PolicyProposalState'], Tone> = { open: 'warn', activated: 'good', rejected: 'calm' };

export function State({ of: p }: { of: Pick<Summary, 'state' | 'stale'> }) {
  const { t } = useTranslation('policies');
  return p.state === 'open' && p.stale ? <Dot tone="bad">{t('state.stale')}</Dot> : <Dot tone={tones[p.state]}>{t(`state.${p.state}`)}</Dot>;
}

export default function Proposals({ names }: { names: Names }) {
  const { t } = useTranslation(['policies', 'common']);
  const asked = useProposals();
  const items = asked.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <section className="card">
      {asked.isPending ? <Rows n={4} /> : asked.isError ? <Failed error={asked.error} retry={() => void asked.refetch()} /> : items.length === 0 ? <Empty icon={IconFileDiff} title={t('proposalsNone')}>{t('proposalsNoneHelp')}</Empty> : (
        <ul className={css.list}>
          {items.map((p) => (
            <li key={p.id} className={css.item}>
              <div>
                <Link to={`/policies/proposals/${p.id}` as string} className={css.name}>{p.comment}</Link>
                <div className="label">{p.restores ? t('restores', { revision: p.restores === 'initial' ? t('initial') : p.restores }) : t('by', { who: names.viewer(p.author) })} · <Ago at={p.created_at} /></div>
              </div>
              <span className="label">{p.state === 'activated' && p.approver ? t('approvedBy', { who: names.viewer(p.approver) }) : p.state === 'rejected' ? p.reason : ''}</span>
              <State of={p} />
            </li>
          ))}
        </ul>
      )}
      {asked.hasNextPage && <div className={css.foot}><Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{t('common:do.more')}</Button></div>}
    </section>
  );
}
