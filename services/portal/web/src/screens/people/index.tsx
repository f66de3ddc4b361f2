// The people whom the viewer may know of: all, to admins and auditors; a member's, to who manages it.
import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconUsers, IconZoomExclamation } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames, usePeople, useRights } from '../../api/queries';
import { Page } from '../../shell/page';
import { fits, useAddress } from '../../ui/address';
import css from '../../ui/list.module.css';
import { Empty, Failed, Rows } from '../../ui/say';
import { Side } from '../../ui/side';
import { Face, Standing } from '../../ui/who';
import { forAlliance, ofAlliance, ofMember } from './query';

const Detail = lazy(() => import('./detail'));
const Add = lazy(() => import('./add'));
const step = 100;
const roles = [...ofAlliance, ...ofMember];

export default function People() {
  const { t } = useTranslation(['people', 'common']);
  const { person: open } = useParams({ strict: false }) as { person?: string };
  const go = useNavigate();
  const rights = useRights();
  const names = useNames();
  const asked = usePeople();
  const { asked: by, ask } = useAddress<'q' | 'member' | 'role' | 'state'>();
  const [adding, add] = useState(false);
  const [shown, more] = useState(step);
  const show = (id?: string) => void go({ to: id ? `/people/${id}` : '/people', search: true, resetScroll: false } as never);
  const all = asked.data ?? [];
  const found = all.filter((p) => fits(by('q'), p.name, p.id, p.member && names.member(p.member)) && (!by('member') || (by('member') === 'none' ? forAlliance(p.roles) : p.member === by('member')))
    && (!by('role') || p.roles.some((r) => r === by('role'))) && (!by('state') || p.state === by('state')));
  const button = rights.admin && <Button leftSection={<IconPlus size={17} />} onClick={() => add(true)}>{t('add')}</Button>;
  return (
    <Page title={t('title')} about={t('about')} actions={button}>
      <section className="card" style={{ '--cols': 'minmax(0, 1.7fr) minmax(0, 1.2fr) minmax(0, 1.2fr) 116px' } as React.CSSProperties}>
        <div className={css.bar}>
          <TextInput className={css.search} type="search" aria-label={t('search')} placeholder={t('search')} value={by('q')} onChange={(e) => ask({ q: e.currentTarget.value })} leftSection={<IconSearch size={16} aria-hidden />}
            rightSection={by('q') ? <CloseButton size="sm" aria-label={t('common:do.clear')} onClick={() => ask({ q: '' })} /> : null} />
          {rights.audits && (
            <NativeSelect aria-label={t('member')} value={by('member')} onChange={(e) => ask({ member: e.currentTarget.value })}
              data={[{ value: '', label: t('memberAny') }, { value: 'none', label: t('memberNone') }, ...[...names.members.values()].map((m) => ({ value: m.id, label: m.name }))]} />
          )}
          <NativeSelect aria-label={t('roles')} value={by('role')} onChange={(e) => ask({ role: e.currentTarget.value })} data={[{ value: '', label: t('roleAny') }, ...roles.map((r) => ({ value: r as string, label: t(`common:role.${r}`) }))]} />
          <NativeSelect aria-label={t('column.state')} value={by('state')} onChange={(e) => ask({ state: e.currentTarget.value })} data={[{ value: '', label: t('stateAny') }, ...(['active', 'suspended'] as const).map((s) => ({ value: s as string, label: t(`common:standing.${s}`) }))]} />
          <span className={`label num ${css.count}`} role="status">{asked.data && t('count', { count: found.length })}</span>
        </div>
        {asked.isPending ? <Rows /> : asked.isError ? <Failed error={asked.error} retry={() => void asked.refetch()} /> : found.length === 0 ? (
          all.length === 0 ? <Empty icon={IconUsers} title={t('none')} action={button}>{t('noneHelp')}</Empty>
            : <Empty icon={IconZoomExclamation} title={t('nothing')} action={<Button variant="default" onClick={() => ask({ q: '', member: '', role: '', state: '' })}>{t('common:do.clearAll')}</Button>}>{t('nothingHelp')}</Empty>
        ) : (
          <>
            <div className={css.head} aria-hidden><span>{t('column.person')}</span><span>{t('column.member')}</span><span>{t('column.roles')}</span><span>{t('column.state')}</span></div>
            <ul className={css.list}>
              {found.slice(0, shown).map((p) => (
                <li key={p.id} className={css.item} data-open={p.id === open || undefined}>
                  <div className={css.what}>
                    <Face name={p.name} off={p.state === 'suspended'} />
                    <div>
                      <Link to={`/people/${p.id}` as string} search={true as never} resetScroll={false} className={css.name}>{p.name}</Link>
                      <span className={`mono ${css.soft}`}>{p.id}{p.id === rights.person && ` · ${t('common:you')}`}</span>
                    </div>
                  </div>
                  <span>{forAlliance(p.roles) ? <>{t('alliance')}{p.member && <span className={css.soft}> · {t('lent')} {names.member(p.member)}</span>}</> : p.member && names.member(p.member)}</span>
                  <span className={css.wide}>{p.roles.map((r) => t(`common:role.${r as 'admin'}`)).join(', ')}</span>
                  <Standing of={p.state} />
                </li>
              ))}
            </ul>
            {found.length > shown && <div className={css.foot}><Button variant="default" onClick={() => more(shown + step)}>{t('common:do.more')}</Button></div>}
          </>
        )}
      </section>
      {open && <Side title={t('detail')} close={() => show()}><Detail key={open} id={open} /></Side>}
      {adding && <Suspense><Add close={() => add(false)} done={(p) => show(p.id)} /></Suspense>}
    </Page>
  );
}
