// What is asked before a policy comes into force, is refused, or goes back.
import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, match, type Schemas, sure } from '../../api/client';
import { Trouble } from '../../ui/say';
import { told } from '../../ui/told';
import { useNumber } from '../../ui/when';
import css from './policies.module.css';
import { changed, type Proposal, summed } from './query';
import type { Names } from './words';

export function Approve({ of: p, names, close }: { of: Proposal; names: Names; close: () => void }) {
  const { t } = useTranslation(['policies', 'common']);
  const number = useNumber();
  const [comment, set] = useState('');
  const s = p.simulation;
  const viewers = s ? summed(s, 'viewers') : [];
  const [gain, lose] = [viewers.filter((v) => v.gained), viewers.filter((v) => v.lost)];
  const wide = p.wider.length > 0 || gain.length > 0;
  const send = useMutation({
    mutationFn: () => sure(api.POST('/v1/policies/proposals/{proposal}/approve', { params: { path: { proposal: p.id }, header: match(p) }, body: { comment: comment.trim() || undefined } })),
    onSuccess: (now) => { changed(now); void told(t('inForce')); close(); },
  });
  const listed = (of: Schemas['PolicyCount'][]) => `${of.slice(0, 6).map((v) => names.viewer(v.name)).join(', ')}${of.length > 6 ? ` ${t('andMore', { count: of.length - 6 })}` : ''}`;
  return (
    <Modal opened onClose={close} size="lg" title={t('approveTitle')} closeButtonProps={{ 'aria-label': t('common:do.close') }}>
      <Stack>
        <p style={{ margin: 0 }}>{t('approveHelp')}</p>
        <ul className={css.consequence}>
          {gain.length > 0 && <li data-gain><strong>{listed(gain)}</strong>: {t('conseqGain')}{s!.visible_gained > 0 && ` ${number(s!.visible_gained)} ${t('gainedWords', { count: s!.visible_gained })}.`}</li>}
          {lose.length > 0 && <li><strong>{listed(lose)}</strong>: {t('conseqLose')}{s!.visible_lost > 0 && ` ${number(s!.visible_lost)} ${t('lostWords', { count: s!.visible_lost })}; ${t('conseqRecall')}`}</li>}
          {gain.length + lose.length === 0 && <li>{t('conseqNone')}</li>}
          {p.wider.length > 0 && <li data-gain>{t('conseqWider', { count: p.wider.length + (p.wider_more ?? 0) })}</li>}
        </ul>
        {wide && <p className="label" style={{ margin: 0 }}>{t('cannotUnread')}</p>}
        <Textarea label={t('approveComment')} description={t('common:optional')} maxLength={2000} autosize minRows={2} value={comment} onChange={(e) => set(e.currentTarget.value)} />
        <Trouble error={send.error} />
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={close}>{t('common:do.back')}</Button>
          <Button color={wide ? 'copper' : undefined} loading={send.isPending} onClick={() => send.mutate()}>{t('approveYes')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

export function Reject({ of: p, mine, close }: { of: Proposal; mine: boolean; close: () => void }) {
  const { t } = useTranslation(['policies', 'common']);
  const [reason, set] = useState('');
  const send = useMutation({
    mutationFn: () => sure(api.POST('/v1/policies/proposals/{proposal}/reject', { params: { path: { proposal: p.id }, header: match(p) }, body: { reason: reason.trim() } })),
    onSuccess: (now) => { changed(now); void told(t(mine ? 'withdrawn' : 'rejected')); close(); },
  });
  return (
    <Modal opened onClose={close} title={t(mine ? 'withdrawTitle' : 'rejectTitle')} closeButtonProps={{ 'aria-label': t('common:do.close') }}>
      <Stack>
        <p style={{ margin: 0 }}>{t('rejectHelp')}</p>
        <Textarea required label={t('why')} description={t('whyKept')} maxLength={2000} autosize minRows={2} value={reason} onChange={(e) => set(e.currentTarget.value)} />
        <Trouble error={send.error} />
        <Group justify="flex-end"><Button variant="default" onClick={close}>{t('common:do.back')}</Button><Button color="red" disabled={!reason.trim()} loading={send.isPending} onClick={() => send.mutate()}>{t(mine ? 'withdrawYes' : 'rejectYes')}</Button></Group>
      </Stack>
    </Modal>
  );
}

export function RollBack({ to, name, close }: { to: string; name: string; close: () => void }) {
  const { t } = useTranslation(['policies', 'common']);
  const go = useNavigate();
  const [comment, set] = useState('');
  const send = useMutation({
    mutationFn: () => sure(api.POST('/v1/policies/rollback', { body: { to, comment: comment.trim() } })),
    onSuccess: (p) => { changed(p); close(); void go({ to: `/policies/proposals/${p.id}` } as never); },
  });
  return (
    <Modal opened onClose={close} title={t('rollBackTitle', { name })} closeButtonProps={{ 'aria-label': t('common:do.close') }}>
      <Stack>
        <p style={{ margin: 0 }}>{t('rollBackHelp')}</p>
        <Textarea required label={t('why')} description={t('whyKept')} maxLength={2000} autosize minRows={2} value={comment} onChange={(e) => set(e.currentTarget.value)} />
        <Trouble error={send.error} />
        <Group justify="flex-end"><Button variant="default" onClick={close}>{t('common:do.back')}</Button><Button disabled={!comment.trim()} loading={send.isPending} onClick={() => send.mutate()}>{t('rollBackYes')}</Button></Group>
      </Stack>
    </Modal>
  );
}
