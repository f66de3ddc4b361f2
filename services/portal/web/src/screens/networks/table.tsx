// The same data as the graph, to read, sort, and hear.
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { createColumnHelper, flexRender, getCoreRowModel, getSortedRowModel, type SortingState, useReactTable } from '@tanstack/react-table';
import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { defang } from '../../ui/defang';
import { Confidence, Dot, TypeIcon } from '../../ui/marks';
import { useNumber } from '../../ui/when';
import css from './networks.module.css';
import { type Edge, type Net, type Node, tiesOf } from './query';

type Row = Node & { ties: number };
const column = createColumnHelper<Row>();

export const Table = memo(function Table({ net, chosen, choose }: { net: Net; chosen?: string; choose: (id: string) => void }) {
  const { t } = useTranslation(['networks', 'common']);
  const number = useNumber();
  const [sorting, sort] = useState<SortingState>([]);
  const rows = useMemo(() => {
    const ties: Map<string, Edge[]> = tiesOf(net);
    return net.nodes.map((n) => ({ ...n, ties: ties.get(n.id)?.length ?? 0 }));
  }, [net]);
  const columns = useMemo(() => [
    column.accessor('value', { header: t('column.observable'), cell: ({ row: { original: n } }) => (
      <div className={css.what}>
        <TypeIcon type={n.type} />
        <div>
          <button type="button" className={`mono ${css.name}`} data-row={n.id} aria-pressed={n.id === chosen} onClick={() => choose(n.id)}>{defang(n.type, n.value)}</button>
          <div className={css.soft}>{t(`common:type.${n.type}`)}</div>
        </div>
      </div>
    ) }),
    column.accessor((n) => (n.by ? -1 : n.strength), { id: 'strength', header: t('strength'), sortDescFirst: true, cell: ({ row: { original: n } }) => (n.by ? <span className={css.soft}>{t('shownBy')}</span> : <Confidence of={Math.round(n.strength * 100)} />) }),
    column.accessor((n) => (n.by ? 99 : n.depth), { id: 'depth', header: t('column.steps'), cell: ({ row: { original: n } }) => <span className="num">{n.by ? '—' : number(n.depth)}</span> }),
    column.accessor('ties', { header: t('column.ties'), sortDescFirst: true, cell: ({ getValue }) => <span className="num">{number(getValue())}</span> }),
    column.accessor((n) => n.indicators ?? -1, { id: 'indicators', header: t('indicators'), sortDescFirst: true, cell: ({ row: { original: n } }) => <span className="num">{n.indicators === undefined ? '—' : number(n.indicators)}</span> }),
    column.accessor((n) => n.brands?.join(', ') ?? '', { id: 'brands', header: t('brands'), cell: ({ getValue }) => <span className={css.brands}>{getValue()}</span> }),
    column.display({ id: 'flags', header: t('column.flags'), cell: ({ row: { original: n } }) => (
      <span className={css.marks}>
        {n.depth === 0 && !n.by && <Dot tone="good">{t('start')}</Dot>}{n.hub && <Dot tone="warn">{t('hub')}</Dot>}{n.weak && <Dot tone="calm">{t('weak')}</Dot>}{n.disputed && <Dot tone="bad">{t('disputed')}</Dot>}
      </span>
    ) }),
  ], [t, chosen, choose]);
  const table = useReactTable({ data: rows, columns, state: { sorting }, onSortingChange: sort, getCoreRowModel: getCoreRowModel(), getSortedRowModel: getSortedRowModel(), getRowId: (n) => n.id });
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={t('table')}>
      <table className={css.table}>
        <caption>{t('caption')}</caption>
        <thead>
          {table.getHeaderGroups().map((g) => (
            <tr key={g.id}>
              {g.headers.map((h) => {
                const way = h.column.getIsSorted();
                return (
                  <th key={h.id} scope="col" aria-sort={way === 'asc' ? 'ascending' : way === 'desc' ? 'descending' : undefined}>
                    {h.column.getCanSort() ? <button type="button" onClick={h.column.getToggleSortingHandler()}>{flexRender(h.column.columnDef.header, h.getContext())}{way === 'asc' ? <IconArrowUp size={13} aria-hidden /> : way === 'desc' ? <IconArrowDown size={13} aria-hidden /> : null}</button> : flexRender(h.column.columnDef.header, h.getContext())}
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((r) => <tr key={r.id} data-open={r.id === chosen || undefined}>{r.getVisibleCells().map((c) => <td key={c.id}>{flexRender(c.column.columnDef.cell, c.getContext())}</td>)}</tr>)}
        </tbody>
      </table>
    </div>
  );
});
