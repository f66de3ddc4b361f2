// Who somebody is: a member by its kind, a person by their initials, and in which state.
import { IconBuildingBank, IconBuildingStore, IconDiamond, IconGavel, IconTruckDelivery, IconUsersGroup, IconWorldWww } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import css from './list.module.css';
import { Dot } from './marks';

const icons = {
  brand: IconDiamond, marketplace: IconBuildingStore, payment: IconBuildingBank, carrier: IconTruckDelivery, registrar: IconWorldWww, law_enforcement: IconGavel, association: IconUsersGroup,
} satisfies Record<Schemas['MemberKind'], unknown>;

export function KindIcon({ of, off }: { of?: Schemas['MemberKind']; off?: boolean }) {
  const Icon = (of && icons[of]) ?? IconUsersGroup;
  return <span className={css.icon} data-off={off || undefined} aria-hidden><Icon size={18} stroke={1.6} /></span>;
}

const initials = (name: string) => name.split(/\s+/).map((w) => [...w][0]).slice(0, 2).join('').toUpperCase();

export const Face = ({ name, off }: { name: string; off?: boolean }) => <span className={css.icon} data-round data-off={off || undefined} aria-hidden>{initials(name)}</span>;

export function Standing({ of }: { of: 'active' | 'suspended' }) {
  const { t } = useTranslation();
  return <Dot tone={of === 'active' ? 'good' : 'bad'}>{t(`standing.${of}`)}</Dot>;
}
