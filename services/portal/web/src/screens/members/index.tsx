// Who belongs to the alliance: to admins all and whole, to members the roster and themselves.
import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { IconBuildingCommunity, IconPlus, IconSearch, IconZoomExclamation } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useForces, useMembers, usePeople, useRights } from '../../api/queries';
import { Page } from '../../shell/page';
import { fits, useAddress } from '../../ui/address';
import css from '../../ui/list.module.css';
import { Empty, Failed, Rows } from '../../ui/say';
import { Side } from '../../ui/side';
import { useNumber } from '../../ui/when';
import { KindIcon, Standing } from '../../ui/who';
import { kinds } from './query';

const Detail = lazy(() => import('./detail'));
const Enrol = lazy(() => import('./dialogs').then((m) => ({ default: m.Enrol })));
const step = 100;

export default function Members() {
  const { t } = useTranslation(['members', 'common']);
  const { member: open } = useParams({ strict: false }) as { member?: string };
  const go = useNavigate();
  const number = useNumber();
  const rights = useRights();
  const asked = useMembers();
  const people = usePeople(rights.audits).data ?? [];
  const forces = useForces().data ?? [];
  const { asked: by, ask } = useAddress<'q' | 'kind' | 'state'>();
  const [enrolling, enrol] = useState(false);
  const [shown, more] = useState(step);
  const show = (id?: string) => void go({ to: id ? `/members/${id}` : '/members', search: true, resetScroll: false } as never);
  const all = asked.data ?? [];
  const found = all.filter((m) => fits(by('q'), m.name, m.id) && (!by('kind') || m.kind === by('kind')) && (!by('state') || m.state === by('state')));
  const button = rights.admin && <Button leftSection={<IconPlus size={17} />} onClick={() => enrol(true)}>{t('enrol')}</Button>;
  const cols = rights.admin ? 'minmax(0, 2.4fr) 1fr 74px 92px 116px' : 'minmax(0, 2fr) 1fr 1fr';
  return (
    <Page title={t('title')} about={t('about')} actions={button}>
      <section className="card" style={{ '--cols': cols } as React.CSSProperties}>
        <div className={css.bar}>
          <TextInput className={css.search} type="search" aria-label={t('search')} placeholder={t('search')} value={by('q')} onChange={(e) => ask({ q: e.currentTarget.value })} leftSection={<IconSearch size={16} aria-hidden />}
            rightSection={by('q') ? <CloseButton size="sm" aria-label={t('common:do.clear')} onClick={() => ask({ q: '' })} /> : null} />
          <NativeSelect aria-label={t('kind')} value={by('kind')} onChange={(e) => ask({ kind: e.currentTarget.value })} data={[{ value: '', label: t('kindAny') }, ...kinds.map((k) => ({ value: k as string, label: t(`common:kind.${k}`) }))]} />
          {rights.admin && <NativeSelect aria-label={t('column.state')} value={by('state')} onChange={(e) => ask({ state: e.currentTarget.value })} data={[{ value: '', label: t('stateAny') }, ...(['active', 'suspended'] as const).map((s) => ({ value: s as string, label: t(`common:standing.${s}`) }))]} />}
          <span className={`label num ${css.count}`} role="status">{asked.data && t('count', { count: found.length })}</span>
        </div>
        {asked.isPending ? <Rows /> : asked.isError ? <Failed error={asked.error} retry={() => void asked.refetch()} /> : found.length === 0 ? (
          all.length === 0 ? <Empty icon={IconBuildingCommunity} title={t('none')} action={button}>{t('noneHelp')}</Empty>
            : <Empty icon={IconZoomExclamation} title={t('nothing')} action={<Button variant="default" onClick={() => ask({ q: '', kind: '', state: '' })}>{t('common:do.clearAll')}</Button>}>{t('nothingHelp')}</Empty>
        ) : (
          <>
            <div className={css.head} aria-hidden>
              <span>{t('column.member')}</span><span>{t('column.kind')}</span>
              {rights.admin ? <><span>{t('column.people')}</span><span>{t('column.forces')}</span><span>{t('column.state')}</span></> : <span>{t('column.together')}</span>}
            </div>
            <ul className={css.list}>
              {found.slice(0, shown).map((m) => {
                const off = m.state === 'suspended';
                const sits = forces.filter((f) => f.members.some((s) => s.member === m.id));
                return (
                  <li key={m.id} className={css.item} data-open={m.id === open || undefined}>
                    <div className={css.what}>
                      <KindIcon of={m.kind} off={off} />
                      <div>
                        <Link to={`/members/${m.id}` as string} search={true as never} resetScroll={false} className={css.name}>{m.name}</Link>
                        <span className={`mono ${css.soft}`}>{m.id}{m.id === rights.member && ` · ${t('common:you')}`}</span>
                      </div>
                    </div>
                    <span>{t(`common:kind.${m.kind}`)}</span>
                    {rights.admin ? (
                      <>
                        <span className={`num ${css.wide}`}>{number(people.filter((p) => p.member === m.id).length)}</span>
                        <span className={`num ${css.wide}`}>{number(sits.length)}</span>
                        <Standing of={m.state ?? 'active'} />
                      </>
                    ) : <span className={css.soft}>{m.id !== rights.member && sits.map((f) => f.name).join(', ')}</span>}
                  </li>
                );
              })}
            </ul>
            {found.length > shown && <div className={css.foot}><Button variant="default" onClick={() => more(shown + step)}>{t('common:do.more')}</Button></div>}
          </>
        )}
      </section>
      {open && asked.data && <Side title={t('detail')} close={() => show()}><Detail key={open} id={open} /></Side>}
      {enrolling && <Suspense><Enrol close={() => enrol(false)} done={(m) => { enrol(false); show(m.id); }} /></Suspense>}
    </Page>
  );
}
