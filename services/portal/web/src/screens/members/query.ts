import { useQuery } from '@tanstack/react-query';
import { api, type Schemas, sure } from '../../api/client';

export type Member = Schemas['Member'];
export const kinds = ['brand', 'marketplace', 'payment', 'carrier', 'registrar', 'law_enforcement', 'association'] as const satisfies readonly Schemas['MemberKind'][];
export const sends = ['off', 'ask', 'on'] as const;
export const scopes = ['read', 'publish', 'subscribe', 'manage'] as const satisfies readonly Schemas['CredentialScope'][];

export const useMember = (member: string) => useQuery({ queryKey: ['members', 'one', member], queryFn: () => sure(api.GET('/v1/members/{member}', { params: { path: { member } } })) });
