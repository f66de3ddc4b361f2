import { useQuery } from '@tanstack/react-query';
import { api, type Schemas, sure } from '../../api/client';
import type { Scope } from '../keys/query';

export type Person = Schemas['Person'];
export type Role = Schemas['PersonRole'];

export const ofAlliance = ['admin', 'steward', 'auditor'] as const satisfies readonly Role[];
export const ofMember = ['manager', 'analyst', 'reader'] as const satisfies readonly Role[];
export const forAlliance = (roles: readonly string[]) => roles.some((r) => (ofAlliance as readonly string[]).includes(r));

// gives is what each role can be used for (shared/access/roles.go); the hub decides.
const gives: Record<Role, Scope[]> = {
  admin: ['read', 'admin', 'audit'], steward: ['read'], auditor: ['read', 'audit'],
  manager: ['read', 'publish', 'subscribe', 'manage'], analyst: ['read', 'publish'], reader: ['read'],
};
const order: Scope[] = ['read', 'publish', 'subscribe', 'manage', 'admin', 'audit'];
export const given = (roles: readonly string[]) => order.filter((s) => roles.some((r) => gives[r as Role]?.includes(s)));

export const usePerson = (person: string) => useQuery({ queryKey: ['people', 'one', person], queryFn: () => sure(api.GET('/v1/people/{person}', { params: { path: { person } } })) });
