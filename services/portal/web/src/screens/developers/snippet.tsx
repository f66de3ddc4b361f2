import { Copy } from '../../ui/marks';
import css from './developers.module.css';

// Snippet is something to run, and a way to take it along.
export function Snippet({ code, label }: { code: string; label: string }) {
  return (
    <div className={css.snippet}>
      <pre tabIndex={0} role="region" aria-label={label}><code>{code}</code></pre>
      <span className={css.take}><Copy value={code} label={label} /></span>
    </div>
  );
}
