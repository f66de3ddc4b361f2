// What one set says that the other does not: in words, and line by line as it is written.
import { SegmentedControl } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { structuredPatch } from 'diff';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './policies.module.css';
import { change, read } from './set';
import { type Names, Sentence, useSay } from './words';

interface Side { text: string; cases: string }

export function Diff({ was, is, names }: { was: Side; is: Side; names: Names }) {
  const { t } = useTranslation(['policies', 'common']);
  const [how, set] = useState('words');
  return (
    <>
      <div className={css.bar}>
        <h2>{t('changes')}</h2>
        <SegmentedControl size="xs" aria-label={t('how')} value={how} onChange={set} data={[{ value: 'words', label: t('inWords') }, { value: 'text', label: t('asText') }, { value: 'cases', label: t('part.cases') }]} />
      </div>
      {how === 'words' ? <Words was={was.text} is={is.text} names={names} /> : how === 'text' ? <Lines was={was.text} is={is.text} /> : <Lines was={was.cases} is={is.cases} />}
    </>
  );
}

export function Words({ was, is, names }: { was: string; is: string; names: Names }) {
  const { t } = useTranslation(['policies', 'common']);
  const say = useSay(names);
  const c = change(read(was), read(is));
  const rows = [
    ...c.gone.map((r) => ({ come: false, line: r.line, say: <Sentence of={r} names={names} /> })), ...c.edgesGone.map((e) => ({ come: false, line: e.line, say: <span>{say.edge(e)}</span> })),
    ...c.come.map((r) => ({ come: true, line: r.line, say: <Sentence of={r} names={names} /> })), ...c.edgesCome.map((e) => ({ come: true, line: e.line, say: <span>{say.edge(e)}</span> })),
  ];
  if (c.k) rows.push({ come: false, line: 0, say: <span>{t('k', { n: c.k[0] })}</span> }, { come: true, line: 0, say: <span>{t('k', { n: c.k[1] })}</span> });
  if (rows.length === 0) return <p className="label">{t('sameRules')}</p>;
  return (
    <ul className={css.changes}>
      {rows.map((r, n) => (
        <li key={n} data-come={r.come || undefined}>
          <span className={css.mark}>{r.come ? <IconPlus size={14} stroke={2.4} aria-hidden /> : <IconMinus size={14} stroke={2.4} aria-hidden />}{t(r.come ? 'added' : 'removed')}</span>
          {r.say}
        </li>
      ))}
    </ul>
  );
}

function Lines({ was, is }: { was: string; is: string }) {
  const { t } = useTranslation(['policies', 'common']);
  const { hunks } = structuredPatch('', '', was, is, undefined, undefined, { context: 3 });
  if (hunks.length === 0) return <p className="label">{t('sameText')}</p>;
  return (
    <div className={`mono ${css.lines}`} tabIndex={0} role="region" aria-label={t('changes')}>
      {hunks.map((h) => {
        let [a, b] = [h.oldStart, h.newStart];
        return (
          <div key={h.newStart} className={css.hunk}>
            {h.lines.filter((l) => !l.startsWith('\\')).map((l, n) => {
              const sign = l[0];
              const at = sign === '-' ? a++ : (sign === '+' ? b : (a++, b));
              if (sign !== '-') b++;
              return <div key={n} data-sign={sign === ' ' ? undefined : sign}><span className={css.at}>{at}</span><span className={css.sgn}>{sign}</span><span>{l.slice(1) || ' '}</span></div>;
            })}
          </div>
        );
      })}
    </div>
  );
}
