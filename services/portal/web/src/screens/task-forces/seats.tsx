import { ActionIcon, Select } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../api/queries';
import css from '../../ui/list.module.css';
import { KindIcon } from '../../ui/who';
import { type Seat, seatRoles } from './query';
import own from './task-forces.module.css';

// Seats are who is to sit in a task force; was are those who do.
export function Seats({ of, was = [], change, fault }: { of: Seat[]; was?: Seat[]; change: (s: Seat[]) => void; fault?: string }) {
  const { t } = useTranslation(['task-forces', 'common']);
  const names = useNames();
  const others = [...names.members.values()].filter((m) => m.state !== 'suspended' && !of.some((s) => s.member === m.id)).map((m) => ({ value: m.id, label: m.name }));
  const set = (member: string, role: Seat['role']) => change(of.map((s) => (s.member === member ? { member, role } : s)));
  return (
    <div>
      <div className="label">{t('members')}</div>
      {of.map((s) => {
        const m = names.members.get(s.member);
        return (
          <div key={s.member} className={own.seat} data-new={!was.some((w) => w.member === s.member) && was.length > 0 ? true : undefined}>
            <div className={css.what}><KindIcon of={m?.kind} /><div>{names.member(s.member)}<div className={css.soft}>{m && t(`common:kind.${m.kind}`)}</div></div></div>
            <Select aria-label={t('role', { who: names.member(s.member) })} allowDeselect={false} data={seatRoles.map((r) => ({ value: r as string, label: t(`common:seat.${r}`) }))} value={s.role} onChange={(v) => v && set(s.member, v as Seat['role'])} />
            <ActionIcon aria-label={t('remove', { who: names.member(s.member) })} onClick={() => change(of.filter((x) => x.member !== s.member))}><IconTrash size={17} stroke={1.6} /></ActionIcon>
          </div>
        );
      })}
      <Select mt={10} searchable aria-label={t('add')} placeholder={t('add')} data={others} value={null} error={fault} onChange={(m) => m && change([...of, { member: m, role: 'contributor' }])} />
    </div>
  );
}
