// One task force: what for, until when, and who sits in it.
import { Button, Group } from '@mantine/core';
import { IconCalendarTime, IconLock, IconPencil, IconUsersPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames, useRights } from '../../api/queries';
import { Facts } from '../../ui/facts';
import css from '../../ui/list.module.css';
import { Copy } from '../../ui/marks';
import { Failed, Rows } from '../../ui/say';
import { When } from '../../ui/when';
import { KindIcon } from '../../ui/who';
import { Period } from '.';
import { Close, Edit, Extend, Members } from './dialogs';
import { stateOf, useForce } from './query';
import own from './task-forces.module.css';

const icon = { size: 16, stroke: 1.7 };

export default function Detail({ id }: { id: string }) {
  const { t } = useTranslation(['task-forces', 'common']);
  const rights = useRights();
  const names = useNames();
  const asked = useForce(id);
  const [doing, begin] = useState<'edit' | 'members' | 'extend' | 'close'>();
  const end = () => begin(undefined);
  if (asked.isPending) return <Rows n={6} />;
  if (asked.isError) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  const f = asked.data;
  const over = stateOf(f) === 'over';
  return (
    <>
      <h2 style={{ margin: '0 0 6px', fontSize: '1.0625rem' }}>{f.name}</h2>
      <p className={own.purpose}>{f.purpose}</p>
      <Facts rows={[
        [t('period'), <>{f.ends_at && <When at={f.ends_at} />}<Period of={f} /></>],
        [t('since'), <When at={f.created_at} />],
        [t('changed'), f.modified_at !== f.created_at && <When at={f.modified_at} />],
        [t('id'), <><span className="mono">{f.id}</span> <Copy value={f.id} label={t('common:do.copy')} /></>],
      ]} />
      {rights.admin && (
        <Group className={css.acts} gap={8}>
          <Button variant="default" leftSection={<IconPencil {...icon} />} onClick={() => begin('edit')}>{t('edit')}</Button>
          <Button variant="default" leftSection={<IconCalendarTime {...icon} />} onClick={() => begin('extend')}>{t('extend')}</Button>
          {!over && <Button variant="subtle" color="red" leftSection={<IconLock {...icon} />} onClick={() => begin('close')}>{t('close')}</Button>}
        </Group>
      )}
      <section className={css.part}>
        <header><h3>{t('members')}</h3>{rights.admin && <Button size="xs" leftSection={<IconUsersPlus size={15} stroke={1.7} />} onClick={() => begin('members')}>{t('changeMembers')}</Button>}</header>
        <p className={css.soft} style={{ margin: '0 0 6px' }}>{t('membersHelp')}</p>
        <ul className={css.rows}>
          {f.members.map((s) => {
            const m = names.members.get(s.member);
            const off = m?.state === 'suspended';
            return (
              <li key={s.member}>
                <div className={css.what}>
                  <KindIcon of={m?.kind} off={off} />
                  <div>
                    <Link to={`/members/${s.member}` as string} className={css.name}>{names.member(s.member)}</Link>
                    <span className={css.soft}>{off ? t('suspended') : m && t(`common:kind.${m.kind}`)}{s.member === rights.member && ` · ${t('common:you')}`}</span>
                  </div>
                </div>
                <span title={t(`roleHelp.${s.role}`)}>{t(`common:seat.${s.role}`)}</span>
              </li>
            );
          })}
        </ul>
      </section>
      {doing === 'edit' && <Edit of={f} close={end} />}
      {doing === 'members' && <Members of={f} close={end} />}
      {doing === 'extend' && <Extend of={f} close={end} />}
      {doing === 'close' && <Close of={f} close={end} />}
    </>
  );
}
