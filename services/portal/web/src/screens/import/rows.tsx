// The lines of the one kind that is looked at. Only those in sight are in the page.
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconChevronRight } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { defang } from '../../ui/defang';
import { Dot, type Tone, Value } from '../../ui/marks';
import { useNumber } from '../../ui/when';
import { pageSize, type Row, type Which } from './check';
import css from './import.module.css';
import { rowsOf } from './work';

const tones: Record<Row['outcome'], Tone> = { published: 'good', held: 'warn', duplicate: 'calm', refused: 'bad', rejected: 'bad' };

// usePages are the pages in sight, as far as the worker has given them. One that grows is asked for again.
function usePages(which: Which, total: number, first: number, last: number) {
  const [pages, set] = useState(new Map<number, Row[]>());
  useEffect(() => {
    let here = true;
    for (let p = Math.floor(first / pageSize); p <= Math.floor(last / pageSize); p++) {
      const has = pages.get(p)?.length ?? 0;
      if (has >= Math.min(pageSize, total - p * pageSize)) continue;
      void rowsOf(which, p).then((rows) => { if (here && rows.length > has) set((old) => new Map(old).set(p, rows)); });
    }
    return () => void (here = false);
  }, [which, total, first, last, pages]);
  return (n: number) => pages.get(Math.floor(n / pageSize))?.[n % pageSize];
}

export function Rows({ which, total }: { which: Which; total: number }) {
  const { t } = useTranslation(['import', 'common']);
  const box = useRef<HTMLDivElement>(null);
  const [open, toggle] = useState<number>();
  const list = useVirtualizer({ count: total, getScrollElement: () => box.current, estimateSize: () => 45, overscan: 8 });
  const items = list.getVirtualItems();
  const row = usePages(which, total, items[0]?.index ?? 0, items.at(-1)?.index ?? 0);
  if (total === 0) return <div className={css.none}>{t('nothingSo')}</div>;
  return (
    <div className={css.rows} ref={box} style={{ height: `min(52vh, ${list.getTotalSize() + 1}px)` }} tabIndex={0} role="group" aria-label={t(`which.${which}`)}>
      <div role="list" style={{ height: list.getTotalSize(), position: 'relative' }}>
        {items.map((v) => {
          const r = row(v.index);
          return (
            <div key={v.key} role="listitem" aria-setsize={total} aria-posinset={v.index + 1} ref={list.measureElement} data-index={v.index} className={css.row} style={{ transform: `translateY(${v.start}px)` }}>
              {r ? <Line of={r} open={open === r.line} toggle={() => toggle(open === r.line ? undefined : r.line)} /> : <div style={{ height: 44 }} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

// say is what is worth saying of a row in a few words.
const say = (r: Row) => r.problem?.errors?.[0]?.detail ?? r.problem?.detail ?? r.problem?.title ?? r.detail ?? r.findings?.[0]?.detail ?? r.warnings?.[0]?.detail;

function Line({ of: r, open, toggle }: { of: Row; open: boolean; toggle: () => void }) {
  const { t } = useTranslation(['import', 'common']);
  const number = useNumber();
  const shown = r.value !== undefined ? defang(r.type, r.value) : r.text ?? '';
  const why = say(r);
  return (
    <>
      <button type="button" className={css.line} aria-expanded={open} aria-label={`${t('details', { line: number(r.line) })}, ${t(`which.${r.outcome}`)}: ${shown}`} onClick={toggle}>
        <span className={css.number}>{number(r.line)}</span>
        <span><Dot tone={r.warned ? 'warn' : tones[r.outcome]}>{t(r.warned ? 'which.warned' : `which.${r.outcome}`)}</Dot></span>
        <span><span className={`mono ${css.cut}`}>{shown}</span>{why && <span className={`label ${css.cut}`}>{why}</span>}</span>
        <span className={css.soft}>{(r.outcome === 'published' || r.outcome === 'held') && t('readers', { count: r.readers ?? 0, n: number(r.readers ?? 0) })}</span>
        <IconChevronRight size={16} className={css.chevron} aria-hidden />
      </button>
      {open && <More of={r} />}
    </>
  );
}

function More({ of: r }: { of: Row }) {
  const { t } = useTranslation(['import', 'common']);
  const p = r.problem;
  const said = [...new Set([r.detail, ...(r.warnings?.map((w) => w.detail) ?? []), ...(r.findings?.map((f) => f.detail ?? f.rule) ?? []), ...(p?.errors?.length ? [] : [p?.detail ?? p?.title])].filter(Boolean))];
  return (
    <div className={css.more}>
      <dl>
        {r.outcome !== 'rejected' && r.outcome !== 'published' && <><dt>{t('column.outcome')}</dt><dd>{t(`lineHelp.${r.outcome}`)}</dd></>}
        {(said.length > 0 || !!p?.errors?.length) && (
          <>
            <dt>{t('why')}</dt>
            <dd><ul>{said.map((s) => <li key={s}>{s}</li>)}{p?.errors?.map((e) => <li key={e.pointer + e.detail}><span className="mono">{e.pointer}</span> {e.detail}</li>)}</ul></dd>
          </>
        )}
        {r.type && r.canonical && <><dt>{t('canonical')}</dt><dd>{t(`common:type.${r.type}`)} · <Value type={r.type} value={r.canonical} /></dd></>}
        {r.text && <><dt>{t('original')}</dt><dd className="mono">{r.text}</dd></>}
      </dl>
    </div>
  );
}
