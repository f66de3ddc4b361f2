// Contesting an indicator: a member one that it sees, a steward any for somebody outside.
import { Button, Group, Modal, Radio, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, sure } from '../../api/client';
import { queries } from '../../api/queries';
import { Trouble } from '../../ui/say';
import { told } from '../../ui/told';
import css from './desk.module.css';

const codes = ['authorised_seller', 'mistaken_identity', 'not_infringing', 'outdated', 'rights_dispute', 'duplicate', 'other'] as const;

export default function Contest({ indicator, desk, close, made }: { indicator?: string; desk?: boolean; close: () => void; made: (id: string) => void }) {
  const { t } = useTranslation(['desk', 'common']);
  const [of, setOf] = useState(indicator ?? '');
  const [code, setCode] = useState<(typeof codes)[number]>('authorised_seller');
  const [reason, setReason] = useState('');
  const [evidence, setEvidence] = useState('');
  const [behalf, setBehalf] = useState('');
  const [named, setNamed] = useState<'named' | 'pseudonymous' | 'withheld'>('withheld');
  const send = useMutation({
    mutationFn: () => sure(api.POST('/v1/indicators/{indicator}/disputes', { params: { path: { indicator: of.trim() } }, body: { reason_code: code, reason: reason.trim(), evidence: evidence.trim() || undefined, ...(desk ? { on_behalf: behalf.trim() } : { attribution: named }) } })),
    onSuccess: (d) => {
      void queries.invalidateQueries({ queryKey: ['desk'] });
      void queries.invalidateQueries({ queryKey: ['indicators'] });
      void told(t('contested'));
      made(d.id);
    },
  });
  return (
    <Modal opened onClose={close} size="lg" title={t('contestTitle')} closeButtonProps={{ 'aria-label': t('common:do.close') }}>
      <Stack>
        <p className={css.warn}>{t('contestHelp')}</p>
        {!indicator && <TextInput required label={t('contestIndicator')} placeholder="ind_…" spellCheck={false} value={of} onChange={(e) => setOf(e.currentTarget.value)} />}
        <Select label={t('contestCode')} allowDeselect={false} value={code} onChange={(v) => v && setCode(v as typeof code)} data={codes.map((c) => ({ value: c, label: t(`code.${c}`) }))} />
        <Textarea required label={t('contestReason')} description={t('contestReasonHelp')} maxLength={2000} autosize minRows={3} value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
        <Textarea label={t('contestEvidence')} description={t('contestEvidenceHelp')} maxLength={4000} autosize minRows={2} value={evidence} onChange={(e) => setEvidence(e.currentTarget.value)} />
        {desk ? <Textarea required label={t('contestBehalf')} description={t('contestBehalfHelp')} maxLength={500} autosize value={behalf} onChange={(e) => setBehalf(e.currentTarget.value)} /> : (
          <Radio.Group label={t('contestNamed')} value={named} onChange={(v) => setNamed(v as 'named')}>
            <Group gap={18} mt={8}>{(['withheld', 'pseudonymous', 'named'] as const).map((v) => <Radio key={v} value={v} label={t(`common:attribution.${v}`)} />)}</Group>
          </Radio.Group>
        )}
        <Trouble error={send.error} />
        <Group justify="flex-end"><Button variant="default" onClick={close}>{t('common:do.cancel')}</Button><Button color="copper" disabled={!of.trim() || !reason.trim() || (desk && !behalf.trim())} loading={send.isPending} onClick={() => send.mutate()}>{t('contestYes')}</Button></Group>
      </Stack>
    </Modal>
  );
}
