// What an endpoint is sent, and how: of a new one, or of one that there is.
import { Accordion, ActionIcon, Button, Group, Modal, MultiSelect, NumberInput, PasswordInput, SegmentedControl, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Fault, match, type Schemas, sure } from '../../api/client';
import { queries, useNames } from '../../api/queries';
import { Trouble } from '../../ui/say';
import { types } from '../publish/draft';
import { changes, type Draft, draftOf, whole } from './draft';
import { events, standard, type Subscription, useWords, wait, waits } from './query';
import css from './webhooks.module.css';

interface Props { of?: Subscription; close: () => void; done: (s: Subscription, secret?: Schemas['SubscriptionWithSecret']) => void }

export default function Form({ of: was, close, done }: Props) {
  const { t } = useTranslation(['webhooks', 'common']);
  const words = useWords();
  const names = useNames();
  const [draft, set] = useState<Draft>(() => draftOf(was));
  const { filter } = draft;
  const change = (part: Partial<Draft>) => { send.reset(); set({ ...draft, ...part }); };
  const narrow = (part: Schemas['SubscriptionFilter']) => change({ filter: { ...filter, ...part } });
  const body = was && changes(was, draft);
  const send = useMutation({
    mutationFn: async (): Promise<[Subscription, Schemas['SubscriptionWithSecret']?]> => {
      if (!was) {
        const made = await sure(api.POST('/v1/subscriptions', { body: whole(draft) }));
        return [made, made];
      }
      return [await sure(api.PATCH('/v1/subscriptions/{subscription}', { params: { path: { subscription: was.id }, header: match(was) }, body: body!, headers: { 'Content-Type': 'application/merge-patch+json' } }))];
    },
    onSuccess: async (saved) => { await queries.invalidateQueries({ queryKey: ['webhooks'] }); done(...saved); },
  });
  const wrong = send.error instanceof Fault ? (send.error.problem.errors ?? []) : [];
  const fault = (pointer: string) => wrong.find((e) => e.pointer.startsWith(pointer))?.detail;
  const some = <T,>(v: T[]) => (v.length ? v : undefined);
  const schedule = draft.retry.trim() ? waits(draft.retry) : standard;
  const forces = [...names.forces.values()].map((f) => ({ value: f.id, label: f.name ?? f.id }));
  const members = [...names.members.values()].map((m) => ({ value: m.id, label: m.name ?? m.id }));
  return (
    <Modal opened onClose={close} size="lg" title={t(was ? 'change' : 'add')} closeButtonProps={{ 'aria-label': t('common:do.close') }} closeOnClickOutside={false}>
      <form onSubmit={(e) => { e.preventDefault(); send.mutate(); }}>
        <Stack>
          <TextInput required label={t('url')} description={t('urlHelp')} type="url" placeholder="https://hooks.example/entente" value={draft.url} onChange={(e) => change({ url: e.currentTarget.value })} error={fault('/url')} data-autofocus />
          <TextInput label={t('name')} description={t('nameHelp')} maxLength={100} value={draft.name} onChange={(e) => change({ name: e.currentTarget.value })} error={fault('/name')} />
          <MultiSelect label={t('events')} description={t('eventsHelp')} data={events.map((e) => ({ value: e as string, label: words.event(e) }))} value={filter.events ?? []} onChange={(v) => narrow({ events: some(v) })} searchable clearable clearButtonProps={{ 'aria-label': t('common:do.clear') }} error={fault('/filter/events')} />
          <div className={css.two}>
            <MultiSelect label={t('types')} data={types.map((x) => ({ value: x as string, label: t(`common:type.${x}`) }))} value={filter.types ?? []} onChange={(v) => narrow({ types: some(v) })} searchable clearable clearButtonProps={{ 'aria-label': t('common:do.clear') }} error={fault('/filter/types')} />
            <NumberInput label={t('least')} suffix=" %" min={0} max={100} value={filter.min_confidence ?? ''} onChange={(v) => narrow({ min_confidence: v === '' ? undefined : Number(v) })} error={fault('/filter/min_confidence')} />
          </div>
          <Accordion multiple variant="separated" radius="md" order={3} defaultValue={was && (filter.brands ?? filter.tags ?? filter.publishers ?? filter.task_forces ?? filter.where) ? ['narrow'] : []}>
            <Accordion.Item value="narrow">
              <Accordion.Control>{t('part.narrow')}</Accordion.Control>
              <Accordion.Panel>
                <Stack>
                  <div className={css.two}>
                    <TagsInput label={t('brands')} value={filter.brands ?? []} onChange={(v) => narrow({ brands: some(v) })} error={fault('/filter/brands')} />
                    <TagsInput label={t('tags')} value={filter.tags ?? []} onChange={(v) => narrow({ tags: some(v) })} error={fault('/filter/tags')} />
                    <MultiSelect label={t('publishers')} data={members} value={filter.publishers ?? []} onChange={(v) => narrow({ publishers: some(v) })} searchable error={fault('/filter/publishers')} />
                    <MultiSelect label={t('forces')} data={forces} value={filter.task_forces ?? []} onChange={(v) => narrow({ task_forces: some(v) })} searchable error={fault('/filter/task_forces')} />
                  </div>
                  <Textarea label={t('where')} description={t('whereHelp')} autosize minRows={1} spellCheck={false} classNames={{ input: 'mono' }} value={filter.where ?? ''} onChange={(e) => narrow({ where: e.currentTarget.value || undefined })} error={fault('/filter/where')} />
                </Stack>
              </Accordion.Panel>
            </Accordion.Item>
            <Accordion.Item value="shape">
              <Accordion.Control>{t('part.shape')}</Accordion.Control>
              <Accordion.Panel>
                <Stack>
                  <Select label={t('format')} allowDeselect={false} value={draft.format} onChange={(v) => change({ format: v as 'full' })} data={(['full', 'thin', 'cloudevents'] as const).map((f) => ({ value: f as string, label: t(`formats.${f}`) }))} />
                  {!was && (
                    <div>
                      <div className="label" id="signing" style={{ marginBottom: 5 }}>{t('signing')}</div>
                      <SegmentedControl fullWidth aria-labelledby="signing" value={draft.signing} onChange={(v) => change({ signing: v as 'v1' })} data={(['v1', 'v1a'] as const).map((s) => ({ value: s, label: t(`signings.${s}`) }))} />
                    </div>
                  )}
                  <Headers of={draft.headers} set={(headers) => change({ headers })} error={fault('/headers')} />
                </Stack>
              </Accordion.Panel>
            </Accordion.Item>
            <Accordion.Item value="pace">
              <Accordion.Control>{t('part.pace')}</Accordion.Control>
              <Accordion.Panel>
                <Stack>
                  <div className={css.two}>
                    <NumberInput label={t('rate')} description={t('rateHelp')} min={0} max={1000} value={draft.rate} onChange={(v) => change({ rate: Number(v) || 0 })} error={fault('/rate_limit')} />
                    <NumberInput label={t('concurrency')} description={t('concurrencyHelp')} min={1} max={32} value={draft.window} onChange={(v) => change({ window: Number(v) || 1 })} error={fault('/concurrency')} />
                    <NumberInput label={t('batch')} description={t('batchHelp')} min={1} max={1000} value={draft.batch} onChange={(v) => change({ batch: Number(v) || 1 })} error={fault('/batch/max_events')} />
                    <NumberInput label={t('batchWait')} description={t('batchWaitHelp')} suffix=" ms" min={0} max={60_000} step={100} disabled={draft.batch < 2} value={draft.wait} onChange={(v) => change({ wait: Number(v) || 0 })} error={fault('/batch/max_wait_ms')} />
                  </div>
                  <TextInput label={t('retry')} description={t('retryHelp')} placeholder={standard.map(wait).join(', ')} value={draft.retry} onChange={(e) => change({ retry: e.currentTarget.value })} classNames={{ input: 'mono' }}
                    error={schedule ? fault('/retry') : t('retryWrong')} />
                  {schedule && <p className="label" style={{ margin: 0 }}>{t('retrySum', { count: schedule.length + 1, span: wait(round(schedule.reduce((a, b) => a + b, 0))) })}</p>}
                </Stack>
              </Accordion.Panel>
            </Accordion.Item>
          </Accordion>
          {was && was.url !== draft.url && <p className="label" style={{ margin: 0 }}>{t('urlChanges')}</p>}
          <Trouble error={send.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>{t('common:do.cancel')}</Button>
            <Button type="submit" disabled={!draft.url || !schedule || (body && Object.keys(body).length === 0)} loading={send.isPending}>{t(was ? 'common:do.save' : 'create')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

// round leaves of a span what says enough of it.
const round = (s: number) => (s >= 86_400 ? Math.round(s / 3600) * 3600 : s >= 3600 ? Math.round(s / 60) * 60 : s);

function Headers({ of, set, error }: { of: Draft['headers']; set: (h: Draft['headers']) => void; error?: string }) {
  const { t } = useTranslation(['webhooks', 'common']);
  const put = (n: number, part: Partial<Draft['headers'][number]>) => set(of.map((h, i) => (i === n ? { ...h, ...part } : h)));
  return (
    <div role="group" aria-labelledby="headers">
      <div className="label" id="headers">{t('headers')}</div>
      <p className={css.soft} style={{ margin: '2px 0 8px' }}>{t('headersHelp')}</p>
      {of.map((h, n) => (
        <Group key={n} gap={8} mb={6} wrap="nowrap" align="flex-start">
          <TextInput aria-label={t('headerName')} placeholder="X-Api-Key" disabled={h.kept} value={h.name} onChange={(e) => put(n, { name: e.currentTarget.value })} style={{ flex: 1 }} classNames={{ input: 'mono' }} />
          <PasswordInput aria-label={t('headerValue')} placeholder={h.kept ? t('headerKept') : ''} value={h.value} onChange={(e) => put(n, { value: e.currentTarget.value })} style={{ flex: 1.4 }} autoComplete="off" visibilityToggleButtonProps={{ 'aria-label': t('headerShow'), tabIndex: 0 }} />
          <ActionIcon aria-label={t('headerDrop', { name: h.name })} onClick={() => set(of.filter((_, i) => i !== n))}><IconTrash size={16} /></ActionIcon>
        </Group>
      ))}
      {error && <p style={{ color: 'var(--mantine-color-error)', margin: '0 0 6px' }} className={css.soft}>{error}</p>}
      {of.length < 20 && <Button variant="default" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={() => set([...of, { name: '', value: '', kept: false }])}>{t('headerAdd')}</Button>}
    </div>
  );
}
