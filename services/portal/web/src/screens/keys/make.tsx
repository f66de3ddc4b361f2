import { Alert, Checkbox, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../api/client';
import { Ask } from '../../ui/ask';
import { Day } from '../../ui/moment';
import { Once } from '../../ui/once';
import { again, make, type Owner, type Scope } from './query';

const lives = { d30: 30, d90: 90, d365: 365, never: 0, other: 0 } as const;

// Make asks what a key is for, and shows it once.
export function Make({ of, who, may, close }: { of: Owner; who: string; may: readonly Scope[]; close: () => void }) {
  const { t } = useTranslation(['keys', 'common']);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<Scope[]>(may.includes('read') ? ['read'] : []);
  const [life, setLife] = useState<keyof typeof lives>('d90');
  const [until, setUntil] = useState<string>();
  const send = useMutation({
    mutationFn: () => make(of, { name: name.trim(), scopes, expires_at: life === 'other' ? until : lives[life] ? new Date(Date.now() + lives[life] * 86_400_000).toISOString() : undefined }),
    onSuccess: () => again(of),
  });
  const wrong = send.error instanceof Fault ? (send.error.problem.errors ?? []) : [];
  const fault = (pointer: string) => wrong.find((e) => e.pointer.startsWith(pointer))?.detail;
  if (send.data) return <Once title={t('onceTitle')} value={send.data.key} done={t('onceKept')} close={close}><p style={{ margin: 0 }}>{t('onceHelp', { name: send.data.name })}</p></Once>;
  return (
    <Ask title={t('makeTitle', { who })} close={close} error={send.error} yes={t('make')} busy={send.isPending} off={!name.trim() || scopes.length === 0 || (life === 'other' && !until)} run={() => send.mutate()}>
      <TextInput required label={t('name')} description={t('nameHelp')} maxLength={100} value={name} onChange={(e) => setName(e.currentTarget.value)} error={fault('/name')} data-autofocus />
      <Checkbox.Group required label={t('scopes')} value={scopes} onChange={(v) => setScopes(v as Scope[])} error={fault('/scopes')}>
        <Stack gap={10} mt={6}>{may.map((s) => <Checkbox key={s} value={s} label={t(`common:scope.${s}`)} description={t(`scopeHelp.${s}`)} />)}</Stack>
      </Checkbox.Group>
      {scopes.includes('manage') && <Alert color="copper" variant="light">{t('manageWarn')}</Alert>}
      <div>
        <div className="label" id="life" style={{ marginBottom: 5 }}>{t('expires')}</div>
        <SegmentedControl fullWidth size="xs" aria-labelledby="life" value={life} onChange={(v) => setLife(v as 'd90')} data={(Object.keys(lives) as (keyof typeof lives)[]).map((l) => ({ value: l, label: t(`life.${l}`) }))} />
      </div>
      {life === 'other' && <Day required label={t('until')} value={until} onChange={setUntil} error={fault('/expires_at')} />}
      {life === 'never' && <Alert color="copper" variant="light">{t('neverWarn')}</Alert>}
    </Ask>
  );
}
