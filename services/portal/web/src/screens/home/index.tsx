// Where a day begins: what waits for the person, and what is new for them.
import { Anchor, Button } from '@mantine/core';
import { IconChevronRight, IconCircleCheck, IconFingerprint } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames, useRights } from '../../api/queries';
import { useSettings } from '../../settings';
import { Page } from '../../shell/page';
import { defang } from '../../ui/defang';
import list from '../../ui/list.module.css';
import { Publisher, Restricted, TypeIcon } from '../../ui/marks';
import { Empty, Failed, Rows, Trouble } from '../../ui/say';
import { Ago } from '../../ui/when';
import { wall } from '../../ui/zone';
import { opens, screens } from '../table';
import css from './home.module.css';
import { type Item, useFresh, useQueue } from './queue';

const step = 12;

export default function Home() {
  const { t } = useTranslation(['home', 'common']);
  const { language, zone } = useSettings();
  const { me, can } = useRights();
  const now = new Date();
  const hour = Number(wall(now, zone).slice(11, 13));
  const name = me?.person?.name.split(/\s+/)[0] ?? t('common:person.bootstrap');
  const hello = hour >= 4 && hour < 12 ? 'morning' : hour >= 12 && hour < 18 ? 'day' : 'evening';
  const date = new Intl.DateTimeFormat(language, { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(now);
  return (
    <Page title={t(`hello.${hello}`, { name })} name={t('title')} about={date}>
      <div className={css.layout} data-one={!can('read') || undefined}>
        <Queue />
        {can('read') && <Fresh />}
      </div>
    </Page>
  );
}

function Queue() {
  const { t } = useTranslation(['home', 'common']);
  const { items, pending, error, again } = useQueue();
  const [shown, more] = useState(step);
  return (
    <section className="card" aria-labelledby="queue">
      <header className={css.head}><h2 id="queue">{t('queue')}</h2><span className="label num" role="status">{!pending && items.length > 0 && t('count', { count: items.length })}</span></header>
      {!!error && <div style={{ padding: '0 16px 14px' }}><Trouble error={error} /><Button mt={8} size="xs" variant="default" onClick={again}>{t('common:do.again')}</Button></div>}
      {pending && items.length === 0 ? <Rows n={4} /> : items.length === 0 ? !error && <Clear /> : (
        <>
          <ul className={css.list}>{items.slice(0, shown).map((i) => <One key={i.key} of={i} />)}</ul>
          {items.length > shown && <div className={list.foot}><Button variant="default" onClick={() => more(shown + step)}>{t('more', { count: items.length - shown })}</Button></div>}
        </>
      )}
    </section>
  );
}

function One({ of: i }: { of: Item }) {
  return (
    <li className={css.item} data-tone={i.tone}>
      <span className={css.icon} aria-hidden><i.icon size={18} stroke={1.7} /></span>
      <div className={css.words}>
        {i.to ? <Link to={i.to as string} className={list.name}>{i.title}</Link> : <span style={{ fontWeight: 560 }}>{i.title}</span>}
        <span className={css.about}>{i.about}</span>
      </div>
      {i.at && <span className={list.soft} style={{ whiteSpace: 'nowrap' }}><Ago at={i.at} /></span>}
      {i.to && <IconChevronRight size={16} aria-hidden className={css.go} />}
    </li>
  );
}

// Clear is a queue with nothing in it: good news, and what there is to do instead.
function Clear() {
  const { t } = useTranslation('home');
  const { me, member } = useRights();
  if (!me) return null;
  const next = (member ? (['publish', 'indicators'] as const) : (['members', 'indicators'] as const)).find((n) => screens.some((s) => s.name === n && opens(s, me)));
  const sort = !member ? 'alliance' : next === 'publish' ? 'publisher' : 'reader';
  return (
    <Empty icon={IconCircleCheck} title={t('clear')} action={next && <Button variant="default" component={Link} to={screens.find((s) => s.name === next)!.at as string}>{t(`do.${next}`)}</Button>}>
      {t(`clearHelp.${sort}`)}
    </Empty>
  );
}

function Fresh() {
  const { t } = useTranslation(['home', 'common']);
  const { member } = useRights();
  const names = useNames();
  const asked = useFresh(true);
  return (
    <section className="card" aria-labelledby="fresh">
      <header className={css.head}><h2 id="fresh">{t('fresh')}</h2><Anchor size="sm" renderRoot={(p) => <Link {...p} to={'/indicators' as string} />}>{t('all')}</Anchor></header>
      {asked.isPending ? <Rows n={5} /> : asked.isError ? <Failed error={asked.error} retry={() => void asked.refetch()} /> : asked.data.length === 0 ? <Empty icon={IconFingerprint} title={t('freshNone')}>{t('freshNoneHelp')}</Empty> : (
        <ul className={css.list}>
          {asked.data.map((i) => {
            const value = i.observable?.value ?? i.observable?.canonical;
            return (
              <li key={i.id} className={css.item}>
                <TypeIcon type={i.observable?.type} />
                <div className={css.words}>
                  <Link to={`/indicators/${i.id}` as string} className={list.name}>{value ? <span className={`mono ${list.clamp}`}>{defang(i.observable?.type, value)}</span> : <Restricted />}</Link>
                  <span className={css.about}><Publisher of={i} name={names.member} own={member} />{i.infringement && ` · ${t(`common:infringement.${i.infringement}`)}`}</span>
                </div>
                <span className={list.soft} style={{ whiteSpace: 'nowrap' }}><Ago at={i.created_at} /></span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
