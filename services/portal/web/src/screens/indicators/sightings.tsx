import { Badge, Button, Group, Modal, NumberInput, Radio, Stack, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconEye } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas } from '../../api/client';
import { queries, useMe, type useNames } from '../../api/queries';
import { Restricted, Tlp, Value } from '../../ui/marks';
import { Empty, Failed, Rows, Trouble } from '../../ui/say';
import { told } from '../../ui/told';
import { Ago } from '../../ui/when';
import css from './indicators.module.css';
import { useSightings } from './query';

// Sightings are what members say of it: it was seen again, or was not.
export function Sightings({ of, names }: { of: Schemas['Indicator']; names: ReturnType<typeof useNames> }) {
  const { t } = useTranslation(['indicators', 'common']);
  const me = useMe().data;
  const asked = useSightings(of.id);
  const [open, say] = useDisclosure();
  const add = me?.member && me.scopes.includes('publish') ? <Button variant="default" onClick={say.open}>{t('sight')}</Button> : null;
  if (asked.isPending) return <Rows n={4} />;
  if (asked.isError) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  return (
    <>
      {asked.data.items.length === 0 ? <Empty icon={IconEye} title={t('sightingsNone')} action={add}>{t('sightingsNoneHelp')}</Empty> : (
        <>
          {asked.data.items.map((s) => (
            <div key={s.id} className={css.said}>
              <Group justify="space-between" gap={8}><strong style={{ fontWeight: 580 }}>{t(`sighting.${s.type}`)}{s.count > 1 && ` · ${s.count}×`}</strong><Tlp mark={s.tlp} /></Group>
              <div className="label">
                {s.member ? names.member(s.member) : s.redacted?.includes('source') ? <Restricted /> : t('common:attribution.withheld')} · <Ago at={s.created_at} />
                {s.platform && ` · ${s.platform}`} {s.state === 'retracted' && <Badge>{t('retracted')}</Badge>}
              </div>
              {s.url?.value && <div><Value type={s.url.type} value={s.url.value} copy /></div>}
              {s.note ? <div style={{ marginTop: 4 }}>{s.note}</div> : s.redacted?.includes('evidence') && <Restricted />}
            </div>
          ))}
          <Group mt="md">{add}</Group>
        </>
      )}
      {open && <Say of={of} close={say.close} />}
    </>
  );
}

function Say({ of, close }: { of: Schemas['Indicator']; close: () => void }) {
  const { t } = useTranslation(['indicators', 'common']);
  const [said, set] = useState<Schemas['SightingDraft']>({ type: 'seen', audience: 'publisher' });
  const send = useMutation({
    mutationFn: () => api.POST('/v1/indicators/{indicator}/sightings', { params: { path: { indicator: of.id } }, body: { ...said, note: said.note || undefined } }),
    onSuccess: () => { void queries.invalidateQueries({ queryKey: ['indicators'] }); void told(t('sightSaid')); close(); },
  });
  return (
    <Modal opened onClose={close} title={t('sight')} closeButtonProps={{ 'aria-label': t('common:do.close') }}>
      <Stack>
        <Radio.Group label={t('sightWhat')} value={said.type} onChange={(type) => set({ ...said, type: type as 'seen' })}>
          <Stack gap={8} mt={6}>{(['seen', 'relisted', 'not_seen', 'false_positive'] as const).map((v) => <Radio key={v} value={v} label={t(`sighting.${v}`)} />)}</Stack>
        </Radio.Group>
        <NumberInput label={t('sightCount')} min={1} allowDecimal={false} value={said.count ?? 1} onChange={(n) => set({ ...said, count: Number(n) || undefined })} />
        <Textarea label={t('sightNote')} description={t('common:optional')} maxLength={2000} autosize minRows={2} value={said.note ?? ''} onChange={(e) => set({ ...said, note: e.currentTarget.value })} />
        <Radio.Group label={t('sightFor')} value={said.audience} onChange={(a) => set({ ...said, audience: a as 'publisher' })}>
          <Stack gap={8} mt={6}>{(['publisher', 'indicator'] as const).map((v) => <Radio key={v} value={v} label={t(`sightAudience.${v}`)} />)}</Stack>
        </Radio.Group>
        <Trouble error={send.error} />
        <Group justify="flex-end"><Button variant="default" onClick={close}>{t('common:do.cancel')}</Button><Button loading={send.isPending} onClick={() => send.mutate()}>{t('sightSend')}</Button></Group>
      </Stack>
    </Modal>
  );
}
