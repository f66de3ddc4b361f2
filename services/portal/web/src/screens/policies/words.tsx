// A rule in words: who may do what, with what. "Nobody" and "everyone" are said, never left to a star.
import { IconLock, IconWorld } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import type { useViewers } from '../../api/viewers';
import { useTime } from '../../ui/when';
import type messages from './messages.en';
import css from './policies.module.css';
import type { Edge, Group, Rule } from './set';

export type Names = ReturnType<typeof useViewers>;
type Messages = typeof messages;

export function useSay(names: Names) {
  const { t } = useTranslation(['policies', 'common']);
  const time = useTime();
  const who = (w: string): string => {
    const [kind, rest = '', seat] = [w.slice(0, w.indexOf(':')), ...w.slice(w.indexOf(':') + 1).split(':')];
    if (w === '*') return t('who.everyone');
    if (kind === 'role') return rest in known ? t(`who.${rest as keyof Messages['who']}`) : t('who.role', { role: rest });
    if (kind === 'tf') return seat ? t('who.seat', { seat: t(`seat.${seat as keyof Messages['seat']}`, { defaultValue: seat }), force: names.force(rest) }) : t('who.force', { force: names.force(rest) });
    if (kind === 'm' || kind === 'u') return names.viewer(w);
    return w;
  };
  const scope = (s: string, kind: string): string => {
    if (s.startsWith('tf:')) return t('scope.force', { kind, force: names.force(s.slice(3)) });
    if (s.startsWith('by:m:')) return t('scope.by', { kind, member: names.member(s.slice(5)) });
    return s in relations ? t(`scope.${relations[s as keyof typeof relations]}`, { kind }) : `${kind} (${s})`;
  };
  const kind = (typ: string) => (typ === '*' ? t('kind.any') : t('kind.one', { type: t(`common:type.${typ as Schemas['ObservableType']}`, { defaultValue: typ }) }));
  const mark = (l: string) => `TLP:${l.toUpperCase()}`;
  const reach = (l: string) => (l === 'red' ? '' : t('upTo', { label: mark(l) }));
  const what = (r: Rule) => scope(r.scope, kind(r.typ)) + reach(r.tlp);
  const act = (a: string, with_: string) => (a in does ? t(`act.${does[a as keyof typeof does]}`, { what: with_ }) : `${a}: ${with_}`);
  const window = (x: { from?: string; until?: string }) => (x.from ? t('from', { at: time.full(x.from) }) : '') + (x.until ? t('until', { at: time.full(x.until) }) : '');
  const head = (r: Rule) => (r.eft === 'deny' ? (r.who === '*' ? t('nobodyMay') : t('neverMay', { who: who(r.who) })) : t('may', { who: who(r.who) }));
  return {
    who, what, mark, window, head,
    rest: (r: Rule) => act(r.act, what(r)) + window(r),
    sentence: (r: Rule) => t('sentence', { head: head(r), rest: act(r.act, what(r)) + window(r) }),
    edge: (e: Edge) => t(e.child.startsWith('tf:') ? 'edgeForce' : 'edge', { child: e.child.startsWith('tf:') ? names.force(e.child.slice(3)) : who(e.child), parent: e.parent.startsWith('tf:') ? names.force(e.parent.slice(3)) : who(e.parent) }) + window(e),
    deed: (a: string) => (a in does ? t(`deed.${does[a as keyof typeof does]}`) : a),
  };
}

const known: Partial<Record<string, true>> = Object.fromEntries(['member', 'brand', 'marketplace', 'payment', 'carrier', 'registrar', 'law_enforcement', 'association', 'admin', 'steward', 'auditor', 'manager', 'analyst', 'reader'].map((r) => [r, true]));
const relations = { '*': 'any', own: 'own', tf: 'tf', direct: 'direct', denied: 'denied', embargo: 'embargo', expired: 'expired' } as const;
const does = {
  '*': 'all', 'read.*': 'reads', see: 'see', 'read.core': 'core', 'read.evidence': 'evidence', 'read.pii': 'pii', 'read.source': 'source', export: 'export', match: 'match', publish: 'publish',
  revise: 'revise', sight: 'sight', dispute: 'dispute', notify: 'notify',
} as const;

// Sentence is a rule that is read: its head stands out, and a deny wears a lock.
export function Sentence({ of: r, names }: { of: Rule; names: Names }) {
  const say = useSay(names);
  const Icon = r.eft === 'deny' ? IconLock : r.who === '*' ? IconWorld : undefined;
  return (
    <span className={css.sentence} data-deny={r.eft === 'deny' || undefined}>
      {Icon && <Icon size={15} stroke={2} aria-hidden className={css.sign} />}<strong>{say.head(r)}</strong> {say.rest(r)}
    </span>
  );
}

// Grouped are rules that differ by their act alone: one line for all.
export function Grouped({ of: { rule, acts }, names, text }: { of: Group; names: Names; text?: boolean }) {
  const { t } = useTranslation(['policies', 'common']);
  const say = useSay(names);
  const deny = rule.eft === 'deny';
  const Icon = deny ? IconLock : rule.who === '*' ? IconWorld : undefined;
  return (
    <li className={css.rule} data-deny={deny || undefined}>
      <div className={css.who}>{Icon && <Icon size={15} stroke={2} aria-hidden />}<span>{deny ? (rule.who === '*' ? t('nobody') : t('never', { who: say.who(rule.who) })) : say.who(rule.who)}</span></div>
      <div className={css.what}>
        <div>{say.what(rule)}{say.window(rule)}</div>
        <div className={css.acts}>{acts.map((a) => <span key={a} className={css.act} title={a}>{say.deed(a)}</span>)}</div>
        {text && acts.map((a) => <div key={a} className={`mono ${css.line}`}>{['p', rule.who, rule.scope, rule.typ, rule.tlp, a, rule.eft].join(', ')}</div>)}
      </div>
    </li>
  );
}
