// The rules of a set as rows: each change is one to its line, and comments stay where they are.
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import css from './policies.module.css';
import { actWords, type Field, fields, type Finding, labels, put, read, relations, retold, type Rule } from './set';
import { type Names, Sentence, useSay } from './words';

const types = [
  'domain', 'store_url', 'listing_url', 'marketplace_seller', 'email', 'phone', 'iban', 'bank_account', 'payment_account', 'crypto_wallet', 'social_handle', 'company', 'image', 'address', 'ip',
  'tracking_id', 'tls_certificate', 'app', 'gtin', 'waybill', 'person_name',
] as const satisfies readonly Schemas['ObservableType'][];

const roles = ['member', 'brand', 'marketplace', 'payment', 'carrier', 'registrar', 'law_enforcement', 'association', 'admin', 'steward', 'auditor', 'manager', 'analyst', 'reader'];

export function RuleTable({ text, set, wrong, names, to }: { text: string; set: (text: string) => void; wrong: Finding[]; names: Names; to?: { line: number } }) {
  const { t } = useTranslation(['policies', 'common']);
  const say = useSay(names);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const policy = read(text);
  useEffect(() => {
    if (to) box.current?.querySelector<HTMLElement>(`[data-line="${to.line}"] input`)?.focus();
  }, [to]);
  const add = () => {
    const line = 'p, role:member, tf, *, green, see, allow';
    const ended = text.endsWith('\n') ? text : `${text}\n`;
    set(`${ended}${line}\n`);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('[data-line]:last-of-type input')?.focus());
  };
  return (
    <div ref={box} className={css.sheetBody}>
      <datalist id={`${id}who`}>
        <option value="*">{t('who.everyone')}</option>
        {roles.map((r) => <option key={r} value={`role:${r}`}>{say.who(`role:${r}`)}</option>)}
        {[...names.members.values()].map((m) => <option key={m.id} value={`m:${m.id}`}>{m.name}</option>)}
        {[...names.forces.values()].map((f) => <option key={f.id} value={`tf:${f.id}`}>{f.name}</option>)}
      </datalist>
      <datalist id={`${id}scope`}>
        {relations.map((r) => <option key={r} value={r} />)}
        {[...names.forces.values()].map((f) => <option key={f.id} value={`tf:${f.id}`}>{f.name}</option>)}
        {[...names.members.values()].map((m) => <option key={m.id} value={`by:m:${m.id}`}>{m.name}</option>)}
      </datalist>
      {policy.rules.map((r, n) => <Row key={n} n={n + 1} of={r} id={id} names={names} wrong={wrong.filter((f) => f.line === r.line)} set={(f, v) => set(retold(text, r, { [f]: v.trim() || '*' }))} drop={() => set(put(text, r.line))} />)}
      {wrong.filter((f) => !policy.rules.some((r) => r.line === f.line)).map((f, n) => <p key={n} className={css.finding}><IconAlertTriangle size={14} aria-hidden />{f.line ? `${t('line', { n: f.line })}: ` : ''}{f.said}</p>)}
      {policy.edges.length > 0 && <p className={`label ${css.pad}`}>{t('edgesInText', { count: policy.edges.length })}</p>}
      <div className={css.pad}><Button variant="default" size="compact-sm" leftSection={<IconPlus size={15} />} onClick={add}>{t('addRule')}</Button></div>
    </div>
  );
}

function Row({ n, of: r, id, names, wrong, set, drop }: { n: number; of: Rule; id: string; names: Names; wrong: Finding[]; set: (f: Field, v: string) => void; drop: () => void }) {
  const { t } = useTranslation(['policies', 'common']);
  const say = useSay(names);
  const options: Record<Exclude<Field, 'who' | 'scope'>, [string, string][]> = {
    typ: [['*', t('kind.all')], ...types.map((x) => [x, t(`common:type.${x}`)] as [string, string])],
    tlp: labels.map((l) => [l, l === 'red' ? t('anyLabel') : t('upToShort', { label: say.mark(l) })]),
    act: actWords.map((a) => [a, say.deed(a)]),
    eft: [['allow', t('allow')], ['deny', t('deny')]],
  };
  return (
    <div className={css.row} data-line={r.line} data-wrong={wrong.length > 0 || undefined} role="group" aria-label={t('ruleN', { n })}>
      <div className={css.six}>
        {fields.map((f) => (f === 'who' || f === 'scope' ? (
          <TextInput key={f + r[f]} size="xs" aria-label={t(`field.${f}`)} classNames={{ input: 'mono' }} list={id + f} defaultValue={r[f]} onBlur={(e) => e.currentTarget.value !== r[f] && set(f, e.currentTarget.value)} onKeyDown={(e) => e.key === 'Enter' && e.currentTarget.blur()} spellCheck={false} />
        ) : (
          <select key={f} className={css.pick} data-f={f} data-v={r[f]} aria-label={t(`field.${f}`)} value={r[f]} onChange={(e) => set(f, e.currentTarget.value)}>
            {!options[f].some(([v]) => v === r[f]) && <option value={r[f]}>{r[f]}</option>}
            {options[f].map(([v, label]) => <option key={v} value={v}>{label}</option>)}
          </select>
        )))}
        <ActionIcon aria-label={t('removeRule', { n })} title={t('removeRule', { n })} onClick={drop}><IconTrash size={16} /></ActionIcon>
      </div>
      <div className={css.said}><Sentence of={r} names={names} /></div>
      {wrong.map((f, k) => <p key={k} className={css.finding}><IconAlertTriangle size={14} aria-hidden />{f.said}</p>)}
    </div>
  );
}
