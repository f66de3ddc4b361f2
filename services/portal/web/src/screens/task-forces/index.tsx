// The task forces: all, to an admin; those that one's member sits in, to everybody else.
import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconTargetArrow, IconZoomExclamation } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useForces, useNames, useRights } from '../../api/queries';
import { Page } from '../../shell/page';
import { fits, useAddress } from '../../ui/address';
import css from '../../ui/list.module.css';
import { Dot } from '../../ui/marks';
import { Empty, Failed, Rows } from '../../ui/say';
import { Side } from '../../ui/side';
import { useNumber, useTime } from '../../ui/when';
import { type Force, stateOf, tones } from './query';
import own from './task-forces.module.css';

const Detail = lazy(() => import('./detail'));
const Create = lazy(() => import('./dialogs').then((m) => ({ default: m.Create })));

export function Period({ of: f }: { of: Force }) {
  const { t } = useTranslation(['task-forces', 'common']);
  const time = useTime();
  const state = stateOf(f);
  return (
    <div>
      <Dot tone={tones[state]}>{t(`state.${state}`)}</Dot>
      <div className={css.soft} title={f.ends_at && time.full(f.ends_at)}>{f.ends_at ? t(state === 'over' ? 'ended' : 'ends', { when: time.ago(f.ends_at) }) : t('noEnd')}</div>
    </div>
  );
}

export default function TaskForces() {
  const { t } = useTranslation(['task-forces', 'common']);
  const { force: open } = useParams({ strict: false }) as { force?: string };
  const go = useNavigate();
  const rights = useRights();
  const names = useNames();
  const number = useNumber();
  const asked = useForces();
  const { asked: by, ask } = useAddress<'q' | 'state'>();
  const [creating, create] = useState(false);
  const show = (id?: string) => void go({ to: id ? `/task-forces/${id}` : '/task-forces', search: true, resetScroll: false } as never);
  const all = asked.data ?? [];
  const found = all.filter((f) => fits(by('q'), f.name, f.id, f.purpose, ...f.members.map((s) => names.member(s.member))) && (!by('state') || (by('state') === 'over') === (stateOf(f) === 'over')));
  const button = rights.admin && <Button leftSection={<IconPlus size={17} />} onClick={() => create(true)}>{t('create')}</Button>;
  return (
    <Page title={t('title')} about={t('about')} actions={button}>
      <section className="card" style={{ '--cols': 'minmax(0, 2fr) minmax(0, 1.5fr) 150px' } as React.CSSProperties}>
        {all.length > 0 && (
          <div className={css.bar}>
            <TextInput className={css.search} type="search" aria-label={t('search')} placeholder={t('search')} value={by('q')} onChange={(e) => ask({ q: e.currentTarget.value })} leftSection={<IconSearch size={16} aria-hidden />}
              rightSection={by('q') ? <CloseButton size="sm" aria-label={t('common:do.clear')} onClick={() => ask({ q: '' })} /> : null} />
            <NativeSelect aria-label={t('column.period')} value={by('state')} onChange={(e) => ask({ state: e.currentTarget.value })} data={[{ value: '', label: t('stateAny') }, ...(['open', 'over'] as const).map((s) => ({ value: s as string, label: t(`state.${s}`) }))]} />
            <span className={`label num ${css.count}`} role="status">{t('count', { count: found.length })}</span>
          </div>
        )}
        {asked.isPending ? <Rows /> : asked.isError ? <Failed error={asked.error} retry={() => void asked.refetch()} /> : found.length === 0 ? (
          all.length > 0 ? <Empty icon={IconZoomExclamation} title={t('nothing')} action={<Button variant="default" onClick={() => ask({ q: '', state: '' })}>{t('common:do.clearAll')}</Button>}>{t('nothingHelp')}</Empty>
            : rights.admin ? <Empty icon={IconTargetArrow} title={t('none')} action={button}>{t('noneHelp')}</Empty> : <Empty icon={IconTargetArrow} title={t('noneMember')}>{t('noneMemberHelp')}</Empty>
        ) : (
          <>
            <div className={css.head} aria-hidden><span>{t('column.force')}</span><span>{t('column.members')}</span><span>{t('column.period')}</span></div>
            <ul className={css.list}>
              {found.map((f) => {
                const mine = f.members.find((s) => s.member === rights.member);
                const who = f.members.map((s) => names.member(s.member));
                return (
                  <li key={f.id} className={css.item} data-open={f.id === open || undefined}>
                    <div className={css.what}>
                      <span className={css.icon} data-off={stateOf(f) === 'over' || undefined} aria-hidden><IconTargetArrow size={18} stroke={1.6} /></span>
                      <div>
                        <Link to={`/task-forces/${f.id}` as string} search={true as never} resetScroll={false} className={css.name}>{f.name}</Link>
                        <span className={`${css.soft} ${css.clamp}`}>{f.purpose}</span>
                      </div>
                    </div>
                    <div>
                      <span className={css.clamp}>{who.slice(0, 3).join(', ')}{who.length > 3 && <span className={`${css.soft} ${own.more}`}> +{number(who.length - 3)}</span>}</span>
                      {mine && <span className={css.soft}>{t('column.role')}: {t(`common:seat.${mine.role}`)}</span>}
                    </div>
                    <Period of={f} />
                  </li>
                );
              })}
            </ul>
          </>
        )}
      </section>
      {open && <Side title={t('detail')} close={() => show()}><Detail key={open} id={open} /></Side>}
      {creating && <Suspense><Create close={() => create(false)} done={(f) => { create(false); show(f.id); }} /></Suspense>}
    </Page>
  );
}
