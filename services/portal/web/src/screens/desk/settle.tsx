import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, match } from '../../api/client';
import { queries } from '../../api/queries';
import { Trouble } from '../../ui/say';
import { told } from '../../ui/told';
import css from './desk.module.css';
import type { Dispute } from './query';

const outcomes = ['upheld', 'withdrawn'] as const;

const again = () => {
  void queries.invalidateQueries({ queryKey: ['desk'] });
  void queries.invalidateQueries({ queryKey: ['indicators'] });
};

// Settle asks for the outcome and why, and then whether its consequence is meant.
export function Settle({ of: d, close }: { of: Dispute; close: () => void }) {
  const { t } = useTranslation(['desk', 'common']);
  const [outcome, choose] = useState<(typeof outcomes)[number]>();
  const [reason, say] = useState('');
  const [sure, ask] = useState(false);
  const send = useMutation({
    mutationFn: () => api.POST('/v1/disputes/{dispute}/resolve', { params: { path: { dispute: d.id }, header: match(d) }, body: { outcome: outcome!, reason: reason.trim() } }),
    onSuccess: () => { again(); void told(t('settled')); close(); },
    onError: () => { ask(false); again(); },
  });
  if (sure && outcome) {
    return (
      <Modal opened onClose={() => ask(false)} title={t(`sure.${outcome}`)} closeButtonProps={{ 'aria-label': t('common:do.close') }}>
        <Stack>
          <p className={css.warn} data-bad={outcome === 'withdrawn' || undefined}>{t(`outcomeHelp.${outcome}`)}</p>
          <p style={{ margin: 0 }}>{t('final')}</p>
          <Group justify="flex-end">
            <Button variant="default" data-autofocus onClick={() => ask(false)}>{t('common:do.back')}</Button>
            <Button color={outcome === 'withdrawn' ? 'red' : 'copper'} loading={send.isPending} onClick={() => send.mutate()}>{t(`yes.${outcome}`)}</Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  return (
    <Modal opened onClose={close} size="lg" title={t('settleTitle')} closeButtonProps={{ 'aria-label': t('common:do.close') }}>
      <Stack>
        <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
          <legend className="label" style={{ paddingBottom: 8 }}>{t('outcome')}</legend>
          {outcomes.map((o) => (
            <label key={o} className={css.outcome}>
              <input type="radio" name="outcome" checked={outcome === o} onChange={() => choose(o)} />
              <span><strong>{t(`outcomes.${o}`)}</strong><span className="label">{t(`outcomeHelp.${o}`)}</span></span>
            </label>
          ))}
        </fieldset>
        <Textarea required label={t('why')} description={t('whyHelp')} maxLength={2000} autosize minRows={3} value={reason} onChange={(e) => say(e.currentTarget.value)} />
        <Trouble error={send.error} />
        <Group justify="flex-end"><Button variant="default" onClick={close}>{t('common:do.cancel')}</Button><Button disabled={!outcome || !reason.trim()} onClick={() => ask(true)}>{t('review')}</Button></Group>
      </Stack>
    </Modal>
  );
}

export function Drop({ of: d, close }: { of: Dispute; close: () => void }) {
  const { t } = useTranslation(['desk', 'common']);
  const send = useMutation({
    mutationFn: () => api.POST('/v1/disputes/{dispute}/withdraw', { params: { path: { dispute: d.id }, header: match(d) } }),
    onSuccess: () => { again(); void told(t('dropped')); close(); },
  });
  return (
    <Modal opened onClose={close} title={t('dropTitle')} closeButtonProps={{ 'aria-label': t('common:do.close') }}>
      <Stack>
        <p style={{ margin: 0 }}>{t('dropHelp')}</p>
        <Trouble error={send.error} />
        <Group justify="flex-end"><Button variant="default" data-autofocus onClick={close}>{t('common:do.cancel')}</Button><Button loading={send.isPending} onClick={() => send.mutate()}>{t('dropYes')}</Button></Group>
      </Stack>
    </Modal>
  );
}
