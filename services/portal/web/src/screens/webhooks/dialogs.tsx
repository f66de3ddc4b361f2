import { Button, Group, Modal, Radio, Select, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, match, type Schemas, sure } from '../../api/client';
import { queries } from '../../api/queries';
import { Trouble } from '../../ui/say';
import { Moment } from '../../ui/moment';
import { told } from '../../ui/told';
import { again, type Subscription } from './query';

export function Ask({ title, close, error, children, yes, busy, bad, off, run }: { title: string; close: () => void; error: unknown; children: React.ReactNode; yes: string; busy: boolean; bad?: boolean; off?: boolean; run: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <Stack>
        {children}
        <Trouble error={error} />
        <Group justify="flex-end"><Button variant="default" data-autofocus onClick={close}>{t('do.cancel')}</Button><Button color={bad ? 'red' : undefined} disabled={off} loading={busy} onClick={run}>{yes}</Button></Group>
      </Stack>
    </Modal>
  );
}

const spans = { h1: 3_600_000, d1: 86_400_000, d7: 604_800_000 } as const;

export function Replay({ of, close }: { of: Subscription; close: () => void }) {
  const { t } = useTranslation('webhooks');
  const back = (ms: number) => new Date(Date.now() - ms).toISOString();
  const [from, set] = useState<string | undefined>(back(spans.h1));
  const send = useMutation({
    mutationFn: () => api.POST('/v1/subscriptions/{subscription}/replay', { params: { path: { subscription: of.id } }, body: { from: from! } }),
    onSuccess: () => { again(); void told(t('replayed')); close(); },
  });
  return (
    <Ask title={t('replayTitle')} close={close} error={send.error} yes={t('replayYes')} busy={send.isPending} off={!from} run={() => send.mutate()}>
      <p style={{ margin: 0 }}>{t('replayHelp')}</p>
      <Moment label={t('replayFrom')} value={from} onChange={set} />
      <Group gap={6}>{(['h1', 'd1', 'd7'] as const).map((s) => <Button key={s} variant="default" size="compact-sm" onClick={() => set(back(spans[s]))}>{t(`ago.${s}`)}</Button>)}</Group>
    </Ask>
  );
}

const overlaps = { d1: 86_400, h1: 3600, d7: 604_800, none: 0 } as const;

export function Rotate({ of, close, kept }: { of: Subscription; close: () => void; kept: (s: Schemas['SubscriptionWithSecret']) => void }) {
  const { t } = useTranslation('webhooks');
  const [overlap, set] = useState<keyof typeof overlaps>('d1');
  const [signing, sign] = useState(of.signing);
  const send = useMutation({
    mutationFn: () => sure(api.POST('/v1/subscriptions/{subscription}/rotate', { params: { path: { subscription: of.id }, header: match(of) }, body: { overlap_s: overlaps[overlap], signing } })),
    onSuccess: (s) => { again(); close(); kept(s as Schemas['SubscriptionWithSecret']); },
  });
  return (
    <Ask title={t('rotateTitle')} close={close} error={send.error} yes={t('rotate')} busy={send.isPending} run={() => send.mutate()}>
      <p style={{ margin: 0 }}>{t('rotateHelp')}</p>
      <Select label={t('signing')} allowDeselect={false} value={signing} onChange={(v) => sign(v as 'v1')} data={(['v1', 'v1a'] as const).map((s) => ({ value: s as string, label: t(`signings.${s}`) }))} />
      <Radio.Group label={t('rotateOverlap')} value={overlap} onChange={(v) => set(v as 'd1')}>
        <Stack gap={8} mt={6}>{(['h1', 'd1', 'd7', 'none'] as const).map((o) => <Radio key={o} value={o} label={t(`overlap.${o}`)} />)}</Stack>
      </Radio.Group>
    </Ask>
  );
}

export function Remove({ of, close, gone }: { of: Subscription; close: () => void; gone: () => void }) {
  const { t } = useTranslation('webhooks');
  const send = useMutation({
    mutationFn: () => api.DELETE('/v1/subscriptions/{subscription}', { params: { path: { subscription: of.id }, header: match(of) } }),
    onSuccess: () => { void queries.invalidateQueries({ queryKey: ['webhooks', 'list'] }); void told(t('removed')); close(); gone(); },
  });
  return (
    <Ask title={t('removeTitle')} close={close} error={send.error} yes={t('removeYes')} busy={send.isPending} bad run={() => send.mutate()}>
      <p style={{ margin: 0 }}>{t('removeHelp')}</p>
    </Ask>
  );
}
