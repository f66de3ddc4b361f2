// The same indicators as a table, or as cards where there is no room for one.
import { createColumnHelper, flexRender, getCoreRowModel, useReactTable } from '@tanstack/react-table';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { defang } from '../../ui/defang';
import { Confidence, Publisher, Restricted, State, Tlp, TypeIcon } from '../../ui/marks';
import { Ago, useNumber } from '../../ui/when';
import css from './indicators.module.css';

type Indicator = Schemas['Indicator'];
interface Props { rows: Indicator[]; query: string; open?: string; show: (id: string) => void; name: (id: string) => string; own?: string }

// What names an indicator, and leads to it. The whole row or card is its target. A link of the router's would follow every change of
// the address, fifty times over.
function What({ of, query, show }: { of: Indicator } & Pick<Props, 'query' | 'show'>) {
  const { t } = useTranslation(['indicators', 'common']);
  const number = useNumber();
  const value = of.observable?.value ?? of.observable?.canonical;
  return (
    <div className={css.what}>
      <TypeIcon type={of.observable?.type} />
      <div style={{ minWidth: 0 }}>
        <a href={`/ui/indicators/${of.id}${query}`} className={css.name} onClick={(e) => { if (plain(e)) { e.preventDefault(); show(of.id); } }}>
          {value ? <span className={`mono ${css.clamp}`} title={defang(of.observable?.type, value)}>{defang(of.observable?.type, value)}</span> : <Restricted />}
        </a>
        <div className={css.under}>
          <span>{[of.observable ? t(`common:type.${of.observable.type}`) : of.id, of.infringement && t(`common:infringement.${of.infringement}`), of.brands?.join(', ')].filter(Boolean).join(' · ')}</span>
          {!!of.sightings && <span>{t('seen', { n: number(of.sightings) })}</span>}
        </div>
      </div>
    </div>
  );
}

// plain is a click that is not meant for another tab or window.
const plain = (e: React.MouseEvent) => e.button === 0 && !e.metaKey && !e.ctrlKey && !e.shiftKey && !e.altKey;

const column = createColumnHelper<Indicator>();

export const Table = memo(function Table({ rows, query, open, show, name, own }: Props) {
  const { t } = useTranslation(['indicators', 'common']);
  const columns = useMemo(() => [
    column.display({ id: 'what', header: t('column.what'), cell: ({ row }) => <What of={row.original} query={query} show={show} /> }),
    column.accessor('confidence', { header: t('column.confidence'), cell: ({ row, getValue }) => (row.original.redacted?.includes('core') ? <Restricted /> : <Confidence of={getValue()} />) }),
    column.accessor('tlp', { header: t('column.tlp'), cell: ({ getValue }) => <Tlp mark={getValue()} /> }),
    column.accessor('publisher', { header: t('column.publisher'), cell: ({ row }) => <Publisher of={row.original} name={name} own={own} /> }),
    column.accessor('state', { header: t('column.state'), cell: ({ row }) => <><State of={row.original} /><div className={css.under} style={{ paddingLeft: 14 }}><Ago at={row.original.modified_at} /></div></> }),
  ], [t, query, show, name, own]);
  const table = useReactTable({ data: rows, columns, getCoreRowModel: getCoreRowModel(), getRowId: (i) => i.id });
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className={css.table}>
        <thead>{table.getHeaderGroups().map((g) => <tr key={g.id}>{g.headers.map((h) => <th key={h.id} scope="col">{flexRender(h.column.columnDef.header, h.getContext())}</th>)}</tr>)}</thead>
        <tbody>
          {table.getRowModel().rows.map((r) => (
            <tr key={r.id} data-open={r.id === open || undefined} onClick={(e) => { if (!(e.target as Element).closest('a, button')) show(r.id); }}>
              {r.getVisibleCells().map((c) => <td key={c.id}>{flexRender(c.column.columnDef.cell, c.getContext())}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});

export const Cards = memo(function Cards({ rows, query, show, name, own }: Props) {
  return (
    <ul className={css.list}>
      {rows.map((i) => (
        <li key={i.id} className={css.item}>
          <div>
            <What of={i} query={query} show={show} />
            <div className={css.signs}>
              <Tlp mark={i.tlp} /><State of={i} />{i.confidence !== undefined && <Confidence of={i.confidence} />}
              <span className={css.soft}><Publisher of={i} name={name} own={own} /> · <Ago at={i.modified_at} /></span>
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
});
