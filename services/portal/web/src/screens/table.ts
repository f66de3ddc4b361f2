// The route table: one entry a screen. To add a screen see ../../README.md.
import { IconAffiliate, IconBuildingCommunity, IconCode, IconFileImport, IconFingerprint, IconGavel, IconHistory, IconHome, IconScale, IconSend2, IconSettings, IconTargetArrow, IconUsers, IconWebhook } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Schemas } from '../api/client';
import type common from '../i18n/common.en';

type Me = Schemas['Me'];
type Named = Exclude<keyof (typeof common)['nav'], 'label' | 'open' | Group>;
export type Group = 'work' | 'alliance' | 'connect' | 'own'; // what is one's own is led to by the person's menu

export interface Screen {
  name: Named; // its folder, its messages' namespace, and its label: nav.<name> in i18n/common.*.ts
  path: string; // behind /ui; "{-$id}" is a part that may be left out
  at: string; // where the navigation leads
  group: Group; // where it stands there
  icon: ComponentType<{ size?: number; stroke?: number }>;
  scope?: Me['scopes'][number]; // what it needs; who has not got it is not shown the way
  only?: (me: Me) => boolean; // where a scope does not say it all
  load: () => Promise<{ default: ComponentType }>;
}

// The order is that of the navigation, and the first that a person may open is where they begin.
export const screens: Screen[] = [
  { name: 'home', path: '/home', at: '/home', group: 'work', icon: IconHome, load: () => import('./home') },
  { name: 'indicators', path: '/indicators/{-$indicator}', at: '/indicators', group: 'work', icon: IconFingerprint, scope: 'read', load: () => import('./indicators') },
  { name: 'publish', path: '/publish', at: '/publish', group: 'work', icon: IconSend2, scope: 'publish', only: ofMember, load: () => import('./publish') },
  { name: 'members', path: '/members/{-$member}', at: '/members', group: 'alliance', icon: IconBuildingCommunity, scope: 'read', load: () => import('./members') },
  { name: 'people', path: '/people/{-$person}', at: '/people', group: 'alliance', icon: IconUsers, only: (me) => ['admin', 'audit', 'manage'].some((s) => me.scopes.includes(s as 'audit')), load: () => import('./people') },
  { name: 'task-forces', path: '/task-forces/{-$force}', at: '/task-forces', group: 'alliance', icon: IconTargetArrow, scope: 'read', load: () => import('./task-forces') },
  { name: 'networks', path: '/networks/{-$network}', at: '/networks', group: 'work', icon: IconAffiliate, scope: 'read', load: () => import('./networks') },
  { name: 'import', path: '/import/{-$import}', at: '/import', group: 'work', icon: IconFileImport, scope: 'publish', only: ofMember, load: () => import('./import') },
  { name: 'desk', path: '/desk/{-$item}', at: '/desk', group: 'work', icon: IconGavel, scope: 'read', only: partOfDisputes, load: () => import('./desk') },
  { name: 'policies', path: '/policies/{-$part}/{-$id}', at: '/policies', group: 'alliance', icon: IconScale, scope: 'audit', load: () => import('./policies') },
  { name: 'audit', path: '/audit/{-$part}', at: '/audit', group: 'alliance', icon: IconHistory, scope: 'read', load: () => import('./audit') },
  { name: 'webhooks', path: '/webhooks/{-$subscription}', at: '/webhooks', group: 'connect', icon: IconWebhook, scope: 'subscribe', only: ofMember, load: () => import('./webhooks') },
  { name: 'settings', path: '/settings', at: '/settings', group: 'own', icon: IconSettings, load: () => import('./settings') },
  { name: 'developers', path: '/developers', at: '/developers', group: 'connect', icon: IconCode, load: () => import('./developers') },
];

// ofMember: who acts for the alliance publishes nothing and subscribes to nothing.
function ofMember(me: Me) {
  return me.member !== undefined && !me.person?.roles.some((r) => r === 'admin' || r === 'steward' || r === 'auditor');
}

// partOfDisputes: members are parties, stewards settle. There is nothing on the desk of others.
function partOfDisputes(me: Me) {
  return ofMember(me) || (me.person?.roles.includes('steward') ?? false);
}

export const opens = (s: Screen, me: Me) => (!s.scope || me.scopes.includes(s.scope)) && (!s.only || s.only(me));
