// The rules of a set as rows: each change is one to its line, and comments stay where they are.
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
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
  const [open, turn] = useState(0); // the line whose fields are shown
  const seek = (line: number) => {
    turn(line);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-line="${line}"] input`)?.focus());
  };
  useEffect(() => {
    if (to) seek(to.line);
  }, [to]);
  const add = () => {
    const ended = text.endsWith('\n') ? text : `${text}\n`;
    set(`${ended}p, role:member, tf, *, green, see, allow\n`);
    seek(ended.split('\n').length);
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
      {policy.rules.map((r, n) => <Row key={n} n={n + 1} of={r} id={id} names={names} wrong={wrong.filter((f) => f.line === r.line)} open={open === r.line} turn={() => turn(open === r.line ? 0 : r.line)} set={(f, v) => set(retold(text, r, { [f]: v.trim() || '*' }))} drop={() => { turn(0); set(put(text, r.line)); }} />)}
      {wrong.filter((f) => !policy.rules.some((r) => r.line === f.line)).map((f, n) => <p key={n} className={css.finding}><IconAlertTriangle size={14} aria-hidden />{f.line ? `${t('line', { n: f.line })}: ` : ''}{f.said}</p>)}
      {policy.edges.length > 0 && <p className={`label ${css.pad}`}>{t('edgesInText', { count: policy.edges.length })}</p>}
      <div className={css.pad}><Button variant="default" size="compact-sm" leftSection={<IconPlus size={15} />} onClick={add}>{t('addRule')}</Button></div>
    </div>
  );
}

interface One { n: number; of: Rule; id: string; names: Names; wrong: Finding[]; open: boolean; turn: () => void; set: (f: Field, v: string) => void; drop: () => void }

// Row is a rule in words; its six fields come when it is opened.
function Row({ n, of: r, id, names, wrong, open, turn, set, drop }: One) {
  const { t } = useTranslation(['policies', 'common']);
  const say = useSay(names);
  const options: Record<Exclude<Field, 'who' | 'scope'>, { value: string; label: string }[]> = {
    typ: [{ value: '*', label: t('kind.all') }, ...types.map((value) => ({ value, label: t(`common:type.${value}`) }))],
    tlp: labels.map((l) => ({ value: l, label: l === 'red' ? t('anyLabel') : t('upToShort', { label: say.mark(l) }) })),
    act: actWords.map((a) => ({ value: a, label: say.deed(a) })),
    eft: [{ value: 'allow', label: t('allow') }, { value: 'deny', label: t('deny') }],
  };
  return (
    <div className={css.row} data-line={r.line} data-wrong={wrong.length > 0 || undefined} data-open={open || undefined} role="group" aria-label={t('ruleN', { n })}>
      <div className={css.brief}>
        <button type="button" className={css.turn} aria-expanded={open} onClick={turn}><Sentence of={r} names={names} /></button>
        <ActionIcon aria-label={t('removeRule', { n })} title={t('removeRule', { n })} onClick={drop}><IconTrash size={16} /></ActionIcon>
      </div>
      {open && (
        <div className={css.six}>
          {fields.map((f) => (f === 'who' || f === 'scope' ? (
            <TextInput key={f + r[f]} size="xs" label={t(`field.${f}`)} classNames={{ input: 'mono' }} list={id + f} defaultValue={r[f]} onBlur={(e) => e.currentTarget.value !== r[f] && set(f, e.currentTarget.value)} onKeyDown={(e) => e.key === 'Enter' && e.currentTarget.blur()} spellCheck={false} />
          ) : (
            <NativeSelect key={f} size="xs" label={t(`field.${f}`)} value={r[f]} onChange={(e) => set(f, e.currentTarget.value)} data={options[f].some((o) => o.value === r[f]) ? options[f] : [{ value: r[f], label: r[f] }, ...options[f]]} />
          )))}
        </div>
      )}
      {wrong.map((f, k) => <p key={k} className={css.finding}><IconAlertTriangle size={14} aria-hidden />{f.said}</p>)}
    </div>
  );
}
