// What became of an indicator on its way: who holds it, and why a member was, or was not, told.
import { Badge, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Fault, type Schemas, sure } from '../../api/client';
import { type useNames, useMe } from '../../api/queries';
import { Dot } from '../../ui/marks';
import { Failed, Rows } from '../../ui/say';
import { Ago, useTime } from '../../ui/when';
import css from './indicators.module.css';

type Names = ReturnType<typeof useNames>;

export function Delivery({ of: i, names, own }: { of: Schemas['Indicator']; names: Names; own?: string }) {
  const { t } = useTranslation(['indicators', 'common']);
  const me = useMe().data;
  const mine = own !== undefined && i.publisher === own;
  const oversees = me?.scopes.some((s) => s === 'admin' || s === 'audit') ?? false;
  const [member, choose] = useState<string | null>(mine || oversees ? null : (own ?? null));
  const others = [...names.members.values()].filter((m) => !mine || m.id !== own || me?.scopes.includes('subscribe')).map((m) => ({ value: m.id, label: m.name ?? m.id }));
  return (
    <>
      {(mine || oversees) && <Holders id={i.id} names={names} />}
      <section className={mine || oversees ? css.section : undefined}>
        <h3>{t('told.why')}</h3>
        {(mine || oversees) && <Select label={t('told.member')} placeholder={t('told.pick')} searchable data={others} value={member} onChange={choose} mb="sm" />}
        {member && <Why id={i.id} member={member} />}
      </section>
    </>
  );
}

function Holders({ id, names }: { id: string; names: Names }) {
  const { t } = useTranslation(['indicators', 'common']);
  const time = useTime();
  const asked = useQuery({ queryKey: ['indicators', 'holders', id], queryFn: () => sure(api.GET('/v1/deliveries/holders', { params: { query: { indicator: id } } })) });
  if (asked.isPending) return <Rows n={2} />;
  if (asked.isError) return <Failed error={asked.error} />;
  return (
    <section>
      <h3 style={{ margin: '0 0 6px', fontSize: 'var(--mantine-font-size-sm)' }}>{t('told.holders')}</h3>
      <p className="label" style={{ margin: '0 0 6px' }}>{t('told.holdersHelp')} {t('told.since', { when: time.full(asked.data.complete_since) })}</p>
      {asked.data.holders.length === 0 && <p className={css.soft} style={{ whiteSpace: 'normal' }}>{t('told.holdersNone')}</p>}
      {asked.data.holders.map((h) => (
        <div key={h.member} className={css.reader}>
          <span>{names.member(h.member)}</span>
          <span><Dot tone={h.recalled_on ? 'calm' : h.taken ? 'good' : 'warn'}>{h.taken_on ? t('told.taken', { day: h.taken_on }) : t('told.sent')}{h.recalled_on && `, ${t('told.recalled', { day: h.recalled_on })}`}</Dot></span>
        </div>
      ))}
    </section>
  );
}

function Why({ id, member }: { id: string; member: string }) {
  const { t } = useTranslation(['indicators', 'common']);
  const asked = useQuery({ queryKey: ['indicators', 'told', id, member], queryFn: () => sure(api.GET('/v1/deliveries/explain', { params: { query: { indicator: id, member } } })) });
  if (asked.isPending) return <Rows n={2} />;
  if (asked.isError) return asked.error instanceof Fault && asked.error.status === 403 ? <p className="label">{asked.error.problem.detail}</p> : <Failed error={asked.error} />;
  const { allowed, rule, holder, subscriptions } = asked.data;
  return (
    <>
      <Dot tone={allowed ? 'good' : 'bad'}>{allowed ? t('told.allowed') : t('told.refused')}</Dot>
      {rule && <p className="label">{t('told.rule')}: <span className="mono">{rule}</span></p>}
      {holder && <p className="label">{holder.taken_on ? t('told.taken', { day: holder.taken_on }) : t('told.sent')}{holder.recalled_on && `, ${t('told.recalled', { day: holder.recalled_on })}`}</p>}
      {subscriptions?.length === 0 && <p className="label">{t('told.mineNone')}</p>}
      {subscriptions?.map((s) => (
        <div key={s.subscription} className={css.verdict}>
          <strong>{s.attempts ? <Link to={`/webhooks/${s.subscription}` as string} style={{ color: 'inherit' }} title={t('told.endpoint')}>{s.name || s.subscription}</Link> : s.subscription}</strong>
          <Dot tone={s.wants ? 'good' : 'calm'}>{s.wants ? t('told.wants') : t('told.wantsNot')}</Dot>
          {s.reason && <span className="label">{s.reason}</span>}
          {!!s.lacks?.length && <span>{t('told.lacks', { fields: '' })}{s.lacks.map((f) => <Badge key={f} mr={4}>{f}</Badge>)}</span>}
          <span className="label">{s.taken === undefined ? t('told.notSent') : s.taken_on ? t('told.taken', { day: s.taken_on }) : t('told.sent')}{s.recalled_on && `, ${t('told.recalled', { day: s.recalled_on })}`}</span>
          {s.attempts?.map((a) => <span key={a.at + a.attempt} className="label">{a.status ?? '—'}{a.error && ' · '}{a.error} · <Ago at={a.at} /></span>)}
        </div>
      ))}
    </>
  );
}
