// One person: for whom they act and as what, where they are signed in, their keys; letting them in, and shutting them out.
import { Alert, Anchor, Button, Tabs } from '@mantine/core';
import { IconLink, IconPencil, IconPlayerPlay, IconUserOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames, useRights } from '../../api/queries';
import { Facts } from '../../ui/facts';
import css from '../../ui/list.module.css';
import { Copy } from '../../ui/marks';
import { Failed, Rows } from '../../ui/say';
import { When } from '../../ui/when';
import { Face, Standing } from '../../ui/who';
import { Keys, Sessions } from '../keys';
import { Change, Reinstate, SignInLink, Suspend } from './dialogs';
import { forAlliance, given, type Person, usePerson } from './query';

const icon = { size: 16, stroke: 1.7 };

export default function Detail({ id }: { id: string }) {
  const { t } = useTranslation(['people', 'common']);
  const rights = useRights();
  const asked = usePerson(id);
  if (asked.isPending) return <Rows n={6} />;
  if (asked.isError) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  const p = asked.data;
  const off = p.state === 'suspended';
  const own = p.id === rights.person;
  const keys = rights.admin || own;
  return (
    <>
      <div className={css.hero}>
        <Face name={p.name} off={off} />
        <div>
          <h2>{p.name}</h2>
          <div className={css.signs}><span className="label">{p.roles.map((r) => t(`common:role.${r as 'admin'}`)).join(', ')}</span><Standing of={p.state} /></div>
        </div>
      </div>
      {off && <Alert color="red" variant="light" mb="md" title={t('suspendedNow', { name: p.name })}>{t('suspendedHelp')}</Alert>}
      {keys ? (
        <Tabs defaultValue="about" keepMounted={false}>
          <Tabs.List mb="md">{(['about', 'sessions', 'keys'] as const).map((tab) => <Tabs.Tab key={tab} value={tab}>{t(`tab.${tab}`)}</Tabs.Tab>)}</Tabs.List>
          <Tabs.Panel value="about"><About of={p} /></Tabs.Panel>
          <Tabs.Panel value="sessions"><Sessions of={p.id} own={own} /></Tabs.Panel>
          <Tabs.Panel value="keys"><Keys of={{ person: p.id }} who={p.name} may={given(p.roles)} make={!off && (rights.admin || !forAlliance(p.roles))} /></Tabs.Panel>
        </Tabs>
      ) : <About of={p} />}
    </>
  );
}

function About({ of: p }: { of: Person }) {
  const { t } = useTranslation(['people', 'common']);
  const rights = useRights();
  const names = useNames();
  const [doing, begin] = useState<'link' | 'change' | 'suspend' | 'reinstate'>();
  const end = () => begin(undefined);
  const alliance = forAlliance(p.roles);
  const own = p.id === rights.person;
  const home = p.member && names.members.get(p.member);
  const member = p.member && <Anchor renderRoot={(a) => <Link {...a} to={`/members/${p.member}` as string} />}>{names.member(p.member)}</Anchor>;
  const shut = !alliance && home && home.state === 'suspended';
  return (
    <>
      {shut && <Alert color="copper" variant="light" mb="md">{t('ofMember', { member: home.name })}</Alert>}
      <Facts rows={[
        [t('id'), <><span className="mono">{p.id}</span> <Copy value={p.id} label={t('common:do.copy')} /></>],
        [t('member'), alliance ? t('alliance') : member],
        [t('lent'), alliance && member],
        [t('roles'), p.roles.map((r) => <div key={r}>{t(`common:role.${r as 'admin'}`)} <span className={css.soft}>· {t(`roleHelp.${r as 'admin'}`)}</span></div>)],
        [t('reason'), p.reason],
        [t('since'), <When at={p.created_at} />],
        [t('changed'), p.modified_at !== p.created_at && <When at={p.modified_at} />],
      ]} />
      {rights.admin && (
        <div className={css.acts}>
          {p.state === 'active' && !shut && <Button leftSection={<IconLink {...icon} />} onClick={() => begin('link')}>{t('link')}</Button>}
          <Button variant="default" leftSection={<IconPencil {...icon} />} onClick={() => begin('change')}>{t('change')}</Button>
          {!own && (p.state === 'suspended' ? <Button leftSection={<IconPlayerPlay {...icon} />} onClick={() => begin('reinstate')}>{t('reinstate')}</Button>
            : <Button variant="subtle" color="red" leftSection={<IconUserOff {...icon} />} onClick={() => begin('suspend')}>{t('suspend')}</Button>)}
        </div>
      )}
      {own && rights.admin && <p className={css.soft}>{t('self')}</p>}
      {doing === 'link' && <SignInLink of={p} close={end} />}
      {doing === 'change' && <Change of={p} own={own} close={end} />}
      {doing === 'suspend' && <Suspend of={p} close={end} />}
      {doing === 'reinstate' && <Reinstate of={p} close={end} />}
    </>
  );
}
