import { Alert, Radio, Select, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Fault, match, type Schemas, sure } from '../../api/client';
import { queries, usePeople } from '../../api/queries';
import { slug } from '../../ui/address';
import { Ask } from '../../ui/ask';
import { Comes } from '../../ui/facts';
import { told } from '../../ui/told';
import { isKey, useKeys, works } from '../keys/query';
import { kinds, type Member, sends } from './query';

interface Of { of: Member; close: () => void }

// again asks anew for all that hangs on who belongs.
const again = () => Promise.all(['members', 'task-forces', 'keys'].map((k) => queries.invalidateQueries({ queryKey: [k] })));
const faults = (error: unknown) => (pointer: string) => (error instanceof Fault ? error.problem.errors?.find((e) => e.pointer.startsWith(pointer))?.detail : undefined);
const path = (m: Member) => ({ path: { member: m.id }, header: match(m) });

function useKinds() {
  const { t } = useTranslation();
  return kinds.map((k) => ({ value: k as string, label: t(`kind.${k}`) }));
}

export function Enrol({ close, done }: { close: () => void; done: (m: Member) => void }) {
  const { t } = useTranslation(['members', 'common']);
  const [name, setName] = useState('');
  const [id, setId] = useState<string>();
  const [kind, setKind] = useState<Schemas['MemberKind']>('brand');
  const chosen = id ?? slug(name);
  const send = useMutation({
    mutationFn: () => sure(api.POST('/v1/members', { body: { id: chosen, name: name.trim(), kind } })),
    onSuccess: async (m) => { await again(); void told(t('enrolled', { name: m.name })); done(m); },
  });
  const fault = faults(send.error);
  return (
    <Ask title={t('enrolTitle')} close={close} error={send.error} yes={t('enrol')} busy={send.isPending} off={!name.trim() || chosen.length < 2} run={() => send.mutate()}>
      <TextInput required label={t('name')} description={t('nameHelp')} maxLength={200} value={name} onChange={(e) => setName(e.currentTarget.value)} error={fault('/name')} data-autofocus />
      <TextInput required label={t('id')} description={t('idHelp')} maxLength={63} spellCheck={false} classNames={{ input: 'mono' }} value={chosen} onChange={(e) => setId(e.currentTarget.value)} error={fault('/id')} />
      <Select label={t('kind')} description={t('kindHelp')} allowDeselect={false} data={useKinds()} value={kind} onChange={(v) => v && setKind(v as typeof kind)} error={fault('/kind')} />
      <Comes lines={[t('enrolComes')]} />
    </Ask>
  );
}

export function Change({ of: m, close }: Of) {
  const { t } = useTranslation(['members', 'common']);
  const [name, setName] = useState(m.name);
  const [kind, setKind] = useState(m.kind);
  const send = useMutation({
    mutationFn: () => api.PATCH('/v1/members/{member}', { params: path(m), body: { name: name.trim(), kind } }),
    onSuccess: async () => { await again(); void told(t('saved')); close(); },
  });
  const fault = faults(send.error);
  return (
    <Ask title={t('changeTitle', { name: m.name })} close={close} error={send.error} yes={t('common:do.save')} busy={send.isPending} off={!name.trim()} run={() => send.mutate()}>
      <TextInput required label={t('name')} description={t('nameHelp')} maxLength={200} value={name} onChange={(e) => setName(e.currentTarget.value)} error={fault('/name')} data-autofocus />
      <Select label={t('kind')} allowDeselect={false} data={useKinds()} value={kind} onChange={(v) => v && setKind(v as typeof kind)} error={fault('/kind')} />
      {kind !== m.kind && <Alert color="copper" variant="light">{t('kindWarn')}</Alert>}
    </Ask>
  );
}

export function Notices({ of: m, close }: Of) {
  const { t } = useTranslation(['members', 'common']);
  const [on, set] = useState({ send: m.match_notices?.send ?? 'ask', receive: m.match_notices?.receive ?? true });
  const send = useMutation({
    mutationFn: () => api.PATCH('/v1/members/{member}', { params: path(m), body: { match_notices: on } }),
    onSuccess: async () => { await again(); void told(t('saved')); close(); },
  });
  return (
    <Ask title={t('noticesTitle', { name: m.name })} close={close} error={send.error} yes={t('common:do.save')} busy={send.isPending} run={() => send.mutate()}>
      <p style={{ margin: 0 }}>{t('noticesHelp')}</p>
      <Radio.Group label={t('send')} value={on.send} onChange={(v) => set({ ...on, send: v as 'ask' })}>
        <Stack gap={8} mt={6}>{sends.map((s) => <Radio key={s} value={s} label={t(`sends.${s}`)} />)}</Stack>
      </Radio.Group>
      <Switch label={t('receive')} checked={on.receive} onChange={(e) => set({ ...on, receive: e.currentTarget.checked })} />
    </Ask>
  );
}

// Suspend names what stops, as far as the person may know of it.
export function Suspend({ of: m, close }: Of) {
  const { t } = useTranslation(['members', 'common']);
  const [reason, setReason] = useState('');
  const keys = useKeys({ member: m.id }).data?.filter((k) => isKey(k) && works(k)).length ?? 0;
  const people = usePeople().data?.filter((p) => p.member === m.id && p.state === 'active').length ?? 0;
  const send = useMutation({
    mutationFn: () => api.POST('/v1/members/{member}/suspend', { params: path(m), body: { reason: reason.trim() } }),
    onSuccess: async () => { await again(); void told(t('suspended', { name: m.name })); close(); },
  });
  return (
    <Ask title={t('suspendTitle', { name: m.name })} close={close} error={send.error} yes={t('suspendYes')} busy={send.isPending} off={!reason.trim()} tone="bad" size="lg" run={() => send.mutate()}>
      <Comes bad lines={[
        t('suspendComes.out'), keys > 0 && t('suspendComes.keys', { count: keys }), people > 0 && t('suspendComes.people', { count: people }), t('suspendComes.streams'), t('suspendComes.others'), t('suspendComes.stays'),
      ]} />
      <Textarea required label={t('why')} description={t('whyHelp')} maxLength={500} autosize minRows={2} value={reason} onChange={(e) => setReason(e.currentTarget.value)} data-autofocus />
    </Ask>
  );
}

export function Reinstate({ of: m, close }: Of) {
  const { t } = useTranslation(['members', 'common']);
  const send = useMutation({
    mutationFn: () => api.POST('/v1/members/{member}/reinstate', { params: path(m) }),
    onSuccess: async () => { await again(); void told(t('reinstated', { name: m.name })); close(); },
  });
  return (
    <Ask title={t('reinstateTitle', { name: m.name })} close={close} error={send.error} yes={t('reinstateYes')} busy={send.isPending} tone="wide" run={() => send.mutate()}>
      <Comes title={m.reason && `${t('reason')}: ${m.reason}`} lines={[t('reinstateComes.keys'), t('reinstateComes.told'), t('reinstateComes.leak')]} />
    </Ask>
  );
}
