// The policy in force: in short, in words, and as it is written.
import { SegmentedControl } from '@mantine/core';
import { IconDownload, IconLock, IconWorld } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { Copy, Tlp } from '../../ui/marks';
import { Failed, Rows } from '../../ui/say';
import { When } from '../../ui/when';
import css from './policies.module.css';
import { usePolicy, type Policy } from './query';
import { type Act, allowing, labels, type Label, read, type PolicySet, type Rule, together } from './set';
import { Grouped, type Names, useSay } from './words';

export function Now({ names }: { names: Names }) {
  const asked = usePolicy();
  if (asked.isPending) return <section className="card"><Rows /></section>;
  if (asked.isError) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  return <Whole of={asked.data} names={names} />;
}

function Whole({ of: p, names }: { of: Policy; names: Names }) {
  const { t } = useTranslation(['policies', 'common']);
  const [how, set] = useState<string>('words');
  const policy = read(p.text);
  return (
    <>
      <section className={`card ${css.head}`}>
        <div className={css.title}>
          <h2>{p.id === 'initial' ? t('initial') : p.comment}</h2>
          {p.id === 'initial' && <p className="label">{t('initialHelp')}</p>}
        </div>
        <Signed of={p} names={names} />
      </section>
      <section className={`card ${css.block}`} aria-labelledby="short">
        <h2 id="short">{t('short')}</h2>
        <p className="label">{t('shortHelp')}</p>
        <Short of={policy} names={names} />
      </section>
      <section className={`card ${css.block}`} aria-labelledby="rules">
        <div className={css.bar}>
          <h2 id="rules">{t('rules')}</h2>
          <SegmentedControl size="xs" aria-label={t('how')} value={how} onChange={set} data={[{ value: 'words', label: t('inWords') }, { value: 'both', label: t('both') }, { value: 'csv', label: t('asText') }]} />
          <a className={css.take} href={`data:text/csv;charset=utf-8,${encodeURIComponent(p.text)}`} download="policy.csv"><IconDownload size={15} aria-hidden />policy.csv</a>
        </div>
        {how === 'csv' ? <pre className={`mono ${css.text}`} tabIndex={0} aria-label={t('asText')}>{p.text}</pre> : <InWords of={policy} names={names} text={how === 'both'} />}
      </section>
    </>
  );
}

// Signed is who answers for a revision.
export function Signed({ of: p, names }: { of: Schemas['PolicyRevision']; names: Names }) {
  const { t } = useTranslation(['policies', 'common']);
  return (
    <dl className={css.signed}>
      {p.activated_at && <div><dt>{t('since')}</dt><dd><When at={p.activated_at} /></dd></div>}
      {p.author && <div><dt>{t('author')}</dt><dd>{names.viewer(p.author)}</dd></div>}
      {p.approver && <div><dt>{t('approver')}</dt><dd>{names.viewer(p.approver)}{p.approver === p.author && <span className="label"> · {t('aloneTightens')}</span>}</dd></div>}
      <div><dt>{t('hash')}</dt><dd className={css.hash}><span className="mono" title={p.hash}>{p.hash.slice(0, 12)}</span><Copy value={p.hash} label={t('common:do.copy')} /></dd></div>
    </dl>
  );
}

export function InWords({ of, names, text }: { of: PolicySet; names: Names; text?: boolean }) {
  const { t } = useTranslation(['policies', 'common']);
  const say = useSay(names);
  return (
    <>
      {!of.rules.some((r) => r.eft === 'allow') && <p className={css.closed}><IconLock size={16} aria-hidden />{t('allClosed')}</p>}
      {of.sections.map((s, n) => (
        <div key={n} className={css.section}>
          {s.note && <p className={css.note}>{s.note}</p>}
          <ul className={css.rules}>
            {together(s.rules).map((g) => <Grouped key={g.rule.line} of={g} names={names} text={text} />)}
            {s.edges.map((e) => <li key={`g${e.line}`} className={css.rule}><div className={css.who}>{t('group')}</div><div className={css.what}>{say.edge(e)}</div></li>)}
          </ul>
        </div>
      ))}
      <p className={css.k}>{t('k', { n: of.k })}</p>
    </>
  );
}

const shown: Act[] = ['see', 'read.core', 'read.evidence', 'read.pii', 'read.source', 'export'];

// Short is who may read what of others' indicators, label by label: what allows alone. Locked and open never look alike.
function Short({ of, names }: { of: PolicySet; names: Names }) {
  const { t } = useTranslation(['policies', 'common']);
  const say = useSay(names);
  return (
    <div className={css.wide} tabIndex={0} role="region" aria-label={t('short')}>
      <table className={css.matrix}>
        <thead><tr><th scope="col">{t('column.act')}</th>{labels.map((l) => <th key={l} scope="col"><Tlp mark={l} /></th>)}</tr></thead>
        <tbody>{shown.map((a) => <tr key={a}><th scope="row">{say.deed(a)}</th>{labels.map((l) => <td key={l}><Cell of={of} act={a} label={l} names={names} /></td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}

function Cell({ of, act, label, names }: { of: PolicySet; act: Act; label: Label; names: Names }) {
  const { t } = useTranslation(['policies', 'common']);
  const say = useSay(names);
  const rules = allowing(of.rules, act, label).filter((r) => r.scope !== 'own');
  const wide = rules.some((r) => open(r) && r.typ === '*'); // then it says nothing that task forces may, too
  const said = new Map<string, { some: boolean; all: boolean; everyone: boolean }>();
  const put = (words: string, r: Rule) => said.set(words, { some: (said.get(words)?.some ?? true) && r.typ !== '*', all: open(r) && r.typ === '*', everyone: r.who === '*' && open(r) });
  const oversee = alliance.map((who) => rules.find((r) => r.who === who && r.scope === '*' && r.typ === '*'));
  for (const r of rules) {
    const member = r.who === 'role:member' || r.who === '*';
    if (wide && !open(r) && !alliance.includes(r.who)) continue;
    if (oversee.every(Boolean) && oversee.includes(r)) put(t('cell.alliance'), r);
    else if (open(r)) put(t(r.who === '*' ? 'cell.everyone' : 'cell.members'), r);
    else if (member && r.scope === 'tf') put(t('cell.forces'), r);
    else if (member && r.scope === 'direct') put(t('cell.named'), r);
    else put(r.scope === '*' ? say.who(r.who) : `${say.who(r.who)}, ${t(`cell.${r.scope === 'tf' ? 'ifForce' : r.scope === 'direct' ? 'ifNamed' : 'if'}`)}`, r);
  }
  if (said.size === 0) return <span className={css.nobody}><IconLock size={14} aria-hidden />{t('cell.nobody')}</span>;
  return (
    <ul className={css.cell}>
      {[...said].map(([words, x]) => <li key={words} data-all={x.all || undefined}>{x.everyone && <IconWorld size={14} aria-hidden />}{words}{x.some && <span className="label"> {t('cell.types')}</span>}</li>)}
    </ul>
  );
}

const alliance = ['role:admin', 'role:auditor', 'role:steward'];
const open = (r: Rule) => (r.who === 'role:member' || r.who === '*') && r.scope === '*';
