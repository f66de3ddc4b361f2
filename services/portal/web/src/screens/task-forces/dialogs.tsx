import { Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Fault, match, type Schemas, sure } from '../../api/client';
import { queries, useNames } from '../../api/queries';
import { slug } from '../../ui/address';
import { Ask } from '../../ui/ask';
import { Comes } from '../../ui/facts';
import { Day } from '../../ui/moment';
import { told } from '../../ui/told';
import { type Force, type Seat, stateOf } from './query';
import { Seats } from './seats';

interface Of { of: Force; close: () => void }

const again = () => Promise.all(['task-forces', 'indicators'].map((k) => queries.invalidateQueries({ queryKey: [k] })));
const faults = (error: unknown) => (pointer: string) => (error instanceof Fault ? error.problem.errors?.find((e) => e.pointer.startsWith(pointer))?.detail : undefined);

// useChange sends what is to be different, for the state that was looked at.
function useChange(of: Force, done: string, close: () => void) {
  return useMutation({
    mutationFn: (body: Schemas['TaskForceChange']) => api.PATCH('/v1/task-forces/{task_force}', { params: { path: { task_force: of.id }, header: match(of) }, body }),
    onSuccess: async () => { await again(); void told(done); close(); },
  });
}

export function Create({ close, done }: { close: () => void; done: (f: Force) => void }) {
  const { t } = useTranslation(['task-forces', 'common']);
  const names = useNames();
  const [name, setName] = useState('');
  const [id, setId] = useState<string>();
  const [purpose, setPurpose] = useState('');
  const [ends_at, setEnd] = useState<string>();
  const [members, setMembers] = useState<Seat[]>([]);
  const chosen = id ?? slug(name);
  const send = useMutation({
    mutationFn: () => sure(api.POST('/v1/task-forces', { body: { id: chosen, name: name.trim(), purpose: purpose.trim(), members, ends_at } })),
    onSuccess: async (f) => { await again(); void told(t('created', { name: f.name })); done(f); },
  });
  const fault = faults(send.error);
  return (
    <Ask title={t('createTitle')} close={close} error={send.error} yes={t('create')} busy={send.isPending} off={!name.trim() || chosen.length < 2 || !purpose.trim() || members.length === 0} size="lg" run={() => send.mutate()}>
      <TextInput required label={t('name')} maxLength={200} value={name} onChange={(e) => setName(e.currentTarget.value)} error={fault('/name')} data-autofocus />
      <TextInput required label={t('id')} description={t('idHelp')} maxLength={63} spellCheck={false} classNames={{ input: 'mono' }} value={chosen} onChange={(e) => setId(e.currentTarget.value)} error={fault('/id')} />
      <Textarea required label={t('purpose')} description={t('purposeHelp')} maxLength={2000} autosize minRows={2} value={purpose} onChange={(e) => setPurpose(e.currentTarget.value)} error={fault('/purpose')} />
      <Day label={t('end')} description={t('endHelp')} value={ends_at} onChange={setEnd} error={fault('/ends_at')} />
      <Seats of={members} change={setMembers} fault={fault('/members')} />
      {members.length > 0 && <Comes title={t('gains')} lines={members.map((s) => `${names.member(s.member)}, ${t(`common:seat.${s.role}`)}`)} />}
    </Ask>
  );
}

export function Edit({ of: f, close }: Of) {
  const { t } = useTranslation(['task-forces', 'common']);
  const [name, setName] = useState(f.name);
  const [purpose, setPurpose] = useState(f.purpose);
  const send = useChange(f, t('saved'), close);
  const fault = faults(send.error);
  return (
    <Ask title={t('editTitle', { name: f.name })} close={close} error={send.error} yes={t('common:do.save')} busy={send.isPending} off={!name.trim() || !purpose.trim()} run={() => send.mutate({ name: name.trim(), purpose: purpose.trim() })}>
      <TextInput required label={t('name')} maxLength={200} value={name} onChange={(e) => setName(e.currentTarget.value)} error={fault('/name')} data-autofocus />
      <Textarea required label={t('purpose')} description={t('purposeHelp')} maxLength={2000} autosize minRows={3} value={purpose} onChange={(e) => setPurpose(e.currentTarget.value)} error={fault('/purpose')} />
    </Ask>
  );
}

