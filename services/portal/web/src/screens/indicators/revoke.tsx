import { Button, Group, Modal, Select, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, match, type Schemas } from '../../api/client';
import { queries } from '../../api/queries';
import { Trouble } from '../../ui/say';
import { told } from '../../ui/told';

const codes = ['false_positive', 'duplicate', 'resolved', 'rights_transferred', 'data_error', 'legal', 'other'] as const;

export function Revoke({ of: i, close }: { of: Schemas['Indicator']; close: () => void }) {
  const { t } = useTranslation(['indicators', 'common']);
  const [reason, setReason] = useState('');
  const [code, setCode] = useState<(typeof codes)[number]>('false_positive');
  const send = useMutation({
    mutationFn: () => api.POST('/v1/indicators/{indicator}/revoke', { params: { path: { indicator: i.id }, header: match(i) }, body: { reason: reason.trim(), reason_code: code } }),
    onSuccess: () => { void queries.invalidateQueries({ queryKey: ['indicators'] }); void told(t('revoked')); close(); },
  });
  return (
    <Modal opened onClose={close} title={t('revokeTitle')} closeButtonProps={{ 'aria-label': t('common:do.close') }}>
      <Stack>
        <p style={{ margin: 0 }}>{t('revokeHelp')}</p>
        <Select label={t('share.code')} allowDeselect={false} value={code} onChange={(v) => v && setCode(v as typeof code)} data={codes.map((c) => ({ value: c, label: t(`revokeCode.${c}`) }))} />
        <Textarea required label={t('share.why')} description={t('share.whyHelp')} maxLength={500} autosize minRows={2} value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
        <Trouble error={send.error} />
        <Group justify="flex-end"><Button variant="default" onClick={close}>{t('common:do.cancel')}</Button><Button color="red" disabled={!reason.trim()} loading={send.isPending} onClick={() => send.mutate()}>{t('revoke')}</Button></Group>
      </Stack>
    </Modal>
  );
}
