// What the policy in force is to decide, rule by rule: its expectations, in words.
import { TextInput } from '@mantine/core';
import { IconCheck, IconSearch, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { Tlp } from '../../ui/marks';
import { Empty, Failed, Rows } from '../../ui/say';
import { useNumber } from '../../ui/when';
import type messages from './messages.en';
import css from './policies.module.css';
import { usePolicy } from './query';
import { type Case, readCases, ruleOfCase } from './set';
import { type Names, Sentence, useSay } from './words';

export default function Cases({ names }: { names: Names }) {
  const { t } = useTranslation(['policies', 'common']);
  const number = useNumber();
  const asked = usePolicy();
  const [words, set] = useState('');
  if (asked.isPending) return <section className="card"><Rows /></section>;
  if (asked.isError) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  const book = readCases(asked.data.cases);
  const fits = (c: Case) => `${c.rule} ${c.viewer} ${c.act} ${c.typ} ${c.tlp} ${c.owner} ${c.facts.join(' ')}`.includes(words.trim().toLowerCase());
  const rules = new Map<string, Case[]>();
  for (const c of book.cases) if (fits(c)) rules.set(c.rule, [...(rules.get(c.rule) ?? []), c]);
  return (
    <section className="card">
      <div className={css.searching}>
        <TextInput type="search" aria-label={t('casesSearch')} placeholder={t('casesSearch')} value={words} onChange={(e) => set(e.currentTarget.value)} leftSection={<IconSearch size={16} aria-hidden />} style={{ flex: '1 1 240px' }} />
        <span className="label" role="status">{t('casesCount', { count: book.cases.length, n: number(book.cases.length) })}</span>
      </div>
      <p className={`label ${css.pad}`}>{t('casesHelp')}</p>
      {book.cases.length === 0 ? <Empty title={t('casesNone')}>{t('casesNoneHelp')}</Empty> : rules.size === 0 ? <Empty title={t('casesNothing')} /> : (
        <div>
          {[...rules].map(([name, cases]) => <OfRule key={name} name={name} cases={cases} names={names} open={words.trim().length > 1} />)}
        </div>
      )}
      <details className={css.casts}>
        <summary>{t('casesCast')}</summary>
        <p className="label">{t('casesCastHelp')}</p>
        <ul className="mono">{[...book.members.map((m) => `member, ${m.join(', ')}`), ...book.people.map((p) => `person, ${p.join(', ')}`), ...book.forces.map((f) => `taskforce, ${f.join(', ')}`)].map((l) => <li key={l}>{l}</li>)}</ul>
      </details>
    </section>
  );
}

function OfRule({ name, cases, names, open }: { name: string; cases: Case[]; names: Names; open: boolean }) {
  const { t } = useTranslation(['policies', 'common']);
  const say = useSay(names);
  const number = useNumber();
  const rule = ruleOfCase(name);
  return (
    <details className={css.ofRule} open={open || undefined}>
      <summary><span>{rule ? <Sentence of={rule} names={names} /> : name}</span><span className="label num">{t('casesOf', { count: cases.length, n: number(cases.length) })}</span></summary>
      <div className={css.wide} tabIndex={0} role="region" aria-label={name}>
        <table className={css.table}>
          <thead><tr><th scope="col">{t('column.viewer')}</th><th scope="col">{t('column.act')}</th><th scope="col">{t('column.record')}</th><th scope="col">{t('column.facts')}</th><th scope="col">{t('column.want')}</th><th scope="col">{t('column.shows')}</th></tr></thead>
          <tbody>
            {cases.map((c) => (
              <tr key={c.line}>
                <td className="mono">{c.viewer}</td><td>{say.deed(c.act)}</td>
                <td>{t(`common:type.${c.typ as Schemas['ObservableType']}`, { defaultValue: c.typ })} <Tlp mark={c.tlp as Schemas['TLP']} /><div className="label">{t('ofOwner', { who: c.owner })}</div></td>
                <td className="mono">{c.facts.join(' ') || '–'}</td>
                <td><span className={c.want ? css.yes : css.no}>{c.want ? <IconCheck size={14} stroke={2.4} aria-hidden /> : <IconX size={14} stroke={2.4} aria-hidden />}{t(c.want ? 'yes' : 'no')}</span></td>
                <td className={css.soft}>{t(`caseKind.${c.kind as keyof (typeof messages)['caseKind']}`, { defaultValue: c.kind })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
