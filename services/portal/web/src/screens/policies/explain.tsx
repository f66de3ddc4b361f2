// Why somebody may or may not do something with an indicator: by which line, what is missing, and who could grant it.
// To whoever may not know of the indicator there is none: the hub gives the same answer.
import { Button, NativeSelect, Select, TextInput } from '@mantine/core';
import { IconCheck, IconEyeOff, IconLock, IconQuestionMark, IconUserOff } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault, type Schemas } from '../../api/client';
import { Empty, Failed, Rows } from '../../ui/say';
import type messages from './messages.en';
import css from './policies.module.css';
import { useExplanation } from './query';
import { acts, type Rule, ruleOf } from './set';
import { type Names, Sentence, useSay } from './words';

export default function Explain({ names }: { names: Names }) {
  const { t } = useTranslation(['policies', 'common']);
  const say = useSay(names);
  const go = useNavigate();
  const asked = useSearch({ strict: false }) as { indicator?: string; viewer?: string; act?: string };
  const [form, set] = useState({ indicator: asked.indicator ?? '', viewer: asked.viewer ?? '', act: asked.act ?? 'see' });
  const viewers = [
    { group: t('members'), items: [...names.members.values()].map((m) => ({ value: `m:${m.id}`, label: m.name })) },
    { group: t('people'), items: [...names.people.values()].map((p) => ({ value: `u:${p.id}`, label: p.name })) },
  ];
  const ask = (e: React.FormEvent) => {
    e.preventDefault();
    void go({ to: '/policies/explain', search: { ...form, indicator: form.indicator.trim() }, resetScroll: false } as never);
  };
  return (
    <>
      <form className={`card ${css.ask}`} onSubmit={ask}>
        <Select searchable label={t('ask.viewer')} placeholder={t('ask.viewerHint')} data={viewers} value={form.viewer || null} onChange={(viewer) => set({ ...form, viewer: viewer ?? '' })} nothingFoundMessage={t('ask.nobody')} />
        <NativeSelect label={t('ask.act')} value={form.act} onChange={(e) => set({ ...form, act: e.currentTarget.value })} data={acts.map((a) => ({ value: a, label: say.deed(a) }))} />
        <TextInput label={t('ask.indicator')} placeholder="ind_…" classNames={{ input: 'mono' }} value={form.indicator} onChange={(e) => set({ ...form, indicator: e.currentTarget.value })} autoComplete="off" spellCheck={false} />
        <Button type="submit" disabled={!form.viewer || !form.indicator.trim()}>{t('ask.ask')}</Button>
      </form>
      {asked.indicator && asked.viewer ? <Answer indicator={asked.indicator} viewer={asked.viewer} act={asked.act ?? 'see'} names={names} /> : (
        <section className="card"><Empty icon={IconQuestionMark} title={t('ask.none')}>{t('ask.noneHelp')}</Empty></section>
      )}
    </>
  );
}

