import { Fragment } from 'react';
import css from './list.module.css';

// Facts are what is known of a thing; what is not is left out.
export function Facts({ rows }: { rows: [string, React.ReactNode][] }) {
  return <dl className={css.facts}>{rows.filter(([, v]) => v).map(([k, v]) => <Fragment key={k}><dt>{k}</dt><dd>{v}</dd></Fragment>)}</dl>;
}

// Comes is what will come of something, a line each.
export function Comes({ bad, title, lines }: { bad?: boolean; title?: string; lines: React.ReactNode[] }) {
  return (
    <div className={css.comes} data-bad={bad || undefined}>
      {title && <strong>{title}</strong>}
      <ul>{lines.filter(Boolean).map((l, n) => <li key={n}>{l}</li>)}</ul>
    </div>
  );
}
