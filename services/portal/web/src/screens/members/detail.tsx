// One member: what it is, who its people are, its keys; and shutting it out.
import { Alert, Anchor, Badge, Button, Tabs } from '@mantine/core';
import { IconBellRinging, IconPencil, IconPlayerPlay, IconPlus, IconUserOff, IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useForces, usePeople, useRights } from '../../api/queries';
import { Facts } from '../../ui/facts';
import css from '../../ui/list.module.css';
import { Copy } from '../../ui/marks';
import { Empty, Failed, Rows } from '../../ui/say';
import { When } from '../../ui/when';
import { Face, KindIcon, Standing } from '../../ui/who';
import { Keys } from '../keys';
import { Change, Notices, Reinstate, Suspend } from './dialogs';
import { type Member, scopes, useMember } from './query';

const Add = lazy(() => import('../people/add'));
const icon = { size: 16, stroke: 1.7 };

export default function Detail({ id }: { id: string }) {
  const { t } = useTranslation(['members', 'common']);
  const rights = useRights();
  const asked = useMember(id);
  if (asked.isPending) return <Rows n={6} />;
  if (asked.isError) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  const m = asked.data;
  const off = m.state === 'suspended';
  const manages = rights.manages(m.id);
  return (
    <>
      <div className={css.hero}>
        <KindIcon of={m.kind} off={off} />
        <div>
          <h2>{m.name}</h2>
          <div className={css.signs}><span className="label">{t(`common:kind.${m.kind}`)}</span>{m.state && <Standing of={m.state} />}{m.id === rights.member && <Badge>{t('common:you')}</Badge>}</div>
        </div>
      </div>
      {off && <Alert color="red" variant="light" mb="md" title={t('suspendedNow', { name: m.name })}>{t('suspendedHelp')}</Alert>}
      {manages ? (
        <Tabs defaultValue="about" keepMounted={false}>
          <Tabs.List mb="md">{(['about', 'people', 'keys'] as const).map((tab) => <Tabs.Tab key={tab} value={tab}>{t(`tab.${tab}`)}</Tabs.Tab>)}</Tabs.List>
          <Tabs.Panel value="about"><About of={m} /></Tabs.Panel>
          <Tabs.Panel value="people"><People of={m} /></Tabs.Panel>
          <Tabs.Panel value="keys"><Keys of={{ member: m.id }} who={m.name} may={rights.admin ? scopes : scopes.filter(rights.can)} make={!off} /></Tabs.Panel>
        </Tabs>
      ) : <About of={m} />}
    </>
  );
}

function About({ of: m }: { of: Member }) {
  const { t } = useTranslation(['members', 'common']);
  const rights = useRights();
  const forces = useForces().data ?? [];
  const [doing, begin] = useState<'change' | 'notices' | 'suspend' | 'reinstate'>();
  const end = () => begin(undefined);
  const sits = forces.filter((f) => f.members.some((s) => s.member === m.id));
  const own = m.id === rights.member;
  const send = m.match_notices?.send;
  return (
    <>
      <Facts rows={[
        [t('id'), <><span className="mono">{m.id}</span> <Copy value={m.id} label={t('common:do.copy')} /></>],
        [t('kind'), t(`common:kind.${m.kind}`)],
        [t('reason'), m.reason],
        [t('forces'), sits.length ? <span className={css.tags}>{sits.map((f) => <Anchor key={f.id} renderRoot={(p) => <Link {...p} to={`/task-forces/${f.id}` as string} />}>{f.name}</Anchor>)}</span> : <span className="label">{t(own || rights.admin ? 'forcesNone' : 'togetherNone')}</span>],
        [t('since'), m.created_at && <When at={m.created_at} />],
        [t('changed'), m.modified_at && m.modified_at !== m.created_at && <When at={m.modified_at} />],
      ]} />
      {send && (
        <section className={css.part}>
          <header><h3>{t('notices')}</h3>{rights.manages(m.id) && <Button size="xs" variant="default" leftSection={<IconBellRinging {...icon} />} onClick={() => begin('notices')}>{t('change')}</Button>}</header>
          <p className={css.soft} style={{ margin: '0 0 10px' }}>{t('noticesHelp')}</p>
          <Facts rows={[[t('send'), t(`sends.${send}`)], [t('receive'), t(m.match_notices?.receive === false ? 'received.no' : 'received.yes')]]} />
        </section>
      )}
      {rights.admin && (
        <div className={css.acts}>
          <Button variant="default" leftSection={<IconPencil {...icon} />} onClick={() => begin('change')}>{t('change')}</Button>
          {m.state === 'suspended' ? <Button leftSection={<IconPlayerPlay {...icon} />} onClick={() => begin('reinstate')}>{t('reinstate')}</Button>
            : <Button variant="subtle" color="red" leftSection={<IconUserOff {...icon} />} onClick={() => begin('suspend')}>{t('suspend')}</Button>}
        </div>
      )}
      {doing === 'change' && <Change of={m} close={end} />}
      {doing === 'notices' && <Notices of={m} close={end} />}
      {doing === 'suspend' && <Suspend of={m} close={end} />}
      {doing === 'reinstate' && <Reinstate of={m} close={end} />}
    </>
  );
}

function People({ of: m }: { of: Member }) {
  const { t } = useTranslation(['members', 'common']);
  const rights = useRights();
  const asked = usePeople();
  const [adding, add] = useState(false);
  if (asked.isPending) return <Rows n={3} />;
  if (asked.isError) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  const mine = asked.data.filter((p) => p.member === m.id);
  const button = rights.admin && m.state === 'active' && <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => add(true)}>{t('addPerson')}</Button>;
  return (
    <>
      {mine.length === 0 ? <Empty icon={IconUsers} title={t('peopleNone')} action={button}>{t('peopleNoneHelp')}</Empty> : (
        <>
          <div className={css.top}><span />{button}</div>
          <ul className={css.rows}>
            {mine.map((p) => (
              <li key={p.id}>
                <div className={css.what}>
                  <Face name={p.name} off={p.state === 'suspended'} />
                  <div><Link to={`/people/${p.id}` as string} className={css.name}>{p.name}</Link><span className={css.soft}>{p.roles.map((r) => t(`common:role.${r as 'admin'}`)).join(', ')}</span></div>
                </div>
                <Standing of={p.state} />
              </li>
            ))}
          </ul>
        </>
      )}
      {adding && <Suspense><Add member={m.id} close={() => add(false)} /></Suspense>}
    </>
  );
}
