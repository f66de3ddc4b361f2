// What is known of one node: what it is, why it is here, what it is tied to.
import { Badge, Button, CloseButton, Group } from '@mantine/core';
import { IconArrowDown, IconCirclesRelation, IconListSearch, IconTarget } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, sure } from '../../api/client';
import { Confidence, Dot, TypeIcon, Value } from '../../ui/marks';
import { Rows } from '../../ui/say';
import { useNumber } from '../../ui/when';
import css from './networks.module.css';
import type { Edge, Node } from './query';

interface Props {
  ref: React.Ref<HTMLElement>;
  of: Node;
  node: (id: string) => Node | undefined;
  ties: Edge[];
  path?: Schemas['NetworkWay'];
  pathing: boolean;
  expanded: boolean;
  full: boolean;
  expand: () => void;
  begin: () => void;
  choose: (id?: string) => void;
}

export function Chosen({ ref, of: n, node, ties, path, pathing, expanded, full, expand, begin, choose }: Props) {
  const { t } = useTranslation(['networks', 'common']);
  const number = useNumber();
  const start = n.depth === 0 && !n.by;
  const icon = { size: 15, stroke: 1.8 };
  return (
    <aside ref={ref} tabIndex={-1} className={css.chosen} aria-label={t('chosen')}>
      <div className={css.hero}>
        <TypeIcon type={n.type} />
        <div style={{ minWidth: 0, flex: 1 }} role="status">
          <strong><Value type={n.type} value={n.value} copy /></strong>
          <div className={css.soft}>{t(`common:type.${n.type}`)}{start ? ` · ${t('start')}` : n.by ? '' : ` · ${t('steps', { count: n.depth, n: number(n.depth) })}`}</div>
        </div>
        <CloseButton aria-label={t('common:do.close')} onClick={() => choose(undefined)} />
      </div>
      <Flags of={n} />
      <dl className={css.facts}>
        {!start && !n.by && <><dt>{t('strength')}</dt><dd><Confidence of={Math.round(n.strength * 100)} /></dd></>}
        {n.indicators !== undefined && <><dt>{t('indicators')}</dt><dd className="num">{number(n.indicators)}</dd></>}
        {!!n.brands?.length && <><dt>{t('brands')}</dt><dd>{n.brands.map((b) => <Badge key={b} mr={4}>{b}</Badge>)}</dd></>}
      </dl>
      <Group gap={6} my="sm">
        <Button size="xs" variant="default" leftSection={<IconCirclesRelation {...icon} />} disabled={expanded || full || start} title={full ? t('full') : undefined} onClick={expand}>{expanded ? t('expanded') : t('expand')}</Button>
        {!start && <Button size="xs" variant="default" leftSection={<IconTarget {...icon} />} onClick={begin}>{t('beginHere')}</Button>}
        <Button size="xs" variant="default" component={Link} to={'/indicators' as string} search={{ q: n.canonical } as never} leftSection={<IconListSearch {...icon} />}>{t('seeIndicators')}</Button>
      </Group>
      {!start && (
        <section>
          <h3>{t('whyHere')}</h3>
          {n.by ? <p className={css.soft}>{t('byExpanding')}</p> : pathing ? <Rows n={2} /> : path && <Path of={path} choose={choose} />}
        </section>
      )}
      <section>
        <h3>{t('ties', { count: ties.length, n: number(ties.length) })}</h3>
        {ties.length === 0 && <p className={css.soft}>{t('noTies')}</p>}
        <ul className={css.ties}>
          {[...ties].sort((a, b) => b.weight - a.weight).slice(0, 40).map((e) => {
            const other = node(e.from === n.id ? e.to : e.from);
            return other && (
              <li key={`${e.from} ${e.to} ${e.relation}`}>
                <button type="button" onClick={() => choose(other.id)}><Value type={other.type} value={other.value} /></button>
                <Said of={e} />
              </li>
            );
          })}
        </ul>
        {ties.length > 40 && <p className={css.soft}>{t('moreTies', { n: number(ties.length - 40) })}</p>}
      </section>
    </aside>
  );
}

export function Flags({ of: n }: { of: Node }) {
  const { t } = useTranslation('networks');
  if (!n.hub && !n.weak && !n.disputed) return null;
  return (
    <div className={css.flags}>
      {n.hub && <p><Dot tone="warn">{t('hub')}</Dot><span>{t('hubHelp')}</span></p>}
      {n.weak && <p><Dot tone="calm">{t('weak')}</Dot><span>{t('weakHelp')}</span></p>}
      {n.disputed && <p><Dot tone="bad">{t('disputed')}</Dot><span>{t('disputedHelp')}</span></p>}
    </div>
  );
}

// Said is who says so, and where to read it.
function Said({ of: e }: { of: Edge }) {
  const { t } = useTranslation(['networks', 'common']);
  const number = useNumber();
  const relation = e.relation === 'match_key' || e.relation === 'domain' ? t(`relation.${e.relation}`) : t(`common:relation.${e.relation}`);
  return (
    <div className={css.soft}>
      {relation} · {t('said', { count: e.publishers, n: number(e.publishers), of: t('inIndicators', { count: e.count, n: number(e.count) }) })}
      {e.indicators?.map((i, n) => <span key={i}> <Link to={`/indicators/${i}` as string} aria-label={t('openIndicator', { n: number(n + 1) })}>[{number(n + 1)}]</Link></span>)}
    </div>
  );
}

function Path({ of: { nodes, edges }, choose }: { of: Schemas['NetworkWay']; choose: (id: string) => void }) {
  const between = (a: string, b: string) => edges.filter((e) => (e.from === a && e.to === b) || (e.from === b && e.to === a));
  return (
    <ol className={css.path}>
      {nodes.map((n, i) => (
        <li key={n.id}>
          {i > 0 && <div className={css.step}><IconArrowDown size={14} aria-hidden />{between(nodes[i - 1]!.id, n.id).map((e) => <Said key={e.relation} of={e} />)}</div>}
          <button type="button" onClick={() => choose(n.id)}><Value type={n.type} value={n.value} /></button>
        </li>
      ))}
    </ol>
  );
}

// useIndicatorOf is the indicator that a network is asked for by.
export const useIndicatorOf = (id?: string) => useQuery({ queryKey: ['indicators', 'one', id], queryFn: () => sure(api.GET('/v1/indicators/{indicator}', { params: { path: { indicator: id! } } })), enabled: id !== undefined });
