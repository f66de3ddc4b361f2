import { Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Fault, match, type Schemas, sure } from '../../api/client';
import { queries, useNames } from '../../api/queries';
import { Ask } from '../../ui/ask';
import { Comes } from '../../ui/facts';
import { Once } from '../../ui/once';
import { told } from '../../ui/told';
import { useTime } from '../../ui/when';
import { isKey, useKeys, works } from '../keys/query';
import { Belongs, type Place } from './part';
import { forAlliance, type Person, type Role } from './query';

interface Of { of: Person; close: () => void }

const again = () => Promise.all(['people', 'keys', 'me'].map((k) => queries.invalidateQueries({ queryKey: [k] })));
const path = (p: Person) => ({ path: { person: p.id }, header: match(p) });

export function SignInLink({ of: p, close }: Of) {
  const { t } = useTranslation(['people', 'common']);
  const time = useTime();
  const send = useMutation({ mutationFn: () => sure(api.POST('/v1/sign-in-links/{person}', { params: { path: { person: p.id } } })) });
  if (send.data) {
    return <Once title={t('linkOnce', { name: p.name })} value={window.location.origin + send.data.path} done={t('linkKept')} close={close}><p style={{ margin: 0 }}>{t('linkOnceHelp', { until: time.full(send.data.expires_at) })}</p></Once>;
  }
  return (
    <Ask title={t('linkTitle', { name: p.name })} close={close} error={send.error} yes={t('linkYes')} busy={send.isPending} run={() => send.mutate()}>
      <Comes lines={[t('linkComes.who', { name: p.name }), t('linkComes.once'), t('linkComes.seen')]} />
    </Ask>
  );
}

// Change says who gains and loses what before it is done.
export function Change({ of: p, own, close }: Of & { own: boolean }) {
  const { t } = useTranslation(['people', 'common']);
  const names = useNames();
  const [name, setName] = useState(p.name);
  const [place, setPlace] = useState<Place>({ alliance: forAlliance(p.roles), member: p.member, roles: p.roles as Role[] });
  const role = (r: string) => t(`common:role.${r as 'admin'}`);
  const gains = place.roles.filter((r) => !p.roles.includes(r));
  const loses = p.roles.filter((r) => !place.roles.includes(r as Role));
  const whom = (m?: string) => (m ? names.member(m) : t('alliance'));
  const moved = place.member !== p.member;
  const send = useMutation({
    mutationFn: () => {
      const body: Schemas['PersonChange'] = { name: name.trim() };
      if (gains.length + loses.length > 0) body.roles = place.roles;
      if (moved) body.member = place.member ?? null;
      return api.PATCH('/v1/people/{person}', { params: path(p), body });
    },
    onSuccess: async () => { await again(); void told(t('saved')); close(); },
  });
  const fault = (pointer: string) => (send.error instanceof Fault ? send.error.problem.errors?.find((e) => e.pointer.startsWith(pointer))?.detail : undefined);
  const wider = gains.length > 0 || moved;
  return (
    <Ask title={t('changeTitle', { name: p.name })} close={close} error={send.error} yes={t('common:do.save')} busy={send.isPending} off={!name.trim() || place.roles.length === 0 || (!place.alliance && !place.member)} tone={wider ? 'wide' : undefined} run={() => send.mutate()}>
      <TextInput required label={t('name')} maxLength={200} value={name} onChange={(e) => setName(e.currentTarget.value)} error={fault('/name')} data-autofocus />
      {own ? <p className="label" style={{ margin: 0 }}>{t('self')}</p> : <Belongs of={place} change={setPlace} fault={fault} />}
      {wider && <Comes title={t('gains')} lines={[...gains.map((r) => t('gain', { role: role(r) })), moved && t('moves', { from: whom(p.member), to: whom(place.member) })]} />}
      {loses.length > 0 && <Comes bad title={t('loses')} lines={loses.map((r) => t('lose', { role: role(r) }))} />}
      {(wider || loses.length > 0) && <p className="label" style={{ margin: 0 }}>{t('changeComes')}</p>}
    </Ask>
  );
}

export function Suspend({ of: p, close }: Of) {
  const { t } = useTranslation(['people', 'common']);
  const [reason, setReason] = useState('');
  const keys = useKeys({ person: p.id }).data?.filter((k) => isKey(k) && works(k)).length ?? 0;
  const send = useMutation({
    mutationFn: () => api.POST('/v1/people/{person}/suspend', { params: path(p), body: { reason: reason.trim() } }),
    onSuccess: async () => { await again(); void told(t('suspended', { name: p.name })); close(); },
  });
  return (
    <Ask title={t('suspendTitle', { name: p.name })} close={close} error={send.error} yes={t('suspendYes')} busy={send.isPending} off={!reason.trim()} tone="bad" run={() => send.mutate()}>
      <Comes bad lines={[t('suspendComes.out'), keys > 0 && t('suspendComes.keys', { count: keys }), t('suspendComes.stays')]} />
      <Textarea required label={t('why')} description={t('whyHelp')} maxLength={500} autosize minRows={2} value={reason} onChange={(e) => setReason(e.currentTarget.value)} data-autofocus />
    </Ask>
  );
}

export function Reinstate({ of: p, close }: Of) {
  const { t } = useTranslation(['people', 'common']);
  const send = useMutation({
    mutationFn: () => api.POST('/v1/people/{person}/reinstate', { params: path(p) }),
    onSuccess: async () => { await again(); void told(t('reinstated', { name: p.name })); close(); },
  });
  return (
    <Ask title={t('reinstateTitle', { name: p.name })} close={close} error={send.error} yes={t('reinstateYes')} busy={send.isPending} tone="wide" run={() => send.mutate()}>
      <Comes title={p.reason && `${t('reason')}: ${p.reason}`} lines={[t('reinstateComes.back'), t('reinstateComes.leak')]} />
    </Ask>
  );
}