// Members says who gains and who loses what is shared here, before it is so.
export function Members({ of: f, close }: Of) {
  const { t } = useTranslation(['task-forces', 'common']);
  const names = useNames();
  const [seats, set] = useState<Seat[]>(f.members);
  const send = useChange(f, t('changed_'), close);
  const role = (r: Seat['role']) => t(`common:seat.${r}`);
  const was = (m: string) => f.members.find((s) => s.member === m);
  const gains = seats.filter((s) => !was(s.member));
  const loses = f.members.filter((s) => !seats.some((x) => x.member === s.member));
  const shifts = seats.filter((s) => was(s.member) && was(s.member)!.role !== s.role);
  const over = stateOf(f) === 'over';
  return (
    <Ask title={t('changeTitle', { name: f.name })} close={close} error={send.error} yes={t('changeYes')} busy={send.isPending} off={seats.length === 0 || gains.length + loses.length + shifts.length === 0} tone={gains.length ? 'wide' : loses.length ? 'bad' : undefined} size="lg" run={() => send.mutate({ members: seats })}>
      <Seats of={seats} was={f.members} change={(s) => { send.reset(); set(s); }} fault={seats.length === 0 ? t('nobodyLeft') : faults(send.error)('/members')} />
      {gains.length > 0 && !over && <Comes title={t('gains')} lines={gains.map((s) => t('gain', { who: names.member(s.member), role: role(s.role) }))} />}
      {loses.length > 0 && !over && <Comes bad title={t('loses')} lines={[...loses.map((s) => t('lose', { who: names.member(s.member) })), t('copies')]} />}
      {shifts.length > 0 && <Comes title={t('shifts')} lines={shifts.map((s) => `${t('shift', { who: names.member(s.member), role: role(s.role), was: role(was(s.member)!.role) })}. ${t(`roleHelp.${s.role}`)}.`)} />}
    </Ask>
  );
}

export function Extend({ of: f, close }: Of) {
  const { t } = useTranslation(['task-forces', 'common']);
  const [end, set] = useState(f.ends_at);
  const send = useChange(f, t('extended'), close);
  const count = f.members.length;
  const over = stateOf(f) === 'over';
  const at = (x?: string) => (x ? Date.parse(x) : Infinity);
  const longer = at(end) > at(f.ends_at);
  return (
    <Ask title={t('extendTitle', { name: f.name })} close={close} error={send.error} yes={t('extendYes')} busy={send.isPending} off={end === f.ends_at} tone={longer ? 'wide' : undefined} run={() => send.mutate({ ends_at: end ?? null })}>
      <Day label={t('end')} description={t('endHelp')} value={end} onChange={set} error={faults(send.error)('/ends_at')} data-autofocus />
      {longer && <Comes lines={[t(over ? 'reopenComes' : 'extendComes', { count })]} />}
      {!longer && end !== f.ends_at && <Comes bad lines={[t('sooner')]} />}
    </Ask>
  );
}

export function Close({ of: f, close }: Of) {
  const { t } = useTranslation(['task-forces', 'common']);
  const send = useChange(f, t('closed', { name: f.name }), close);
  return (
    <Ask title={t('closeTitle', { name: f.name })} close={close} error={send.error} yes={t('closeYes')} busy={send.isPending} tone="bad" run={() => send.mutate({ ends_at: new Date(Date.now() + 60_000).toISOString() })}>
      <Comes bad lines={[t('closeComes.now'), t('closeComes.members', { count: f.members.length }), t('closeComes.told'), t('closeComes.stays')]} />
    </Ask>
  );
}
