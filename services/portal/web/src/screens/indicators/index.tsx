// The indicators that the person may see: asked for by facets and words, one open beside them.
import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconDownload, IconFingerprint, IconPlus, IconSearch, IconZoomExclamation } from '@tabler/icons-react';
import { useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe, useNames } from '../../api/queries';
import { Page } from '../../shell/page';
import { Empty, Failed, Rows } from '../../ui/say';
import { Side } from '../../ui/side';
import { useNumber } from '../../ui/when';
import { Chips, Facets } from './facets';
import { opens, screens } from '../table';
import css from './indicators.module.css';
import { Cards, Table } from './list';
import { exportPath, useFacets, useFilters, useIndicators } from './query';

const Detail = lazy(() => import('./detail'));

export default function Indicators() {
  const { t } = useTranslation(['indicators', 'common']);
  const { indicator: open } = useParams({ strict: false }) as { indicator?: string };
  const go = useNavigate();
  const number = useNumber();
  const me = useMe().data;
  const names = useNames();
  const { filters, set, clear } = useFilters();
  const found = useIndicators(filters);
  const counts = useFacets(filters);
  const [filtering, panel] = useDisclosure();
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const search = useLocation({ select: (l) => l.searchStr });
  // What is listed is drawn anew when its answer comes, and not when a question is asked.
  const [rows, query] = useMemo(() => [found.data?.pages.flatMap((p) => p.items) ?? [], search], [found.data]);
  const { sort: _, ...narrowing } = filters;
  const on = Object.values(narrowing).flat().length;
  const show = useCallback((id?: string) => void go({ to: id ? `/indicators/${id}` : '/indicators', search: true, resetScroll: false } as never), [go]);
  const publishing = screens.find((s) => s.at === '/publish');
  const may = me && publishing && opens(publishing, me);
  const List = wide ? Table : Cards;
  return (
    <Page title={t('title')} about={t('about')} actions={
      <>
        <Button component="a" variant="default" title={t('exportHelp')} href={exportPath(filters)} download="indicators.ndjson" leftSection={<IconDownload size={17} />}>{t('export')}</Button>
        {may && <Button leftSection={<IconPlus size={17} />} onClick={() => void go({ to: '/publish' } as never)}>{t('publish')}</Button>}
      </>
    }>
      <div className={css.layout}>
        {wide && <aside className={`card ${css.side}`} aria-label={t('filters')}><Facets {...{ filters, set, names }} counts={counts.data} /></aside>}
        <section className="card" aria-busy={found.isFetching}>
          <div className={css.bar}>
            <Words words={filters.q ?? ''} ask={(q) => set({ q: q || undefined })} />
            <NativeSelect aria-label={t('sort')} value={filters.sort ?? ''} onChange={(e) => set({ sort: e.currentTarget.value === 'modified' ? 'modified' : undefined })}
              data={[{ value: '', label: t('byCreated') }, { value: 'modified', label: t('byModified') }]} />
            {!wide && <Button variant="default" leftSection={<IconAdjustmentsHorizontal size={17} />} onClick={panel.open}>{on ? t('filtersOn', { n: number(on) }) : t('filters')}</Button>}
            <span className="label num" role="status">{counts.data && (counts.data.total ? t('results', { count: counts.data.total, n: number(counts.data.total) }) : rows.length === 0 && t('resultsNone')) /* what is masked is not counted */}</span>
          </div>
          <Chips {...{ filters, set, clear, names }} />
          {found.isPending ? <Rows /> : found.isError ? <Failed error={found.error} retry={() => void found.refetch()} /> : rows.length === 0 ? (
            on ? <Empty icon={IconZoomExclamation} title={t('nothing')} action={<Button variant="default" onClick={clear}>{t('common:do.clearAll')}</Button>}>{t('nothingHelp')}</Empty>
              : <Empty icon={IconFingerprint} title={t('none')}>{t('noneHelp')}</Empty>
          ) : (
            <>
              <div className={found.isPlaceholderData ? css.stale : undefined}><List rows={rows} query={query} open={open} show={show} name={names.member} own={me?.member?.id} /></div>
              {found.hasNextPage && <div className={css.foot}><Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{t('common:do.more')}</Button></div>}
            </>
          )}
        </section>
      </div>
      {filtering && !wide && <Side close={panel.close} title={t('filters')} position="bottom" size="80%"><Facets {...{ filters, set, names }} counts={counts.data} /></Side>}
      {open && <Side close={() => show()} title={t('detail')}><Detail key={open} id={open} close={() => show()} names={names} own={me?.member?.id} /></Side>}
    </Page>
  );
}

// Words are asked for once the person has stopped typing.
function Words({ words, ask }: { words: string; ask: (q: string) => void }) {
  const { t } = useTranslation(['indicators', 'common']);
  const [typed, setTyped] = useState(words);
  const soon = useDebouncedCallback(ask, 180);
  useEffect(() => setTyped(words), [words]);
  const type = (v: string) => { setTyped(v); if (v.trim().length !== 1) soon(v.trim()); };
  return (
    <TextInput className={css.search} type="search" aria-label={t('search')} placeholder={t('search')} value={typed} onChange={(e) => type(e.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden />} rightSection={typed ? <CloseButton size="sm" aria-label={t('common:do.clear')} onClick={() => type('')} /> : null} />
  );
}
