// The trail: who did what, to what, when. As far as the person may read it.
import { Button, Menu } from '@mantine/core';
import { IconDownload, IconListSearch } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, Failed, Rows, Trouble } from '../../ui/say';
import { Side } from '../../ui/side';
import { useNumber, useTime } from '../../ui/when';
import css from './audit.module.css';
import { TrailFilters } from './filters';
import { all, csvOf, type Item, ndjsonOf, save, useFilters, useTrail } from './query';
import { Actor, type Names, Thing, useSay } from './words';

const Entry = lazy(() => import('./entry'));

export function Trail({ names, oversees }: { names: Names; oversees: boolean }) {
  const { t } = useTranslation(['audit', 'common']);
  const say = useSay();
  const time = useTime();
  const { filters, set, clear } = useFilters();
  const asked = useTrail(filters);
  const [open, show] = useState<Item>();
  const items = asked.data?.pages.flatMap((p) => p.items) ?? [];
  const day = (i: Item) => time.day(i.at);
  return (
    <section className="card" aria-busy={asked.isFetching}>
      <TrailFilters filters={filters} set={set} clear={clear} names={names} />
      <div className={css.bar}><span className="label" role="status">{items.length > 0 && t(asked.hasNextPage ? 'shownMore' : 'shown', { count: items.length })}</span><Export filters={filters} /></div>
      {asked.isPending ? <Rows /> : asked.isError ? <Failed error={asked.error} retry={() => void asked.refetch()} /> : items.length === 0 ? (
        <Empty icon={IconListSearch} title={t('nothing')}>{t(Object.keys(filters).length ? 'nothingHelp' : 'noneHelp')}</Empty>
      ) : (
        <ol className={`${css.list} ${asked.isPlaceholderData ? css.stale : ''}`}>
          {items.map((i, n) => (
            <li key={i.position} className={css.item} data-day={n === 0 || day(items[n - 1]!) !== day(i) ? day(i) : undefined} data-open={open?.position === i.position || undefined}>
              <button type="button" className={css.time} aria-label={t('openEntry', { at: time.full(i.at) })} onClick={() => show(i)}><time dateTime={i.at}>{time.clock(i.at)}</time></button>
              <span className={css.actor}><Actor of={i.actor} names={names} /></span>
              <span className={css.deed} data-grave={grave.has(i.verb) || undefined}>{say.verb(i.verb)}</span>
              <span className={css.about}><span className={css.kind}>{say.kind(i.kind)}</span> <Thing kind={i.kind} id={i.id} names={names} /></span>
            </li>
          ))}
        </ol>
      )}
      {asked.hasNextPage && <div className={css.foot}><Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{t('common:do.more')}</Button></div>}
      {open && <Side title={t('entry')} close={() => show(undefined)}><Suspense><Entry key={open.position} of={open} names={names} oversees={oversees} filter={(f) => { show(undefined); set(f); }} /></Suspense></Side>}
    </section>
  );
}

// What takes something away, or lets more be seen, is looked for first.
const grave = new Set(['revoked', 'suspended', 'refused', 'rejected', 'withdrawn', 'erased', 'deleted', 'disabled', 'failing', 'lost', 'activated', 'approved']);

// Export takes all pages of what is filtered, by the API, and hands them over as a file.
function Export({ filters }: { filters: Parameters<typeof all>[0] }) {
  const { t } = useTranslation(['audit', 'common']);
  const number = useNumber();
  const [busy, run] = useState<{ n: number; stop: AbortController }>();
  const [error, fail] = useState<unknown>();
  const take = async (form: 'csv' | 'ndjson') => {
    const stop = new AbortController();
    run({ n: 0, stop });
    fail(undefined);
    try {
      const items = await all(filters, stop.signal, (n) => run({ n, stop }));
      save(`audit.${form}`, form === 'csv' ? 'text/csv' : 'application/x-ndjson', form === 'csv' ? csvOf(items) : ndjsonOf(items));
    } catch (e) {
      if (!stop.signal.aborted) fail(e);
    } finally {
      run(undefined);
    }
  };
  return (
    <>
      {busy ? <span className={css.busy} role="status">{t('exporting', { n: number(busy.n) })}<Button variant="default" size="compact-sm" onClick={() => busy.stop.abort()}>{t('common:do.cancel')}</Button></span> : (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target><Button variant="default" size="compact-sm" leftSection={<IconDownload size={15} />}>{t('export')}</Button></Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void take('csv')}>{t('asCsv')}</Menu.Item>
            <Menu.Item onClick={() => void take('ndjson')}>{t('asNdjson')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {error ? <div style={{ flexBasis: '100%' }}><Trouble error={error} /></div> : null}
    </>
  );
}
