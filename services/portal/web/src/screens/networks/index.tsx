// The network of one infringer, as far as the person may know of it: drawn, and as a table.
import { Alert, Button } from '@mantine/core';
import { IconAffiliate, IconTopologyStar3 } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../api/client';
import { queries } from '../../api/queries';
import { Page } from '../../shell/page';
import { defang } from '../../ui/defang';
import { Empty, Failed, Rows, Trouble } from '../../ui/say';
import { useNumber } from '../../ui/when';
import { Chosen, useIndicatorOf } from './chosen';
import { Ask } from './ask';
import { Graph } from './graph';
import { Legend } from './legend';
import css from './networks.module.css';
import { find, most, type Node, tiesOf, useNet, usePath } from './query';
import { Table } from './table';

export default function Networks() {
  const { t } = useTranslation(['networks', 'common']);
  const { network } = useParams({ strict: false }) as { network?: string };
  const { of } = useSearch({ strict: false }) as { of?: string };
  const go = useNavigate();
  const [nothing, none] = useState(false);
  const [trouble, fail] = useState<unknown>();
  const asked = useIndicatorOf(network ? undefined : of);
  // The address has the network's id, which tells nobody what it is of.
  const show = useCallback(async (o: { type: string; value: string }, replace = false) => {
    none(false);
    fail(undefined);
    try {
      const net = await find(o);
      if (!net.id) return none(true);
      queries.setQueryData(['networks', 'one', net.id], net);
      void go({ to: `/networks/${net.id}`, search: {}, replace } as never);
    } catch (e) {
      fail(e);
    }
  }, [go]);
  const o = asked.data?.observable;
  const value = o?.canonical ?? o?.value;
  useEffect(() => { if (o && value && !network) void show({ type: o.type, value }, true); }, [o?.type, value, network]);
  return (
    <Page title={t('title')} about={t('about')}>
      <section className={`card ${css.asking}`}><Ask show={show} nothing={nothing} /></section>
      <Trouble error={trouble ?? asked.error} />
      {network ? <Shown key={network} id={network} show={(n) => void show({ type: n.type, value: n.canonical })} /> : of && !nothing && !trouble && !asked.error ? <Rows n={4} /> : (
        <section className="card"><Empty icon={nothing ? IconAffiliate : IconTopologyStar3} title={nothing ? t('nothing') : t('none')}>{nothing ? t('nothingHelp') : t('noneHelp')}</Empty></section>
      )}
    </Page>
  );
}

function Shown({ id, show }: { id: string; show: (n: Node) => void }) {
  const { t } = useTranslation(['networks', 'common']);
  const number = useNumber();
  const [expanded, expand] = useState<Node[]>([]);
  const [picked, choose] = useState<string>();
  const { start, net, busy, error } = useNet(id, expanded);
  const nodes = useMemo(() => new Map(net.nodes.map((n) => [n.id, n])), [net]);
  const ties = useMemo(() => tiesOf(net), [net]);
  const chosen = picked && nodes.has(picked) ? picked : undefined; // what may no longer be seen is not chosen
  const one = chosen ? nodes.get(chosen) : undefined;
  const path = usePath(id, chosen ?? '', one !== undefined && one.depth > 0 && !one.by);
  const way = one && one.depth > 0 && !one.by && path.data?.nodes.at(-1)?.id === chosen ? path.data : undefined;
  const steps = useMemo(() => way && new Set(way.nodes.slice(1).map((n, i) => `${way.nodes[i]!.id} ${n.id}`)), [way]);
  const later = useDeferredValue(net); // the graph first
  // Chosen in the table, it is shown beside the graph, and closed, one is in the table again.
  const back = useRef<string>(undefined);
  const beside = useRef<HTMLElement>(null);
  const pick = useCallback((n?: string) => {
    choose(n);
    if (!n && back.current) document.querySelector<HTMLElement>(`[data-row='${CSS.escape(back.current)}']`)?.focus();
    back.current = undefined;
  }, []);
  const read = useCallback((n: string) => { choose(n); back.current = n; }, []);
  useEffect(() => {
    if (!chosen || back.current !== chosen) return;
    beside.current?.focus({ preventScroll: true });
    beside.current?.scrollIntoView({ block: 'center' });
  }, [chosen]);
  if (start.isPending) return <section className="card"><Rows n={6} /></section>;
  if (start.error instanceof Fault && start.error.status === 404) return <section className="card"><Empty icon={IconAffiliate} title={t('nothing')}>{t('nothingHelp')}</Empty></section>;
  if (start.isError) return <section className="card"><Failed error={start.error} retry={() => void start.refetch()} /></section>;
  const first = net.nodes[0];
  if (!first) return <section className="card"><Empty icon={IconAffiliate} title={t('nothing')}>{t('nothingHelp')}</Empty></section>;
  return (
    <>
      <section className={`card ${css.net}`} aria-label={t('graphOf', { value: defang(first.type, first.value) })} aria-busy={start.isFetching || busy}>
        <header className={css.bar}>
          <h2 className="mono">{defang(first.type, first.value)}</h2>
          <span className={css.soft}>{t('counts', { count: net.nodes.length, n: number(net.nodes.length) })} · {t('countTies', { count: net.edges.length, n: number(net.edges.length) })}</span>
          {expanded.length > 0 && <Button size="compact-sm" variant="default" onClick={() => expand([])}>{t('collapse')}</Button>}
        </header>
        {net.more && <Alert variant="light" color="copper" radius={0} role="status">{t('more', { n: number(most) })}</Alert>}
        <Trouble error={error} />
        {net.nodes.length === 1 && <p className={css.alone}>{t('alone')}</p>}
        <div className={css.both} data-open={chosen ? true : undefined}>
          <Graph net={net} chosen={chosen} path={steps} choose={pick} />
          {one && (
            <Chosen ref={beside} of={one} node={(n) => nodes.get(n)} ties={ties.get(one.id) ?? []} path={way} pathing={path.isFetching && !way} expanded={expanded.some((n) => n.id === one.id)} full={net.nodes.length >= most}
              expand={() => expand([...expanded, one])} begin={() => show(one)} choose={pick} />
          )}
        </div>
        <Legend net={net} />
      </section>
      <section className="card" style={{ marginTop: 16 }}><Table net={later} chosen={chosen} choose={read} /></section>
    </>
  );
}
