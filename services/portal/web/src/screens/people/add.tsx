import { TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Fault, sure } from '../../api/client';
import { queries } from '../../api/queries';
import { slug } from '../../ui/address';
import { Ask } from '../../ui/ask';
import { told } from '../../ui/told';
import { Belongs, type Place } from './part';
import type { Person } from './query';

export default function Add({ member, close, done }: { member?: string; close: () => void; done?: (p: Person) => void }) {
  const { t } = useTranslation(['people', 'common']);
  const [name, setName] = useState('');
  const [id, setId] = useState<string>();
  const [place, setPlace] = useState<Place>({ alliance: false, member, roles: ['reader'] });
  const chosen = id ?? slug(name);
  const send = useMutation({
    mutationFn: () => sure(api.POST('/v1/people', { body: { id: chosen, name: name.trim(), member: place.member, roles: place.roles } })),
    onSuccess: async (p) => { await queries.invalidateQueries({ queryKey: ['people'] }); void told(t('added', { name: p.name })); close(); done?.(p); },
  });
  const fault = (pointer: string) => (send.error instanceof Fault ? send.error.problem.errors?.find((e) => e.pointer.startsWith(pointer))?.detail : undefined);
  const whole = name.trim() && chosen.length > 1 && place.roles.length > 0 && (place.alliance || place.member);
  return (
    <Ask title={t('addTitle')} close={close} error={send.error} yes={t('add')} busy={send.isPending} off={!whole} tone={place.roles.includes('admin') ? 'wide' : undefined} run={() => send.mutate()}>
      <TextInput required label={t('name')} maxLength={200} value={name} onChange={(e) => setName(e.currentTarget.value)} error={fault('/name')} data-autofocus />
      <TextInput required label={t('id')} description={t('idHelp')} maxLength={63} spellCheck={false} classNames={{ input: 'mono' }} value={chosen} onChange={(e) => setId(e.currentTarget.value)} error={fault('/id')} />
      <Belongs of={place} change={setPlace} fault={fault} />
    </Ask>
  );
}
