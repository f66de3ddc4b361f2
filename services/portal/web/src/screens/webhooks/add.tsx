import { Button, Group, Modal, MultiSelect, NumberInput, SegmentedControl, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Fault, type Schemas, sure } from '../../api/client';
import { queries } from '../../api/queries';
import { Trouble } from '../../ui/say';
import { types } from '../publish/draft';
import { events, useWords } from './query';
import css from './webhooks.module.css';

type Draft = Schemas['SubscriptionDraft'];

export default function Add({ close, made }: { close: () => void; made: (s: Schemas['SubscriptionWithSecret']) => void }) {
  const { t } = useTranslation(['webhooks', 'common']);
  const words = useWords();
  const [draft, set] = useState<Draft>({ url: '', name: '', format: 'full', signing: 'v1', filter: {} });
  const filter = draft.filter ?? {};
  const change = (part: Partial<Draft>) => { send.reset(); set({ ...draft, ...part }); };
  const narrow = (part: Schemas['SubscriptionFilter']) => change({ filter: { ...filter, ...part } });
  const send = useMutation({
    mutationFn: () => sure(api.POST('/v1/subscriptions', { body: { ...draft, name: draft.name || undefined } })),
    onSuccess: async (s) => { await queries.invalidateQueries({ queryKey: ['webhooks'] }); made(s); },
  });
  const wrong = send.error instanceof Fault ? (send.error.problem.errors ?? []) : [];
  const fault = (pointer: string) => wrong.find((e) => e.pointer.startsWith(pointer))?.detail;
  const some = <T,>(v: T[]) => (v.length ? v : undefined);
  return (
    <Modal opened onClose={close} size="lg" title={t('add')} closeButtonProps={{ 'aria-label': t('common:do.close') }}>
      <form onSubmit={(e) => { e.preventDefault(); send.mutate(); }}>
        <Stack>
          <TextInput required label={t('url')} description={t('urlHelp')} type="url" placeholder="https://hooks.example/entente" value={draft.url} onChange={(e) => change({ url: e.currentTarget.value })} error={fault('/url')} data-autofocus />
          <TextInput label={t('name')} description={t('nameHelp')} maxLength={100} value={draft.name} onChange={(e) => change({ name: e.currentTarget.value })} error={fault('/name')} />
          <MultiSelect label={t('events')} description={t('eventsHelp')} data={events.map((e) => ({ value: e as string, label: words.event(e) }))} value={filter.events ?? []} onChange={(v) => narrow({ events: some(v) })} searchable clearable error={fault('/filter/events')} />
          <div className={css.two}>
            <MultiSelect label={t('types')} data={types.map((x) => ({ value: x as string, label: t(`common:type.${x}`) }))} value={filter.types ?? []} onChange={(v) => narrow({ types: some(v) })} searchable clearable error={fault('/filter/types')} />
            <NumberInput label={t('least')} suffix=" %" min={0} max={100} value={filter.min_confidence ?? ''} onChange={(v) => narrow({ min_confidence: v === '' ? undefined : Number(v) })} error={fault('/filter/min_confidence')} />
          </div>
          <Textarea label={t('where')} description={t('whereHelp')} autosize minRows={1} spellCheck={false} classNames={{ input: 'mono' }} value={filter.where ?? ''} onChange={(e) => narrow({ where: e.currentTarget.value || undefined })} error={fault('/filter/where')} />
          <div className={css.two}>
            <Select label={t('format')} allowDeselect={false} value={draft.format} onChange={(v) => change({ format: v as 'full' })} data={(['full', 'thin', 'cloudevents'] as const).map((f) => ({ value: f as string, label: t(`formats.${f}`) }))} />
            <div>
              <div className="label" id="signing" style={{ marginBottom: 5 }}>{t('signing')}</div>
              <SegmentedControl fullWidth aria-labelledby="signing" orientation="vertical" value={draft.signing} onChange={(v) => change({ signing: v as 'v1' })} data={(['v1', 'v1a'] as const).map((s) => ({ value: s, label: t(`signings.${s}`) }))} />
            </div>
          </div>
          <div className={css.two}>
            <NumberInput label={t('rate')} description={t('rateHelp')} min={0} value={draft.rate_limit ?? 0} onChange={(v) => change({ rate_limit: Number(v) || undefined })} error={fault('/rate_limit')} />
            <NumberInput label={t('concurrency')} description={t('concurrencyHelp')} min={1} value={draft.concurrency ?? 1} onChange={(v) => change({ concurrency: Number(v) || undefined })} error={fault('/concurrency')} />
            <NumberInput label={t('batch')} min={1} value={draft.batch?.max_events ?? 1} onChange={(v) => change({ batch: Number(v) > 1 ? { max_events: Number(v) } : undefined })} error={fault('/batch')} />
          </div>
          <Trouble error={send.error} />
          <Group justify="flex-end"><Button variant="default" onClick={close}>{t('common:do.cancel')}</Button><Button type="submit" disabled={!draft.url} loading={send.isPending}>{t('create')}</Button></Group>
        </Stack>
      </form>
    </Modal>
  );
}
