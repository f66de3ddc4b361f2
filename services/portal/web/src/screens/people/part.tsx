import { Alert, Checkbox, SegmentedControl, Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../api/queries';
import { ofAlliance, ofMember, type Role } from './query';

export interface Place { alliance: boolean; member?: string; roles: Role[] }

// Belongs asks for whom somebody acts, and as what: roles are of one sort.
export function Belongs({ of, change, fault }: { of: Place; change: (p: Place) => void; fault: (pointer: string) => string | undefined }) {
  const { t } = useTranslation(['people', 'common']);
  const names = useNames();
  const members = [...names.members.values()].filter((m) => m.state !== 'suspended' || m.id === of.member).map((m) => ({ value: m.id, label: m.name }));
  const sort = (alliance: boolean) => change({ alliance, member: of.member, roles: alliance ? [] : ['reader'] });
  return (
    <>
      <div>
        <div className="label" id="sort" style={{ marginBottom: 5 }}>{t('sort')}</div>
        <SegmentedControl fullWidth aria-labelledby="sort" value={of.alliance ? 'alliance' : 'member'} onChange={(v) => sort(v === 'alliance')} data={(['member', 'alliance'] as const).map((v) => ({ value: v, label: t(`sorts.${v}`) }))} />
      </div>
      {of.alliance ? <Select clearable searchable label={t('lent')} description={t('lentHelp')} placeholder={t('lentNone')} data={members} value={of.member ?? null} onChange={(m) => change({ ...of, member: m ?? undefined })} error={fault('/member')} />
        : <Select required searchable allowDeselect={false} label={t('which')} data={members} value={of.member ?? null} onChange={(m) => m && change({ ...of, member: m })} error={fault('/member')} />}
      <Checkbox.Group required label={t('roles')} value={of.roles} onChange={(v) => change({ ...of, roles: v as Role[] })} error={fault('/roles')}>
        <Stack gap={10} mt={6}>{(of.alliance ? ofAlliance : ofMember).map((r) => <Checkbox key={r} value={r} label={t(`common:role.${r}`)} description={t(`roleHelp.${r}`)} />)}</Stack>
      </Checkbox.Group>
      {of.roles.includes('admin') && <Alert color="copper" variant="light">{t('allianceWarn')}</Alert>}
    </>
  );
}
