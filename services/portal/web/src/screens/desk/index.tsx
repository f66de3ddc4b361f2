// The desk: what is contested, and, for stewards, what waits to be read.
import { Button, NativeSelect, Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlus, IconGavel, IconTextScan2 } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe, useNames } from '../../api/queries';
import { Page } from '../../shell/page';
import { Empty, Rows } from '../../ui/say';
import { Side } from '../../ui/side';
import { useNumber } from '../../ui/when';
import css from './desk.module.css';
import { Disputes, Helds } from './list';
import { type Dispute, states, useHeld } from './query';

const One = lazy(() => import('./dispute'));
const OneHeld = lazy(() => import('./held'));
const Contest = lazy(() => import('./contest'));

export default function Desk() {
  const { t } = useTranslation(['desk', 'common']);
  const { item: open } = useParams({ strict: false }) as { item?: string };
  const { state: asked, show: tab } = useSearch({ strict: false }) as { state?: string; show?: string };
  const go = useNavigate();
  const number = useNumber();
  const me = useMe().data;
  const names = useNames();
  const [contesting, contest] = useState(false);
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const steward = me?.person?.roles.includes('steward') ?? false;
  const held = useHeld(steward);
  const state = [...states, 'all' as const].find((s) => s === asked) ?? 'open';
  const holding = steward && (open ? open.startsWith('mod_') : tab === 'held');
  const show = (id?: string) => void go({ to: id ? `/desk/${id}` : '/desk', search: true, resetScroll: false } as never);
  const waiting = held.data?.pages.reduce((n, p) => n + p.items.length, 0) ?? 0;
  const detail = open && (holding ? <OneHeld key={open} id={open} close={() => show()} /> : <One key={open} id={open} names={names} own={me?.member?.id} />);
  return (
    <Page title={t(steward ? 'title' : 'titleMember')} about={t(steward ? 'about' : 'aboutMember')} actions={steward && !holding && <Button leftSection={<IconPlus size={17} />} onClick={() => contest(true)}>{t('contestDesk')}</Button>}>
      {steward && (
        <Tabs mb="md" value={holding ? 'held' : 'disputes'} onChange={(v) => void go({ to: '/desk', search: v === 'held' ? { show: 'held' } : {}, resetScroll: false } as never)}>
          <Tabs.List>
            <Tabs.Tab value="disputes" leftSection={<IconGavel size={16} />}>{t('disputes')}</Tabs.Tab>
            <Tabs.Tab value="held" leftSection={<IconTextScan2 size={16} />}>{t('held')}{waiting > 0 && ` (${number(waiting)}${held.hasNextPage ? '+' : ''})`}</Tabs.Tab>
          </Tabs.List>
        </Tabs>
      )}
      <div className={css.layout}>
        <section className="card" aria-label={t(holding ? 'held' : 'disputes')}>
          {!holding && (
            <div className={css.bar}>
              <NativeSelect aria-label={t('filter')} value={state} onChange={(e) => void go({ to: '.', search: e.currentTarget.value === 'open' ? {} : { state: e.currentTarget.value }, replace: true, resetScroll: false } as never)}
                data={[...states.map((s) => ({ value: s as string, label: t(`state.${s}`) })), { value: 'all', label: t('all') }]} />
            </div>
          )}
          {holding ? <Helds asked={held} open={open} /> : <Disputes state={state as Dispute['state']} steward={steward} open={open} names={names} />}
        </section>
        {wide && (
          <section className={`card ${css.pane}`} aria-live="polite">
            {detail ? <Suspense fallback={<Rows n={6} />}>{detail}</Suspense> : <Empty icon={holding ? IconTextScan2 : IconGavel} title={t('choose')}>{t(holding ? 'chooseHeld' : 'chooseHelp')}</Empty>}
          </section>
        )}
      </div>
      {detail && !wide && <Side title={t(holding ? 'held' : 'disputes')} close={() => show()}>{detail}</Side>}
      {contesting && <Suspense><Contest desk close={() => contest(false)} made={(id) => { contest(false); show(id); }} /></Suspense>}
    </Page>
  );
}