function Answer({ indicator, viewer, act, names }: { indicator: string; viewer: string; act: string; names: Names }) {
  const { t } = useTranslation(['policies', 'common']);
  const say = useSay(names);
  const asked = useExplanation(indicator, viewer, act);
  if (asked.isPending) return <section className="card"><Rows n={3} /></section>;
  if (asked.error instanceof Fault && asked.error.status === 404) return <section className="card"><Empty icon={IconEyeOff} title={t('answer.hidden')}>{t('answer.hiddenHelp')}</Empty></section>;
  if (asked.isError) return <section className="card"><Failed error={asked.error} /></section>;
  const x = asked.data;
  const who = names.viewer(viewer);
  const by = x.by ? ruleOf(x.by) : undefined;
  const others = (x.applies ?? []).filter((l) => l !== x.by);
  const near = (x.near ?? []).map((m) => ({ ...m, of: ruleOf(m.rule) })).filter((m): m is Schemas['ExplanationMiss'] & { of: Rule } => m.of !== undefined);
  const denied = by?.eft === 'deny';
  return (
    <section className={`card ${css.answer}`} aria-live="polite">
      <div className={css.verdict} data-may={x.allowed || undefined}>
        <span aria-hidden>{!x.known ? <IconUserOff size={24} /> : x.allowed ? <IconCheck size={24} /> : <IconLock size={24} />}</span>
        <div>
          <h2>{!x.known ? t('answer.unknown', { who }) : t(x.allowed ? 'answer.may' : 'answer.mayNot', { who, act: say.deed(act) })}</h2>
          <p>{!x.known ? t('answer.unknownHelp') : x.allowed ? t('answer.byLine') : denied ? t('answer.byDeny') : t('answer.noLine')}</p>
        </div>
      </div>
      {x.by && <div className={css.by}>{by && <Sentence of={by} names={names} />}<div className={`mono ${css.line}`}>{x.by}</div>{denied && by && <Grant of={by} lacks="" names={names} />}</div>}
      {others.length > 0 && (
        <>
          <h3>{t('answer.also')}</h3>
          <ul className={css.misses}>{others.map((l) => <li key={l}>{ruleOf(l) && <Sentence of={ruleOf(l)!} names={names} />}<div className={`mono ${css.line}`}>{l}</div></li>)}</ul>
        </>
      )}
      {x.known && !x.allowed && near.some((m) => m.of.eft === 'allow') && (
        <>
          <h3>{t(denied ? 'answer.nearDenied' : 'answer.near')}</h3>
          <ul className={css.misses}>
            {near.filter((m) => m.of.eft === 'allow').map((m) => (
              <li key={m.rule}>
                <Sentence of={m.of} names={names} />
                <div className={`mono ${css.line}`}>{m.rule}</div>
                <Grant of={m.of} lacks={m.lacks} names={names} />
              </li>
            ))}
          </ul>
        </>
      )}
      {x.known && !x.allowed && !denied && !near.some((m) => m.of.eft === 'allow') && <p className="label">{t('answer.nothingNear')}</p>}
      {x.known && x.allowed && near.some((m) => m.of.eft === 'deny') && (
        <details className={css.more}>
          <summary>{t('answer.wouldDeny')}</summary>
          <ul className={css.misses}>{near.filter((m) => m.of.eft === 'deny').map((m) => <li key={m.rule}><Sentence of={m.of} names={names} /><div className={`mono ${css.line}`}>{m.rule}</div></li>)}</ul>
        </details>
      )}
      <p className="label"><Link to={`/indicators/${indicator}` as string} className={css.plain}>{t('answer.open')}</Link></p>
    </section>
  );
}

// Grant says what is missing, and in whose hand it is.
function Grant({ of: r, lacks, names }: { of: Rule; lacks: string; names: Names }) {
  const { t } = useTranslation(['policies', 'common']);
  const say = useSay(names);
  const kind = r.scope.startsWith('tf:') ? 'force' : r.scope.startsWith('by:') ? 'by' : r.scope;
  const key = lacks === '' ? `deny_${kind}` : lacks === 'scope' ? `scope_${kind}` : lacks === 'who' && (r.who.startsWith('role:') || r.who.startsWith('tf:')) ? (r.who.startsWith('tf:') ? 'who_force' : 'who_role') : lacks;
  const missing = key in lacking ? lacking[key as Lack] : undefined;
  const grants = missing ?? (key in denying ? denying[key as keyof typeof denying] : 'policy');
  const fill = { who: say.who(r.who), label: say.mark(r.tlp), force: r.scope.startsWith('tf:') ? names.force(r.scope.slice(3)) : '', member: r.scope.startsWith('by:m:') ? names.member(r.scope.slice(5)) : '', window: say.window(r) };
  return (
    <dl className={css.grant}>
      {lacks !== '' && <div><dt>{t('answer.lacks')}</dt><dd>{missing ? t(`lacks.${missing}`, fill) : lacks}</dd></div>}
      <div><dt>{t('answer.whoGrants')}</dt><dd>{t(`grants.${grants}`, fill)}</dd></div>
    </dl>
  );
}

type Lack = keyof (typeof messages)['lacks'];
const lacking = { who: 'who', who_role: 'who_role', who_force: 'who_force', scope_own: 'scope_own', scope_tf: 'scope_tf', scope_direct: 'scope_direct', scope_force: 'scope_force', scope_by: 'scope_by', typ: 'typ', tlp: 'tlp', act: 'act', time: 'time' } as const satisfies Record<Lack, Lack>;
const denying = { deny_denied: 'deny_denied', deny_embargo: 'deny_embargo', deny_expired: 'deny_expired' } as const;
