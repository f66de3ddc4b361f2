// What was decided of what is sensitive or was denied: of whom, by which line.
import { Button } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Copy, Dot } from '../../ui/marks';
import { Empty, Failed, Rows } from '../../ui/say';
import { useTime } from '../../ui/when';
import { ruleOfCase } from '../policies/set';
import { Sentence, useSay as useRules } from '../policies/words';
import css from './audit.module.css';
import { DecisionFilters } from './filters';
import type messages from './messages.en';
import { useDecisions, useFilters } from './query';
import type { Names } from './words';

export default function Decisions({ names, oversees }: { names: Names; oversees: boolean }) {
  const { t } = useTranslation(['audit', 'common']);
  const time = useTime();
  const rules = useRules(names);
  const { filters, set, clear } = useFilters();
  const asked = useDecisions(filters);
  const items = asked.data?.pages.flatMap((p) => p.items) ?? [];
  const why = (w: string) => t(`why.${w as keyof (typeof messages)['why']}`, { defaultValue: w });
  return (
    <section className="card" aria-busy={asked.isFetching}>
      <DecisionFilters filters={filters} set={set} clear={clear} names={names} oversees={oversees} />
      <p className={`label ${css.pad}`}>{t(oversees ? 'decisionsHelp' : 'decisionsOwn')}</p>
      {asked.isPending ? <Rows /> : asked.isError ? <Failed error={asked.error} retry={() => void asked.refetch()} /> : items.length === 0 ? <Empty icon={IconGavel} title={t('decisionsNone')}>{t('decisionsNoneHelp')}</Empty> : (
        <ol className={`${css.list} ${asked.isPlaceholderData ? css.stale : ''}`}>
          {items.map((d, n) => {
            const rule = d.rule && d.why !== 'forced' ? ruleOfCase(d.rule) : undefined;
            return (
              <li key={d.at + n} className={css.decision}>
                <div className={css.line}>
                  <Dot tone={d.allowed ? 'good' : 'bad'}>{t(d.allowed ? 'allowed' : 'denied')}</Dot>
                  <strong>{names.viewer(d.viewer)}</strong>
                  <span>{rules.deed(d.act)}</span>
                  {d.indicator && <Link to={`/indicators/${d.indicator}` as string} className={`mono ${css.to}`}>{d.indicator.slice(0, 14)}…</Link>}
                  <time className={css.right} dateTime={d.at} title={time.exact(d.at)}>{time.full(d.at)}</time>
                </div>
                <div className={css.reason}>
                  <span>{why(d.why)}</span>
                  {rule ? <span><Sentence of={rule} names={names} /></span> : d.rule ? <span className="mono">{d.rule}</span> : oversees && !d.allowed && <span>{t('noLine')}</span>}
                  <span className="mono">{d.exit}</span>
                  {d.request && <span className={css.request}>{t('common:fault.request')} <span className="mono">{d.request}</span><Copy value={d.request} label={t('common:do.copy')} /></span>}
                  {oversees && d.indicator && (d.viewer.startsWith('m:') || d.viewer.startsWith('u:')) && <Link to={'/policies/explain' as string} search={{ indicator: d.indicator, viewer: d.viewer, act: d.act } as never} className={css.to}>{t('explain')}</Link>}
                </div>
              </li>
            );
          })}
        </ol>
      )}
      {asked.hasNextPage && <div className={css.foot}><Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{t('common:do.more')}</Button></div>}
    </section>
  );
}
